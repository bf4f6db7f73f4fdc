#!/usr/bin/env bash
# Ctrl-C, which a terminal sends to all of an experiment at once: no process, network, file is left.
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../../.." || exit
. common/tests/checks.bash

here=handout/experiments
export TMPDIR=$work/tmp
mkdir "$TMPDIR" "$work/out"

# Processes of a session that run, and do not just wait to be buried.
alive() # SESSION
{
    ps -o stat=,pid=,args= --sid "$1" | awk '!/^Z/ { print; n++ } END { exit !n }'
}

# The networks that processes of a session are in and we are not, one a line.
networks() # SESSION
{
    local id
    for id in $(ps -o pid= --sid "$1"); do
        readlink "/proc/$id/ns/net"
    done | sort -u | grep -v -x -F "$(readlink /proc/self/ns/net)"
}

# Any process at all that is in one of these networks. A network goes with its last process.
inhabited() # NETWORKS
{
    [ -n "$1" ] && readlink /proc/[0-9]*/ns/net 2>/dev/null | grep -x -F "$1"
}

# Waits until it is so no more. What dies of the kernel's hand does a moment after the experiment.
no_more() # COMMAND...
{
    local deadline=$((SECONDS + 20))
    while "$@"; do
        ((SECONDS < deadline)) || return
        read -r -t 0.1 <>"$work/silence"
    done
    return 0
}

lacks() # PROGRAM SESSION
{
    ! pgrep --session "$2" --exact "$1" >/dev/null
}

# Half a second without one switch is a script that waits for a program.
moves() # PID
{
    local before
    before=$(grep ctxt "/proc/$1/status")
    read -r -t 0.5 <>"$work/silence"
    [ "$(grep ctxt "/proc/$1/status")" != "$before" ]
}

# Interrupts an experiment that has said a line with these words, while it runs this program and
# waits for it. Between two commands, bash 5.2 may lose a signal: then Ctrl-C takes a second one.
interrupted() # WORDS PROGRAM PRIVATE-NETWORKS EXPERIMENT OPTION...
{
    local line='' began status inside
    rm -rf "$work/lines" "${TMPDIR:?}"/* "$work/out"/*
    mkfifo "$work/lines"
    setsid env --default-signal=INT "$here/$4" "${@:5}" >"$work/lines" 2>"$work/complaints" &
    began=$!
    exec {lines}<"$work/lines"
    while IFS= read -r -t 60 -u "$lines" line && [[ $line != *"$1"* ]]; do :; done
    no_more lacks "$2" "$began"
    inside=$(networks "$began")
    no_more moves "$began"
    kill -INT -- "-$began"
    wait "$began"
    status=$?
    exec {lines}<&-
    echo "the last line was '$line', networks '$inside', exit status $status"
    echo "left: $(ls -A "$TMPDIR" "$work/out")"
    cat "$work/complaints"
    [[ $line == *"$1"* ]] && [ "$status" = 130 ] && [ ! -s "$work/complaints" ] &&
        { [ "$3" = 0 ] || [ -n "$inside" ]; } &&
        no_more alive "$began" && no_more inhabited "$inside" &&
        [ -z "$(ls -A "$TMPDIR")" ] && [ -z "$(ls -A "$work/out")" ]
}

mkfifo "$work/silence"
out=(--out "$work/out")
check 'two-files, in the middle' interrupted 'no concurrency' hello_client 0 two-files "${out[@]}"
check 'office-hours' interrupted lab1-blocking ftp_server 0 \
    office-hours --students 3 --questions 2 --try 3000 "${out[@]}"
check 'wait-or-compute' interrupted 'wait         1  lab1-blocking' tasks 0 \
    wait-or-compute --tasks 1 --seconds 3 "${out[@]}"
check 'overdo-it, at a server' interrupted 'lab1-blocking      10' hello_client 0 \
    overdo-it --most 500 --think 300 "${out[@]}"

if ! $here/congested-link --try; then
    skip 'overdo-it over the link, congested-link, capture' 'no private networks on this machine'
    finish
fi
check 'overdo-it, at the congested link' \
    interrupted 'all done     Mbit/s    Mbit/s' hello_client 1 overdo-it --most 1 --rate 0.3 "${out[@]}"
check 'congested-link' interrupted ready sleep 1 congested-link
if command -v dumpcap >/dev/null; then
    check 'capture, while clients fetch' interrupted 'capturing at the server' hello_client 1 \
        capture --think 5000 "$work/out/half.pcapng"
else
    skip 'capture' 'no dumpcap on this machine'
fi

finish
