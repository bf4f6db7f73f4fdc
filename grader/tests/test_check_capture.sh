#!/usr/bin/env bash
# check_capture against captures of which every packet is known.
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../.." || exit
. common/tests/checks.bash

KIT_BIN=${KIT_BIN:-$PWD}
if ! command -v tshark >/dev/null; then
    skip 'captures are judged' 'tshark is not installed'
    finish
fi

# What tshark prints of most captures is known: it need not take its time each time.
mkdir "$work/known"
printf '%s\n' '#!/bin/sh' 'exec cat "$2.lines"' >"$work/known/tshark"
chmod +x "$work/known/tshark"
path=$PATH

# check_capture's exit status, for a capture of a kind or for a file.
judged() # STATUS KIND OPTION...
{
    local status file=$2
    if [[ $file != */* ]]; then
        file=$work/$2.pcap
        [ -e "$file" ] || python3 grader/tests/make_capture.py "$2" "$file" || return
    fi
    PATH=$path
    [ -e "$file.lines" ] && PATH=$work/known:$path
    "$KIT_BIN/grader/check_capture" "${@:3}" "$file" ${worksheet:+"$worksheet"} >"$work/said" 2>&1
    status=$?
    cat "$work/said"
    echo "(exit status $status)"
    [ "$status" = "$1" ]
}

# What it said of the last one.
says() # WORDS
{
    cat "$work/said"
    grep -F -- "$1" "$work/said"
}

# The fields that check_capture asks for, as it asks for them.
as_known() # KIND
{
    python3 grader/tests/make_capture.py "$1" "$work/real.pcap" || return
    printf '%s\n' '#!/bin/sh' "PATH=$path tshark \"\$@\" | tee $work/told" >"$work/tee/tshark"
    rm -f "$work/told"
    mkfifo "$work/told" # not a file: what tshark may write is limited
    cat "$work/told" >"$work/heard" &
    PATH=$work/tee:$path "$KIT_BIN/grader/check_capture" "$work/real.pcap"
    wait $! && cmp "$work/heard" "$work/real.pcap.lines"
}
mkdir "$work/tee"
touch "$work/tee/tshark"
chmod +x "$work/tee/tshark"
for kind in transfers late in_pieces; do
    check "tshark says what is known of $kind" as_known $kind
done

check 'threads, with --think' judged 0 threads
check 'they overlap' says 'the clients were served at the same time'
check 'how many came' says '3 to port 3720'
check 'complete greetings' says 'all complete, 12 bytes each'
check 'a greeting a byte at a time' judged 0 in_pieces
check 'is complete, too' says 'all complete, 12 bytes each'
check 'the sequential server' judged 1 sequential
check 'the sequential server is named' says 'sequential server of lab 1'
check 'and what gives it away' says 'came at 0.002 s and got its first byte at 0.900 s'
check 'clients one by one' judged 1 one_by_one
check 'it is the clients' says 'the clients came one after another'
check 'all over in no time' judged 1 too_fast
check 'what helps' says 'start the server with --think 300'
check 'too few clients' judged 1 two_clients
check 'how few' says '2 to port 3720; the exercise asks for 3 or more'
check 'enough if so many are asked for' judged 0 two_clients --clients 2
check 'begun too late' judged 1 late
check 'who was there' says '3 of 3 connections were there before the capture began'
check 'stopped too early' judged 1 stopped
check 'who was still there' says 'ends before 1 of 3 connections'
check 'a port where nobody listens' judged 1 refused
check 'what may be wrong' says 'most connections got no byte from port 3720: was your server running'
check 'an incomplete greeting' judged 1 short
check 'whose' says 'got 5 bytes, most others 12'
check 'another greeting' judged 1 other_words
check 'which' says 'greeted with "Hello, world", not "Hello World!"'
check 'a greeting that moves the cursor' judged 1 escapes
check 'moves none' says 'greeted with "?[2JHi ?you!"'
check 'cut short' judged 1 cut
check 'where' says 'ends in the middle of a packet'
check 'another port' judged 1 threads --port 80
check 'which it might be' says 'nobody connects to port 80 here; most clients connect to port 3720'
check 'no TCP at all' judged 1 empty
check 'so it says' says 'there is no TCP in this capture'
check 'no capture' judged 1 ./README.md
check 'what is one' says 'README.md is not a capture'
check 'no file' judged 1 /nonexistent/file
check 'the reason' says 'No such file'

check 'what is no file' judged 1 /dev/zero
check 'is not read' says '/dev/zero is not a capture'
truncate -s 257M "$work/huge.pcap"
check 'a huge file' judged 1 "$work/huge.pcap"
check 'what to do' says '200 bytes of each packet (dumpcap -s 200)'

# 4 clients, each 205 pieces of 5000 bytes in 2 s; at most 12 of each in a tenth of a second.
check 'transfers' judged 0 transfers
check 'average throughput' says 'average        16.4'
check 'peak throughput' says 'peak           19.2'
check 'what was sent again' says 'sent again     20 segments'

worksheet=$work/worksheet
fill() # LINE...
{
    printf '%s\n' "$@" >"$worksheet"
}
right=('connections: 4' 'together: yes' 'bytes each: 1000000 bytes' 'average: 17 Mbit/s'
    'Peak: 15' '# a remark' 'sent again: 21')
fill "${right[@]}"
check 'a worksheet that is right' judged 0 transfers
check 'with both numbers' says 'the worksheet says 17, the capture 16.4'
fill 'connections: four' 'together: no' 'average: 18.9' 'peak: 18 kg' 'sent again: 17' 'colour: blue'
check 'one with much wrong' judged 1 transfers
check 'no number' says 'a number is asked for, not "four"'
check 'a wrong answer' says 'WRONG  together       the worksheet says no, the capture yes'
check 'too far off' says 'WRONG  average        the worksheet says 18.9, the capture 16.4'
check 'another unit' says 'a number of Mbit/s is asked for, not "18 kg"'
check 'near enough' says 'ok     sent again     the worksheet says 17, the capture 20 segments'
check 'a line is missing' says 'WRONG  bytes each     the worksheet has no line for it'
check 'a line too many' says 'there is no line "colour" in it'
rm "$worksheet"
check 'no worksheet' judged 1 transfers
check 'its reason' says 'No such file'
worksheet=

blank_has_every_line()
{
    "$KIT_BIN/grader/check_capture" --blank >"$work/blank" &&
        [ "$(grep -vc '^#' "$work/blank")" = 6 ]
}
check 'an empty worksheet' blank_has_every_line

usage()
{
    "$KIT_BIN/grader/check_capture"
    [ $? = 2 ]
}
check 'no capture named' usage

without_tshark()
{
    mkdir -p "$work/bin"
    PATH=$work/bin "$KIT_BIN/grader/check_capture" "$work/threads.pcap" >"$work/said" 2>&1
    [ $? = 3 ] && grep 'apt-get install tshark' "$work/said"
}
check 'tshark is missing: how to get it' without_tshark

finish
