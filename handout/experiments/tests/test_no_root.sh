#!/usr/bin/env bash
# The experiments by somebody who is not root, and on a machine without tc or ip.
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../../.." || exit
. common/tests/checks.bash

shows() # WORDS COMMAND...
{
    "${@:2}" >"$work/said" 2>&1
    local status=$?
    cat "$work/said"
    [ "$status" = 0 ] && grep -F -- "$1" "$work/said"
}

# ---- not root: a copy of what is built that others may read, a folder that they may write ------

# A command as somebody without any right; who is not root already has none to give up.
as_nobody()
{
    local become=()
    [ "$(id -u)" != 0 ] || become=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    (cd / && "${become[@]}" env HOME=/nonexistent TMPDIR="$work/theirs" "$@")
}

programs=(lab{1-blocking,2-threads,2-async}/{hello_server,hello_client,ftp_server,ftp_client}
    grader/slowlink grader/check_capture handout/experiments/{measure,kit.bash}
    handout/experiments/{capture,congested-link,two-files,overdo-it})
mkdir "$work/kit" "$work/theirs" && tar -cf - "${programs[@]}" | tar -xf - -C "$work/kit"
chmod 755 "$work" && chmod -R a+rX "$work/kit"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$work/theirs"
there=$work/kit/handout/experiments

refuse 'is not root' [ "$(as_nobody id -u)" = 0 ]
check 'two-files' shows 'FTP, parallelism' \
    as_nobody "$there/two-files" --bytes 1000 --delay 1 --out "$work/theirs/out"
if ! as_nobody sh -c 'command -v dumpcap' >/dev/null; then
    skip 'capture' 'there is no dumpcap that others than root may run'
elif ! as_nobody "$there/congested-link" --try; then
    skip 'capture' 'no private networks on this machine'
else
    check 'capture, over a congested link' shows 'capturing at the server' \
        as_nobody "$there/capture" --clients 4 --bytes 300000 "$work/theirs/four.pcapng"
    check 'what it captured is judged' shows 'served at the same time' \
        as_nobody "$work/kit/grader/check_capture" "$work/theirs/four.pcapng"
    check 'there was congestion' grep -E 'sent again +[1-9]' "$work/said"
    check 'nothing else is left' [ "$(ls "$work/theirs")" = $'four.pcapng\nout' ]
fi

# ---- no tc, no ip: a mount that only we see hides the folders where such programs are -----------

# All programs of /usr/bin but one, and none of /usr/sbin.
without() # PROGRAM COMMAND...
{
    mkdir -p "$work/none" && common/tests/lacking "$work/bin" "$1"
    # shellcheck disable=SC2016 # the inner shell expands it
    PATH=$work/bin unshare --user --map-root-user --mount sh -ec '
        mount --bind "$1" /usr/sbin
        mount --bind "$1" /sbin
        shift
        exec "$@"' sh "$work/none" "${@:2}"
}

if [ "$(realpath /usr/sbin)" = "$(realpath /usr/bin)" ] || ! without tc true 2>/dev/null; then
    skip 'without tc, without ip' 'these cannot be hidden here'
else
    for program in tc ip; do
        check "without $program: what to install, and slowlink instead" \
            shows "this needs $program; on Debian and Ubuntu: sudo apt-get install iproute2" \
            without $program handout/experiments/overdo-it --most 1 --bytes 1000 --out "$work/out"
        check 'said plainly' grep -F 'over slowlink' "$work/said"
    done
fi

finish
