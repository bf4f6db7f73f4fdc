#!/usr/bin/env bash
# What the benchmark rests on, with loads too small to measure anything: the load notices a wrong
# byte, and the table says what its values say.
# shellcheck disable=SC2317,SC2154 # functions are called through `check`; kit.bash has variables

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

programs=build/plain/common/tests/bench
make -s "$programs/load/load" >"$work/output" 2>&1
verdict 'the load is built' "$([ -x "$programs/load/load" ] && echo ok || echo 'not ok')"

load()
{
    "$programs/load/load" --port "$port" --pid "$server" "$@"
}

# The same file, but for the byte in its middle.
spoil() # FILE SIZE
{
    printf '\0' | dd of="$1" bs=1 seek=$(($2 / 2)) conv=notrunc status=none
}

says() # PATTERN COMMAND...
{
    "${@:2}" 2>&1 | grep -E -- "$1"
}

size=100003 # not a multiple of anything
mkdir -p "$work/served/in"
"$programs/load/load" write "$work/served/good" $size
cp "$work/served/good" "$work/served/bad"
spoil "$work/served/bad" $size
head -c $((size - 1)) "$work/served/good" >"$work/served/short"

start_server lab2-async --root "$work/served" --writable
get=(ftp --at-once 5 --total 20 --size "$size" --get)
check 'visits that get what they should are counted' \
    says '^visits_s [1-9]' load "${get[@]}" good
refuse 'one wrong byte fails the load' load "${get[@]}" bad
refuse 'one byte too few fails it' load "${get[@]}" short
refuse 'no file fails it' load "${get[@]}" nothing
check 'a file can be stored' load ftp --size $size --put in/it
check 'and is looked into afterwards' "$programs/load/load" check "$work/served/in/it0" $size
spoil "$work/served/in/it0" $size
refuse 'so that a wrong byte is noticed' "$programs/load/load" check "$work/served/in/it0" $size
stop_server

# Values of three rounds whose medians are 80, 100 and 40; another sense of better for CPU.
cat >"$work/values" <<'END'
sessions.visits_s limit-ftp 100
sessions.visits_s lab2-async 90
sessions.visits_s vsftpd 40
sessions.visits_s limit-ftp 999
sessions.visits_s lab2-async 80
sessions.visits_s vsftpd 41
sessions.visits_s limit-ftp 1
sessions.visits_s lab2-async 7
sessions.visits_s vsftpd 3
sessions.cpu_us limit-ftp 10
sessions.cpu_us lab2-async 12
hello.cpu_us limit-hello 10
hello.cpu_us limit-hello-to-end 20
hello.cpu_us limit-hello-threads 100
hello.cpu_us lab2-threads 90
few.cpu_us lab2-async 10
crowd.cpu_us lab2-async 11
END
cat >"$work/targets" <<'END'
# measure server beside must be times
sessions.visits_s lab2-async limit >= 0.85
sessions.visits_s lab2-async peer >= 1.5
sessions.cpu_us lab2-async limit <= 1.3
neighbours.cpu_us lab2-async nothing <= 1.1
hello.cpu_us lab2-threads to-end <= 4
hello.cpu_us lab2-threads threads <= 0.9
get.mb_s lab2-async limit >= 0.95
END

table()
{
    awk -f common/tests/bench/median.awk -f common/tests/bench/table.awk \
        "$work/targets" "$work/values" | tr -s ' '
}

for line in ' limit-ftp 100.0 1.00 2.50' ' lab2-async 80.0 0.80 2.00' ' vsftpd 40.0 0.40 1.00' \
    ' lab2-async 12.0 1.20 -' ' lab2-threads 90.0 9.00 - 4.50 0.90' \
    ' lab2-async 1.100 - -'; do
    check "the table has:$line" says "^$line\$" table
done
for line in 'sessions.visits_s lab2-async limit target >= 0.85 got 0.8 MISSED' \
    'sessions.visits_s lab2-async peer target >= 1.5 got 2 reached' \
    'sessions.cpu_us lab2-async limit target <= 1.3 got 1.2 reached' \
    'neighbours.cpu_us lab2-async target <= 1.1 got 1.1 reached' \
    'hello.cpu_us lab2-threads to-end target <= 4 got 4.5 MISSED' \
    'hello.cpu_us lab2-threads threads target <= 0.9 got 0.9 reached' \
    'get.mb_s lab2-async limit target >= 0.95 not measured'; do
    check "of the targets it says: $line" says "^$line\$" table
done
finish
