#!/usr/bin/env bash
# The programs under valgrind, which notices the use of what was never written, and leaks: once
# through what they can do. The sanitizers, which see other things, have the long tests.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

reports=$work/reports
mkdir "$reports"
watched=(valgrind --quiet --vgdb=no --error-exitcode=99 --leak-check=full --show-leak-kinds=definite
    --log-file="$reports/%p")

patience=60
if [ "$KIT_BIN" != "$PWD" ]; then
    skip 'valgrind' 'a sanitizer watches already'
    finish
fi

# Or nothing found would mean nothing.
would_find()
{
    echo '#include <stdlib.h>
          int main(void) { char *p = malloc(1); return *p ? 3 : 4; }' >"$work/bad.c"
    cc -O0 -o "$work/bad" "$work/bad.c" || return
    valgrind --quiet --vgdb=no --error-exitcode=99 --log-file="$work/bad.log" "$work/bad"
    (($? == 99)) && grep -q uninitialised "$work/bad.log"
}

nothing_found()
{
    ! grep . "$reports"/*
}

has() # FILE FILE
{
    cmp "$1" "$2"
}

# Wrong passwords and orders, a listing of each kind, an abort: a line each, a reply to each.
talk()
{
    printf '%s\r\n' 'USER nobody' 'PASS wrong' 'USER anonymous' 'PASS x' 'FEAT' 'HELP' 'STAT' 'STAT .' \
        'MLST small' 'SIZE small' 'TYPE I' 'SIZE small' 'REST 1' 'ABOR' 'PASV' 'ABOR' 'RNFR small' \
        'RNTO other' 'RNFR other' 'RNTO small' 'MKD d' 'RMD d' 'MDTM small' 'NONSENSE' "$(printf '%5000s' x)" \
        'QUIT' >"$work/lines"
    # The shell's own connection: what is pipelined is answered in order, to the end.
    exec {connection}<>"/dev/tcp/127.0.0.1/$port" && cat "$work/lines" >&"$connection" &&
        timeout $patience cat <&"$connection" >"$work/said"
    exec {connection}>&-
    grep -q '^221 ' "$work/said"
}

check 'valgrind finds what is there' would_find

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/served-$lab into=$work/into-$lab
    mkdir -p "$served/tree/below" "$into"
    head -c 100 /dev/urandom >"$served/small"
    head -c 300000 /dev/urandom >"$served/tree/below/large"
    # shellcheck disable=SC2016 # a hash, not variables
    echo 'ann:$6$abcdefgh$4A2rTNjzF1C6N8JPp1q6S7kU2nOzXo4fyXG8Qf0Hr3' >"$work/users"

    start_program "${watched[@]}" "$KIT_BIN/$lab/ftp_server" --port 0 --root "$served" --writable \
        --users "$work/users" --verbose
    client=("${watched[@]}" "$KIT_BIN/$lab/ftp_client")
    check 'a conversation' talk
    check 'ftp_client get -r' "${client[@]}" get -r -o "$into" "$url/tree/"
    check 'what came' has "$served/tree/below/large" "$into/below/large"
    check 'ftp_client put' "${client[@]}" put "$into/below/large" "$url/"
    check 'what went' has "$served/tree/below/large" "$served/large"
    check 'ftp_client --active ls -l' "${client[@]}" ls -l --active "$url/"
    refuse 'ftp_client get of nothing' "${client[@]}" get -o "$into" "$url/nothing"
    stop_server

    start_program "${watched[@]}" "$KIT_BIN/$lab/hello_server" --port 0 --think 10
    check 'hello_client' "${watched[@]}" "$KIT_BIN/$lab/hello_client" --port "$port" --clients 2
    stop_server
    check 'valgrind has nothing to say' nothing_found
done

finish
