#!/usr/bin/env bash
# Exercise 2.2 as a part of what is graded: a capture and a worksheet, handed in beside the labs.
# shellcheck disable=SC2154,SC2317 # `check` calls the functions; it has `work`, too

cd "$(dirname "$0")/../.." || exit
. common/tests/checks.bash

KIT_BIN=${KIT_BIN:-$PWD}
if ! command -v tshark >/dev/null; then
    skip 'captures are graded' 'tshark is not installed'
    finish
fi

# A tree that holds the grader, no program, and what a student makes of exercise 2.2.
tree=$work/tree
mkdir -p "$tree/grader" "$tree/lab2-threads" "$tree/wireshark"
cp "$KIT_BIN/grader/run_all" grader/rubric "$tree/grader/"

capture() # KIND
{
    python3 grader/tests/make_capture.py "$1" "$tree/wireshark/eight.pcapng"
}

worksheet() # LINE...
{
    printf '%s\n' "$@" >"$tree/wireshark/worksheet.txt"
}

graded() # STATUS OPTION...
{
    local status
    "$tree/grader/run_all" --only 'lab2-threads.wireshark.*' "${@:2}" >"$work/said" 2>&1
    status=$?
    cat "$work/said"
    echo "(exit status $status)"
    [ "$status" = "$1" ]
}

says() # PATTERN
{
    cat "$work/said"
    grep -E -- "$1" "$work/said"
}

result() # WORDS VERDICT
{
    says "^  wireshark.$1 +$2 "
}

right=('connections: 4' 'together: yes' 'bytes each: 1000000' 'average: 16.5' 'peak: 19' 'sent again: 20')

capture transfers
worksheet "${right[@]}"
check 'a capture and a worksheet, both right' graded 0
check 'full points' says '^2 of 2 checks passed, 7 of 7 points'
check 'what was seen' says '4 clients served at the same time, 19.2 Mbit/s at most, 20 segments sent'
worksheet "${right[@]:0:5}" 'sent again: 200'
check 'one line of the worksheet is wrong' graded 1 --report "$work/report"
check 'which' says '5 of 6 lines agree; the first that does not is "sent again": the worksheet says 200'
check 'costs a part of the points' says '6.5 of 7 points'
for form in table.txt results.json gradescope.json prairielearn.json junit.xml results.tap report.html; do
    check "it stands in $form" grep -rl --include="$form" '5 of 6 lines agree' "$work/report"
done
check 'its points count at Autolab' grep -E '"lab2-threads": ?6.5' "$work/report/autolab.txt"

rm "$tree/wireshark/worksheet.txt"
sed -i '/^\*\.wireshark\.capture/s/$/ clients=5/' "$tree/grader/rubric"
check 'no worksheet, and more clients asked for in the rubric' graded 1
check 'how to begin a worksheet' says 'check_capture --blank >wireshark/worksheet.txt'
check 'how many clients there are' says '4 to port 3720; the exercise asks for 5 or more'
cp grader/rubric "$tree/grader/"
worksheet "${right[@]}"
capture sequential
check 'the sequential server' graded 1
check 'is known by its capture' says 'sequential server of lab 1'
rm "$tree/wireshark/eight.pcapng"
check 'no capture' graded 1
check 'how to make one' says 'handout/experiments/capture --clients 8 wireshark/eight.pcapng makes one'
check 'the worksheet has nothing to be compared with' result worksheet SKIPPED
head -c 100000 /dev/urandom >"$tree/wireshark/eight.pcapng"
check 'bytes that are no capture' graded 1
check 'are called that' says 'is not a capture'
ln -sf /dev/zero "$tree/wireshark/eight.pcapng"
check 'a link to what never ends' graded 1
check 'is not followed' says 'there is no wireshark/eight.pcapng'

rm "$tree/wireshark/eight.pcapng"
capture transfers

# The machine that grades has no tshark: nobody loses a point before a person has looked.
common/tests/lacking "$work/bin" tshark
without_tshark()
{
    PATH=$work/bin graded "$@"
}
check 'no tshark' without_tshark 1
check 'is for a person' result capture INCONCLUSIVE
check 'so is the worksheet' result worksheet INCONCLUSIVE
check 'why' says 'tshark is not installed on this machine'
check 'what to install' says 'apt-get install tshark'

# Handed in as an archive; without the directory nobody is asked for it.
handed()
{
    tar -C "$tree" -czf "$work/hand-in.tar.gz" "$@" &&
        "$KIT_BIN/grader/run_all" --only 'lab2-threads.@(wireshark|print_two).*' \
            "$work/hand-in.tar.gz" >"$work/said" 2>&1
    cat "$work/said"
}
cp lab2-threads/print_two.c "$tree/lab2-threads/"
check 'an archive with a capture' handed lab2-threads wireshark
check 'the graphs are for a person' says '^note .*graphs and answers are for a person'
check 'its points count' says '8 of 8 points'
check 'an archive without' handed lab2-threads
check 'is told so' says '^note .*no directory wireshark: the checks of exercise 2.2 are left out'
check 'and loses nothing' says '1 of 1 points'

finish
