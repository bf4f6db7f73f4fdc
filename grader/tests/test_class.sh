#!/bin/sh
# A class, as a TA grades it: --report with several submissions, shards that are gathered, what a
# regrade changed; and a report in spite of a full disk, a wrong place, or a signal.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
run_all=$here/../run_all
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
trap 'exit 2' HUP INT TERM
passed=0 failed=0 skipped=0
few='*.hello.@(ready|greeting)'

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
        tail -n 5 "$out/said"
    fi
}
status() # WANTED COMMAND...
{
    want=$1
    shift
    "$@" >"$out/stdout" 2>"$out/stderr"
    got=$?
    test $got -eq "$want" || { echo "exit status $got, not $want"; cat "$out/stderr"; false; }
}
same() { cmp "$1" "$2"; }
one_line() { test "$(wc -l <"$out/stderr")" -eq 1 && grep -q "$1" "$out/stderr"; }
column() # FILE NUMBER
{
    tr -d '\r' <"$1" | cut -d, -f"$2" | paste -sd' ' -
}

mkdir -p "$out/class/-anna" "$out/class/=berta" "$out/class/it's carl"
good=$(python3 "$here/stories.py" --lay "$out/good" PASS/pool_of_8)
bad=$(python3 "$here/stories.py" --lay "$out/bad" FAIL/extra_newline)
cp -r "$good/lab2-threads" "$out/class/-anna/"
cp -r "$bad/lab2-threads" "$out/class/=berta/"
echo 'no archive' >"$out/class/dora.zip"
cd "$out/class" || exit 2

check 'three submissions and a text file, two at a time' status 1 "$run_all" --jobs 2 --seed 7 \
    --lab lab2-threads --only "$few" --report "$out/report" -- -anna "=berta" "it's carl" dora.zip
check 'a folder for each' test -f "$out/report/-anna/report.html" -a \
    -f "$out/report/_berta/report.html" -a -f "$out/report/it_s_carl/report.html" -a \
    -f "$out/report/dora.zip/report.html"
check 'the points in the gradebook' test "$(column "$out/report/gradebook.csv" 3)" = \
    'points 4 1 0 0'
check 'names that are no formulas' test "$(column "$out/report/gradebook.csv" 1)" = \
    "submission \"'-anna\" \"'=berta\" dora.zip it's carl"
for folder in -anna _berta it_s_carl dora.zip; do
    check "every form of $folder" "$here/reports.py" "$out/report/./$folder"
done
check 'nothing else lies there' test "$(find "$out/report" -maxdepth 1 | wc -l)" -eq 7

# Two machines grade a part each; the files of the class are made once both are done.
for shard in 1/2 2/2; do
    check "shard $shard" status 1 "$run_all" --shard $shard --seed 7 --lab lab2-threads \
        --only "$few" --report "$out/shards" -- -anna "=berta" "it's carl" dora.zip
done
check 'gathered' status 0 "$run_all" --gather --report "$out/shards"
check 'give the same gradebook' same "$out/report/gradebook.csv" "$out/shards/gradebook.csv"

# A regrade, in which one has handed in something else.
cp "$good/lab2-threads/"* "=berta/lab2-threads/"
check 'a regrade' status 1 "$run_all" --jobs 2 --seed 7 --lab lab2-threads --only "$few" \
    --report "$out/again" --compare "$out/report" -- -anna "=berta" "it's carl" dora.zip
check 'says what it changed' test "$(tr -d '\r' <"$out/again/changes.csv" | tail -n +2)" = \
    "\"'=berta\",_berta,lab2-threads.hello.greeting,FAIL,0,PASS,3"
check 'against nothing' status 3 "$run_all" --gather --report "$out/again" --compare "$out/class"
check 'in one line' one_line 'there is no report in'
check '--gather without a report' status 2 "$run_all" --gather
check 'in one line, too' one_line 'goes with --report'
check 'compared with itself' status 2 "$run_all" --report "$out/one" --compare "$out/one" ./-anna

# Alone, a submission's report is all there is.
check 'one submission' status 0 "$run_all" --only "$few" --report "$out/one" ./-anna
check 'lies in the directory itself' test -f "$out/one/report.html" -a -f "$out/one/gradebook.csv"

check 'a report where a file is' status 3 "$run_all" --only "$few" \
    --report "$out/class/dora.zip" ./-anna
check 'the table all the same' grep -q '2 of 2 checks passed' "$out/stdout"
check 'one line says why' grep -q 'cannot write .*dora.zip: Not a directory' "$out/stderr"

# A file system with room for next to nothing.
mkdir "$out/full"
small="mount -t tmpfs -o size=8k none '$out/full' && exec \"\$@\""
private=-m
test "$(id -u)" -eq 0 || private=-rm
if unshare $private sh -c "$small" sh true 2>/dev/null; then
    check 'a full disk' status 3 unshare $private sh -c "$small" sh "$run_all" --only "$few" \
        --report "$out/full" ./-anna
    check 'is said' grep -q 'No space left on device' "$out/stderr"
    check 'and the table is there' grep -q '2 of 2 checks passed' "$out/stdout"
else
    skipped=$((skipped + 3))
    echo 'ok - a full disk # SKIP no file system may be mounted here'
fi

# A signal in the middle: what has not run says so, and the report is whole.
"$run_all" --only '*.hello.gives-up' --lab lab2-threads --report "$out/stopped" ./-anna \
    >"$out/stdout" 2>"$out/stderr" &
pid=$!
until test -f "$out/stopped/results.json"; do kill -0 $pid || break; done
kill -TERM $pid
wait $pid
check 'a signal' test $? -eq 3
check 'leaves a report' "$here/reports.py" "$out/stopped"
check 'in which nothing has run' grep -q '"verdict": "NOT_RUN"' "$out/stopped/results.json"

echo "$passed passed, $failed failed, $skipped skipped"
test "$failed" -eq 0
