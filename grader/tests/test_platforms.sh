#!/bin/sh
# The packages for Gradescope, Autolab and GitHub Classroom, each run the way its platform runs it: a
# good and a broken submission, and none at all. What they write is judged by reports.py's rules.

root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
trap 'exit 2' HUP INT TERM
passed=0 failed=0
few='lab2-threads.hello.@(ready|greeting|model)'
unset MAKEFLAGS MFLAGS MAKELEVEL AUTOGRADER

check() # NAME COMMAND...
{
    name=$1
    shift
    if "$@" >"$out/said" 2>&1; then
        passed=$((passed + 1))
        echo "ok - $name"
    else
        failed=$((failed + 1))
        echo "not ok - $name"
        tail -n 8 "$out/said"
    fi
}

# The kit's own makefile packs; a few checks are enough here, so the options name these.
pack() { make -s -C "$root" "$1" LABS=lab2-threads; }
only_few() { printf -- '--only\n%s\n' "$few" >>"$1/grader/options"; }
hand_in() # STORY DIRECTORY
{
    rm -rf "$out/story" && mkdir -p "$2" &&
        cp -r "$(python3 "$root/grader/tests/stories.py" --lay "$out/story" "$1")/lab2-threads" "$2/"
}
value() # FILE EXPRESSION: of the JSON in the file, called r
{
    python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
print(eval(sys.argv[2]))' "$1" "$2"
}
says() # FILE EXPRESSION VALUE
{
    got=$(value "$1" "$2")
    test "$got" = "$3" && return
    echo "$2 is $got, not $3"
    cat "$1"
    false
}
# On a machine that lacks tshark, where apt-get only notes what it is asked for.
asks_for_tshark() # COMMAND...
{
    : >"$out/asked"
    (
        PATH=$out/bin
        "$@"
    )
    grep -w install "$out/asked" | grep -qw tshark
}
"$root/common/tests/lacking" "$out/bin" tshark apt-get sudo
printf '#!/bin/sh\necho "$@" >>%s/asked\n' "$out" >"$out/bin/apt-get"
printf '#!/bin/sh\nexec "$@"\n' >"$out/bin/sudo"
chmod +x "$out/bin/apt-get" "$out/bin/sudo"
no_solution()
{
    ! grep -E 'lab[12][^/]*/((hello|ftp)_(server|client)|tasks|print_two)\.c$' "$1" | grep -v starter
}

# ---- Gradescope: the zip lies in /autograder/source, setup.sh ran when the image was made ----------

gradescope()
{
    AUTOGRADER=$out/autograder
    export AUTOGRADER
    rm -rf "$AUTOGRADER/submission" "$AUTOGRADER/results"
    mkdir -p "$AUTOGRADER/submission" "$AUTOGRADER/results"
    test "$1" = none || hand_in "$1" "$AUTOGRADER/submission"
    (cd "$out/autograder" && source/run_autograder)
}
results=$out/autograder/results/results.json

check 'make gradescope' pack gradescope
mkdir -p "$out/autograder/source"
check 'the zip has both scripts at its root' \
    unzip -q "$root/build/gradescope.zip" -d "$out/autograder/source"
check 'they can be run' test -x "$out/autograder/source/setup.sh" -a \
    -x "$out/autograder/source/run_autograder"
(cd "$out/autograder/source" && find . -name '*.c') >"$out/list"
check 'no solution of a program is in it' no_solution "$out/list"
only_few "$out/autograder/source"
check 'setup.sh' "$root/common/tests/cached" "$out/autograder/source/setup.sh"
check 'which gets what captures are read with' asks_for_tshark "$out/autograder/source/setup.sh"
check 'a good submission' gradescope PASS/pool_of_8
check 'gets all points' says "$results" 'r["score"]' 10.0
check 'a broken one is graded, too' gradescope CRASH/null_after_the_third
check 'and gets less' says "$results" 'r["score"]' 4.0
check 'with a reason' says "$results" '"CRASH(SIGSEGV)" in r["tests"][2]["output"]' True
check 'an empty one is graded' gradescope none
check 'and gets nothing' says "$results" '(r["score"], len(r["tests"]))' '(0.0, 3)'
mv "$out/autograder/source/grader/rubric" "$out/rubric"
check 'trouble with the grader is exit status 0' gradescope PASS/pool_of_8
check 'and says whose fault it is' says "$results" \
    '(r["score"], "not your program" in r["output"])' '(0.0, True)'
mv "$out/rubric" "$out/autograder/source/grader/rubric"

# ---- Autolab: makefile, tar and hand-in in one folder; the last line counts -----------------------

autolab() # HAND-IN
{
    rm -rf "$out/autolab"
    mkdir "$out/autolab"
    cp "$root/build/autolab/autograde-Makefile" "$out/autolab/Makefile"
    cp "$out/autograde.tar" "$1" "$out/autolab/"
    (cd "$out/autolab" && "$root/common/tests/cached" make) >"$out/autolab.out"
    tail -n 1 "$out/autolab.out" >"$out/last"
}
archive() # STORY FILE
{
    hand_in "$1" "$out/work-$2" && tar -C "$out/work-$2" -czf "$out/$2" lab2-threads
}

check 'make autolab' pack autolab
mkdir "$out/unpacked" && tar -C "$out/unpacked" -xf "$root/build/autolab/autograde.tar"
only_few "$out/unpacked/kit"
# What Gradescope's image has built need not be built again.
cp -r "$out/autograder/source/build" "$out/unpacked/kit/"
tar -C "$out/unpacked" -cf "$out/autograde.tar" kit
archive PASS/pool_of_8 handin.tar.gz
archive CRASH/null_after_the_third submission.tar.gz
check 'a good hand-in' autolab "$out/handin.tar.gz"
check 'its last line' says "$out/last" 'r' "{'scores': {'lab2-threads': 10.0}, 'scoreboard': [10.0]}"
check 'a broken one' autolab "$out/submission.tar.gz"
check 'its last line, too' says "$out/last" 'r["scores"]' "{'lab2-threads': 4.0}"
tail -n 2 "$out/autolab.out" | head -n 1 >"$out/stages"
check 'the line before it' says "$out/stages" \
    '(r["stages"], r["lab2-threads"]["hello.model"]["passed"])' "(['lab2-threads'], False)"
check 'no hand-in at all' autolab "$root/LICENSE"
check 'leaves the problems without a score' says "$out/last" 'r' "{'scores': {}}"
check 'captures can be read there, too' asks_for_tshark autolab "$root/LICENSE"

# ---- GitHub Classroom: the steps of the workflow, as lines of a shell ------------------------------

check 'make classroom' pack classroom
workflow=$root/build/classroom/.github/workflows/classroom.yml
mkdir "$out/job"
ln -s "$out/autograder/source" "$out/job/kit"
# What stands under "run: |", step by step.
awk -v out="$out/job/step" '
    / run: \|/ { run = 1; n++; file = out n ".sh"; print "set -e" >file; next }
    run && /^          / { print substr($0, 11) >file; next }
    { run = 0 }' "$workflow"
check 'two steps: build the grader, grade one lab' test -f "$out/job/step2.sh" -a \
    ! -e "$out/job/step3.sh"
sed -i "s/--report/--only '$few' --report/" "$out/job/step2.sh"
check 'the reporter hears of that lab' grep -q 'runners: threads$' "$workflow"
check 'and of no other' test "$(grep -c '_RESULTS: ' "$workflow")" -eq 1
step() # NUMBER STORY
{
    rm -rf "$out/job/submission" "$out/job/report"
    hand_in "$2" "$out/job/submission"
    : >"$out/job/output"
    (cd "$out/job" && GITHUB_OUTPUT=$out/job/output bash -e "step$1.sh") >"$out/job/log" &&
        { test "$1" -eq 1 ||
            sed -n 's/^result=//p' "$out/job/output" | base64 -d >"$out/job/result"; }
}
check 'it builds the grader' step 1 PASS/pool_of_8
check 'and can read captures' asks_for_tshark step 1 PASS/pool_of_8
check 'it grades a good submission' step 2 PASS/pool_of_8
check 'which passes' says "$out/job/result" '(r["status"], r["max_score"])' "('pass', 10.0)"
check 'it grades a broken one' step 2 CRASH/null_after_the_third
check 'which fails' says "$out/job/result" \
    '(r["status"], sum(t["score"] for t in r["tests"]))' "('fail', 4.0)"
fenced()
{
    token=$(sed -n '1s/^::stop-commands:://p' "$out/job/log")
    test ${#token} -ge 20 && test "$(tail -n 1 "$out/job/log")" = "::$token::"
}
check 'what it prints gives no orders to the runner' fenced

echo "$passed passed, $failed failed, 0 skipped"
test "$failed" -eq 0
