#!/usr/bin/env bash
# The experiments, with small numbers: what they predict comes true, what they draw is there, and
# nothing stays behind. A busy machine makes things late, never early.
# shellcheck disable=SC2016 # conditions are awk's
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../../.." || exit
. common/tests/checks.bash

here=handout/experiments
export TMPDIR=$work/tmp
mkdir "$TMPDIR"

if ! command -v gnuplot >/dev/null; then
    skip 'the experiments' 'gnuplot is not installed'
    finish
fi

# ---- one experiment ----------------------------------------------------------------------------

# It succeeds, says nothing on stderr, and leaves nothing but what it was asked for.
runs() # EXPERIMENT OPTION...
{
    "$here/$1" "${@:2}" >"$work/table" 2>"$work/complaints"
    local status=$?
    cat "$work/table" "$work/complaints"
    [ "$status" = 0 ] && [ ! -s "$work/complaints" ] && [ -z "$(ls -A "$TMPDIR")" ]
}

draws() # NAME
{
    grep -q '</svg>' "$work/$1.svg" && [ "$(head -c 4 "$work/$1.png" | tail -c 3)" = PNG ]
}

# A condition in awk holds for the table's line that begins with these words; their numbers follow.
row() # WORDS CONDITION
{
    cat "$work/table"
    awk -v words="$1" 'index($0, words) == 1 {
            $0 = substr($0, length(words) + 1)
            if ('"$2"') good = 1
        }
        END { exit !good }' "$work/table"
}

# The measured number in a column behind some words is less than that behind others.
less() # COLUMN WORDS WORDS
{
    cat "$work/table"
    awk -v column="$1" -v one="$2" -v other="$3" '
        function number(words) { return substr($0, length(words) + 1) }
        index($0, one) == 1 { split(number(one), f); x = f[column] }
        index($0, other) == 1 { split(number(other), f); y = f[column] }
        END { exit !(x > 0 && x < y) }' "$work/table"
}

# Other work makes things late: then one more try, and in the end nobody can tell.
busy()
{
    awk -v cores="$(nproc)" '{ exit !($1 > cores) }' /proc/loadavg
}

# Predicted and measured are at most 5 % apart, and nothing comes before its time.
near='$1 > 0 && $3 >= 0.97 * $1 && $3 <= 1.05 * $1'
formulas_hold()
{
    row 'no concurrency' "$near" && row 'concurrency' "$near" && row 'parallelism' "$near"
}

check 'two-files' runs two-files --out "$work"
check 'its picture' draws two-files
for _ in 1 2; do
    formulas_hold >/dev/null || runs two-files --out "$work" >/dev/null
done
if busy && ! formulas_hold >/dev/null; then
    skip 'the three formulas, within 5 %' 'this machine is too busy to tell'
else
    check 'the three formulas, within 5 %' formulas_hold
fi
check '2 L/R + d is less than 2 (L/R + d)' less 3 'concurrency' 'no concurrency'
check 'L/R + d is less than both' less 3 'parallelism' 'concurrency'
for way in 'no concurrency' 'concurrency' 'parallelism'; do
    check "FTP waits for replies, $way" row "FTP, $way" '$3 >= $1 + 0.4'
done

check 'office-hours' runs office-hours --students 3 --questions 3 --try 120 --out "$work"
check 'its picture' draws office-hours
check 'its trace' python3 -m json.tool "$work/office-hours.json" "$work/checked.json"
check 'who comes last waits for all others' row lab1-blocking '$4 >= 0.9 * $3'
check 'each thread is a helper' row lab2-threads '$7 == 3'
check 'so that nobody waits as long' less 4 lab2-threads lab1-blocking
check 'the event loop is one helper' row lab2-async '$7 == 1'
check 'who lets nobody wait as long, either' less 4 lab2-async lab1-blocking
check 'the one who stays' grep -qE '^  helper +([1-3])-+\1-+\1-+ *([1-3])-+\2-+\2-+ *([1-3])-+\3-+\3-+ *$' "$work/table"
check 'the one who moves on' grep -qE '^  helper +[ 1-3]*(1 *2|2 *3|3 *1)' "$work/table"

check 'wait-or-compute' runs wait-or-compute --tasks 3 --seconds 0.1 --out "$work"
check 'its picture' draws wait-or-compute
check 'one waits after the other' row 'wait         1  lab1-blocking' '$3 >= 0.29'
check 'threads wait together' less 3 'wait         1  lab2-threads' 'wait         1  lab1-blocking'
check 'an event loop waits for all' less 3 'wait         1  lab2-async' 'wait         1  lab1-blocking'
for lab in lab1-blocking lab2-threads lab2-async; do
    check "one core computes one after the other, $lab" \
        row "compute      1  $lab" '$3 >= 0.8 * 0.3'
done

check 'overdo-it' runs overdo-it --most 50 --bytes 30000 --out "$work"
check 'its pictures' draws overdo-it
check 'the link, too' draws overdo-it-link
for lab in lab1-blocking lab2-threads lab2-async; do
    check "50 clients at $lab" row "$lab     " '$1 == 50 && $3 >= 0.9 * $2'
done
check 'no more arrives than the link carries' row '     32' '$1 >= 0.35 && $6 > 0 && $6 < 24'

# ---- captures ----------------------------------------------------------------------------------

shows() # WORDS COMMAND...
{
    "${@:2}" >"$work/said" 2>&1
    cat "$work/said"
    grep -F -- "$1" "$work/said"
}

if ! command -v dumpcap >/dev/null || ! $here/congested-link --try; then
    skip 'capture' 'no dumpcap, or no private networks on this machine'
else
    check 'capture' runs capture --clients 4 --bytes 300000 "$work/four.pcapng"
    check 'what it captured is judged' shows 'served at the same time' \
        grader/check_capture "$work/four.pcapng"
    check 'congestion' grep -E 'sent again +[1-9]' "$work/said"
    check 'plot-capture' runs plot-capture --out "$work" "$work/four.pcapng"
    check 'its picture' draws four
    check 'a capture of lab 1' runs capture --lab lab1-blocking --bytes 0 --clients 3 --think 100 \
        "$work/lab1.pcapng"
    check 'is known as that' shows 'sequential server of lab 1' \
        grader/check_capture "$work/lab1.pcapng"
fi

# ---- what is missing ---------------------------------------------------------------------------

# A machine that has all programs but one.
lacking() # PROGRAM COMMAND...
{
    common/tests/lacking "$work/bin" "$1"
    env PATH="$work/bin" "${@:2}"
}

check 'without gnuplot: how to get it' shows 'sudo apt-get install gnuplot-nox' \
    lacking gnuplot $here/two-files --bytes 1000 --delay 1 --out "$work/bare"
check 'but the table is there' grep -E '^FTP, parallelism +[0-9.]+ s +[0-9.]+ s' "$work/said"

# A gnuplot that comes half way, as one that is interrupted.
mkdir "$work/half" "$work/halves"
printf '%s\n' '#!/bin/sh' 'sed -n "s/^set output .\(.*\)./\1/p" | xargs touch' 'exit 1' >"$work/half/gnuplot"
chmod +x "$work/half/gnuplot"
check 'half a picture' shows 'gnuplot could not draw' env PATH="$work/half:$PATH" \
    $here/two-files --bytes 1000 --delay 1 --out "$work/halves"
check 'is none' [ -z "$(ls "$work/halves")" ]
check 'without a screen for Wireshark: no pictures of it' \
    shows 'needs Xvfb; on Debian and Ubuntu: sudo apt-get install xvfb' \
    lacking Xvfb handout/pictures/take --out "$work"
check 'without taskset' shows 'needs taskset; on Debian and Ubuntu: sudo apt-get install util' \
    lacking taskset $here/wait-or-compute --out "$work"
true >"$work/any.pcapng"
check 'without tshark: nothing to draw' shows 'sudo apt-get install tshark' \
    lacking tshark $here/plot-capture "$work/any.pcapng"
check 'nor to judge' shows 'sudo apt-get install tshark' \
    lacking tshark grader/check_capture "$work/any.pcapng"
check 'without dumpcap' shows 'needs dumpcap; on Debian and Ubuntu: sudo apt-get install tshark' \
    lacking dumpcap $here/capture "$work/none.pcapng"
check 'no file is left of that' [ ! -e "$work/none.pcapng" ]
for tool in unshare nsenter setpriv; do
    check "without $tool" shows "needs $tool; on Debian and Ubuntu: sudo apt-get install util" \
        lacking $tool $here/capture --clients 1 --bytes 1000 "$work/none.pcapng"
    check 'slowlink instead, said plainly' grep 'capturing on lo, over slowlink' "$work/said"
done

mkdir "$work/refusing"
cat >"$work/refusing/unshare" <<'END'
#!/bin/sh
echo 'unshare: Operation not permitted' >&2
exit 1
END
chmod +x "$work/refusing/unshare"
check 'where private networks are not allowed: slowlink' shows 'over slowlink' \
    env PATH="$work/refusing:$PATH" $here/overdo-it --most 1 --bytes 1000 --out "$work"
check 'for what reason' grep 'no private network (unshare: Operation not permitted)' "$work/said"
check 'capture, too, as far as one may' shows 'no private network here' \
    env PATH="$work/refusing:$PATH" $here/capture --bytes 1000 "$work/none.pcapng"

usage() # EXPERIMENT OPTION...
{
    "$here/$1" "${@:2}" 2>"$work/said"
    [ $? = 2 ] && cat "$work/said" && [ "$(wc -l <"$work/said")" = 1 ]
}
check 'an option that is none' usage two-files --speed 3
check 'an option without its value' usage office-hours --students
check 'a value that is no number' usage overdo-it --think fast
check 'a share of a student' usage office-hours --students 2.5
check 'no student at all' usage office-hours --students 0
check 'a link without a rate' usage two-files --rate 0.0
check 'no client' usage capture --clients 0 "$work/none.pcapng"
check 'a folder that is not there' shows "cannot write $work/nowhere/none.pcapng" \
    $here/capture "$work/nowhere/none.pcapng"
check 'an argument too many' usage wait-or-compute now
check 'help' shows 'Two files of L bytes' $here/two-files --help
check 'help of another' shows '--clients K' $here/capture --help
refuse 'which speaks of nothing else' grep shellcheck "$work/said"

# ---- a terminal -------------------------------------------------------------------------------

check 'progress on a terminal' shows 'measuring FTP' \
    script -qec "$here/two-files --bytes 1000 --delay 1 --out $work" /dev/null

finish
