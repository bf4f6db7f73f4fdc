#!/usr/bin/env bash
# slowlink against arithmetic: what a rate, a delay and a queue must come to.
# A busy machine makes things late, never early: bounds are tight below and generous above, root goes
# before all other programs, and the best of some tries counts.
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../.." || exit
. common/tests/checks.bash

chrt --fifo --pid 1 $$ 2>/dev/null
KIT_BIN=${KIT_BIN:-$PWD}
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait; rm -rf "$work"' EXIT

# Starts a program and leaves where it listens in $address and $port, its id in $started.
start() # COMMAND...
{
    local words
    rm -f "$work/ready"
    mkfifo "$work/ready"
    "$@" >"$work/ready" 2>>"$work/errors" </dev/null &
    started=$!
    servers+=("$started")
    read -r -t 20 -a words <"$work/ready"
    address=${words[2]} port=${words[2]##*:}
}

# A link to where the server of last time listens.
start_link() # OPTION...
{
    start "$KIT_BIN/grader/slowlink" --to "$server" "$@"
}

serve() # BYTES
{
    head -c "$1" /dev/urandom >"$work/file"
    start lab2-async/hello_server --port 0 --send "$work/file"
    server=$address
}

# The seconds that the clients took in all lie between 0.995 and FACTOR times what is predicted.
takes() # PREDICTED FACTOR CLIENT-OPTION...
{
    local status
    for _ in 1 2 3; do
        lab2-async/hello_client --port "$port" "${@:3}" >"$work/clients" || return
        tail -n 1 "$work/clients"
        awk -v predicted="$1" -v factor="$2" 'END {
            print "predicted " predicted " s"
            exit $6 < 0.995 * predicted ? 2 : $6 > factor * predicted }' "$work/clients"
        status=$?
        [ "$status" = 1 ] || break # only what is late is tried again
    done
    return "$status"
}

now()
{
    echo "${EPOCHREALTIME/./}"
}

comes_whole()
{
    exec {stream}<>"/dev/tcp/127.0.0.1/$port" && cmp <(timeout 20 cat <&"$stream") "$work/file"
    local status=$?
    exec {stream}>&-
    return "$status"
}

# What it writes is not taken faster than the link takes it: 12 MB at 6 MB/s, of which the queue
# (0.6 MB) and the kernel (some 5 MB) may hold a part.
sender_waits()
{
    local began took
    began=$(now)
    head -c 12000000 /dev/zero >"/dev/tcp/127.0.0.1/$port"
    took=$(($(now) - began))
    echo "took $took microseconds"
    ((took > 800000))
}

holds_little()
{
    grep VmHWM "/proc/$started/status"
    (($(awk '/VmHWM/ { print $2 }' "/proc/$started/status") < 30000))
}

usage_error() # OPTION...
{
    "$KIT_BIN/grader/slowlink" "$@" 2>"$work/said" >/dev/null
    [ $? = 2 ] && cat "$work/said" && [ "$(wc -l <"$work/said")" = 1 ]
}

# ---- rate, delay, both -------------------------------------------------------------------------

serve 1000000
start_link --rate 8Mbit
check 'a megabyte at 8 Mbit/s takes a second' takes 1.0 1.05 --expect 1000000
start_link --rate 1Gbit --delay 200ms
check 'a delay of 200 ms' takes 0.208 1.3 --expect 1000000
start_link --rate 8Mbit --delay 200ms
check 'L/R + d for one' takes 1.2 1.05 --expect 1000000
check '2 L/R + d for two at once' takes 2.2 1.05 --expect 1000000 --clients 2
check 'every byte in its place' comes_whole
start_link --rate 16Mbit --host ::1
check 'over IPv6' takes 0.5 1.1 --expect 1000000 --host ::1

start_link --rate 4Mbit --queue 4000
check 'a short queue' takes 2 1.1 --expect 1000000
start_link --rate 1Gbit --delay 100ms --back-rate 1kbit --back-delay 2s
check 'the way back is a link of its own' takes 0.108 1.6 --expect 1000000

# ---- many, fast --------------------------------------------------------------------------------

serve 20000
start_link --rate 32Mbit --delay 100ms
check '200 at once: 200 L/R + d' takes 1.1 1.1 --expect 20000 --clients 200
start_link --rate 32Mbit
check '1000 at once' takes 5 1.15 --expect 20000 --clients 1000

serve 60000000
start_link --rate 1Gbit
check '60 MB at 1 Gbit/s' takes 0.48 1.3 --expect 60000000
check 'every byte of them in its place' comes_whole

# ---- senders and receivers that do not keep up -------------------------------------------------

start_link --rate 1Gbit
exec {idle}<>"/dev/tcp/127.0.0.1/$port"
check 'who takes nothing costs the others nothing' takes 0.48 1.4 --expect 60000000
check 'nor much memory' holds_little
exec {idle}>&-
check 'who leaves early costs nothing either' takes 0.48 1.4 --expect 60000000

serve 12
start_link --rate 48Mbit
check 'a sender feels the link: back-pressure' sender_waits

# ---- FTP through it ----------------------------------------------------------------------------

goes_both_ways()
{
    lab1-blocking/ftp_client put --quiet "$work/sent" "ftp://127.0.0.1:$port/" &&
        cmp "$work/sent" "$work/root/sent" &&
        lab2-threads/ftp_client get --quiet -o "$work/got" "ftp://127.0.0.1:$port/sent" &&
        cmp "$work/sent" "$work/got/sent"
}

mkdir "$work/root" "$work/got"
head -c 300000 /dev/urandom >"$work/sent"
start lab2-threads/ftp_server --host 127.0.0.2 --port 0 --root "$work/root" --writable \
    --passive-ports 20200-20209
server=$address
start_link --rate 16Mbit --ports 20200-20209
check 'FTP with its data connections, both ways' goes_both_ways

# ---- its own start and end ---------------------------------------------------------------------

kill -INT "$started"
wait "$started"
check 'ends with 0 on an interrupt' [ $? = 0 ]

check 'no server named' usage_error
check 'a rate without sense' usage_error --to 127.0.0.1:1 --rate 8Mbyte
check 'no rate at all' usage_error --to 127.0.0.1:1 --rate 0
check 'a delay without a unit' usage_error --to 127.0.0.1:1 --delay 200
check 'a place without a port' usage_error --to 127.0.0.1
check 'a place with a port too high' usage_error --to 127.0.0.1:65536

server=127.0.0.1:1
start_link --rate 8Mbit
refuse 'a server that is not there: the client hears of it' \
    lab1-blocking/hello_client --port "$port"

finish
