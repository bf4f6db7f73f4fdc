#!/bin/sh
# The command line of run_all: exit codes, one line for each kind of bad input, formats that agree,
# and nothing left behind, also after Ctrl-C.

# shellcheck source=grader/tests/room.sh
. "$(dirname "$0")/room.sh"
failed=0 n=0

# case NAME STATUS COMMAND...: runs it, keeps stdout and stderr.
case_() {
    name=$1 want=$2
    shift 2
    n=$((n + 1))
    "$@" >"$out/stdout" 2>"$out/stderr"
    got=$?
    test "$got" -eq "$want" || wrong "exit status $got, not $want"
}
wrong() {
    failed=$((failed + 1))
    echo "BAD $name: $1"
    head -n 3 "$out/stderr"
}
one_line() {
    test "$(wc -l <"$out/stderr")" -eq 1 || wrong 'not one line on stderr'
    test ! -s "$out/stdout" || wrong 'something on stdout'
}
says() { grep -q -e "$1" "$out/stdout" "$out/stderr" || wrong "nothing says $1"; }

case_ help 0 "$run_all" --help
says '--only PATTERN'
case_ 'wrong option' 2 "$run_all" --no-such-option; one_line
for bad in '--jobs 0' '--jobs x' '--shard 3/2' '--shard 1' '--sandbox glass'; do
    # shellcheck disable=SC2086
    case_ "wrong $bad" 2 "$run_all" $bad; one_line
done
case_ doctor 0 "$run_all" --doctor
says '^  limits  *works'
says 'taken on this machine'
case_ 'wrong lab' 2 "$run_all" --lab lab9; one_line
case_ 'wrong format' 2 "$run_all" --format yaml; one_line
case_ 'wrong seed' 2 "$run_all" --seed x; one_line
case_ 'no check' 2 "$run_all" --only 'no.such.check'; one_line
case_ 'no submission' 2 "$run_all" /nonexistent; one_line
mkdir "$out/empty"
case_ 'an empty submission' 1 "$run_all" "$out/empty"
says 'no lab directory in it'
says 'there is no lab2-async/hello_server.c'
case_ 'a text file as submission' 1 "$run_all" --lab lab2-async "$here/test_run_all.sh"
says 'neither a directory nor'
total=$(sed -n 's/.* checks passed, 0 \(of [0-9]* points\).*/\1/p' "$out/stdout")
mkdir -p "$out/bare/lab2-async"
case_ 'a lab without files' 1 "$run_all" --lab lab2-async "$out/bare"
says "0 ${total:-of what},"

case_ list 0 "$run_all" --list --lab lab2-threads
says '^lab2-threads.hello.model  *[0-9]'
says 'print_two'
test "$(grep -c -v '^lab2-threads\.' "$out/stdout")" -eq 0 || wrong 'other labs in the list'

# A program that prints its lines at one start, and nothing at the next.
mkdir -p "$out/wavers/lab2-threads"
cat >"$out/wavers/lab2-threads/tasks.c" <<'END'
#include <stdio.h>
#include <time.h>
int main(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    for (int i = 0; i < 7 && t.tv_nsec / 1000 % 2; i++)
        printf("Hello there %d\n%s", i, i == 6 ? "7 tasks in 0.123 s\n" : "");
    return 0;
}
END
case_ 'a check that wavers' 1 "$run_all" --repeat 12 --only '*.tasks.output' "$out/wavers"
says 'lab2-threads.tasks.output  *passed [1-9][0-9]* of 12'
case_ 'a check that does not waver' 0 "$run_all" --repeat 2 --only lab2-threads.print_two.output
says '^  none'
case_ 'no times' 2 "$run_all" --repeat 0; one_line

# A rubric with an error, beside a copy of the program.
mkdir "$out/grader"
cp "$run_all" "$out/grader/"
{ cat "$here/../rubric"; echo '*.hello.model many'; } >"$out/grader/rubric"
case_ 'an error in the rubric' 3 "$out/grader/run_all" --list; one_line
says "rubric:$(wc -l <"$out/grader/rubric"): "
case_ 'a report all the same' 3 "$out/grader/run_all" --format tap --report "$out/failed"
says '^Bail out! .*points are a number'
grep -q 'the grader failed' "$out/failed/results.json" || wrong 'its verdict file does not say why'
rm -rf "$out/failed"
rm "$out/grader/rubric"
case_ 'no rubric' 3 "$out/grader/run_all" --report "$out/failed"
test "$(wc -l <"$out/stderr")" -eq 1 || wrong 'not one line on stderr'
says 'no grader/rubric beside'
grep -q 'the grader failed' "$out/failed/results.json" || wrong 'its verdict file does not say why'
mkdir "$out/grader/rubric"
case_ 'a rubric that cannot be read' 3 "$out/grader/run_all" --list; one_line
says 'rubric: Is a directory'
rmdir "$out/grader/rubric"
rm -rf "$out/failed"
echo '*.hello.model 3' >"$out/grader/rubric"
case_ 'a check without a rule' 3 "$out/grader/run_all" --list; one_line
says 'no rule for lab1-blocking.hello.ready'
sed 's/^\*\.hello\.ready .*/& needs=hello.greeting/' "$here/../rubric" >"$out/grader/rubric"

# A submission one level down, with files that are none of the kit's.
sub=$out/sub/handin
mkdir -p "$sub/lab2-threads" "$sub/notes"
cp "$(python3 "$here/stories.py" --lay "$out/story" WRONG_MODEL/sequential)"/lab2-threads/* "$sub/lab2-threads/"
ln -s /etc/passwd "$sub/lab2-threads/link.h"
only='lab2-threads.hello.@(ready|greeting|model)'
for format in table json tap junit; do
    case_ "format $format" 1 "$run_all" --only "$only" --seed 7 --format $format "$out/sub"
    cp "$out/stdout" "$out/$format"
    says 'WRONG_MODEL'
done
name=notes
grep -q 'one level down' "$out/table" || wrong 'the nesting is not noted'
grep -q 'ignored: notes' "$out/table" || wrong 'notes/ is not named'
grep -q 'refused: link.h (a symbolic link)' "$out/table" || wrong 'the link is not named'
grep -q '^seed  *7$' "$out/table" || wrong 'no seed'
grep -q 'again  *grader/run_all --only lab2-threads.hello.model --seed 7' "$out/table" ||
    wrong 'no line that runs it again'
name=totals
grep -q '2 of 3 checks passed, 4 of 10 points' "$out/table" || wrong 'table'
grep -q '"points": 4.0' "$out/json" || wrong 'json'
grep -q '^1\.\.3$' "$out/tap" && test "$(grep -c '^ok' "$out/tap")" -eq 2 || wrong 'tap'
grep -q 'tests="3" failures="1" errors="0" skipped="0"' "$out/junit" || wrong 'junit'
# The forms of platforms: having graded is success, and the points are the same.
for format in gradescope autolab prairielearn; do
    case_ "format $format" 0 "$run_all" --only "$only" --seed 7 --format $format "$out/sub"
    lines=1
    test $format = autolab && lines=2 # feedback, then the scores
    test "$(wc -l <"$out/stdout")" -eq $lines || wrong "not $lines line(s)"
    cp "$out/stdout" "$out/$format"
done
case_ 'format github' 0 "$run_all" --only "$only" --seed 7 --format github "$out/sub"
sed -n 's/^result=//p' "$out/stdout" | base64 -d >"$out/github" || wrong 'not base64'
grep -q '"max_score":10\.0' "$out/github" || wrong 'its points'
name='totals of the platforms'
grep -q '"score":4\.0,"execution_time"' "$out/gradescope" || wrong 'gradescope'
test "$(tail -n 1 "$out/autolab")" = '{"scores":{"lab2-threads":4.0},"scoreboard":[4.0]}' || wrong 'autolab'
grep -q '"score":0\.4[0,]*.*"tests"' "$out/prairielearn" || wrong 'prairielearn'
case_ 'one form, two submissions' 2 "$run_all" --format tap "$out/sub" "$out/sub"; one_line

# A name that a shell would obey, and lab 1 without the files that students write for it.
mkdir -p "$out/odd/lab1-blocking"
cp "$here/../../lab1-blocking/hello_server.c" "$out/odd/lab1-blocking/"
: >"$out/odd/lab1-blocking/x&touch\${IFS}obeyed&.c"
case_ 'a name for the shell' 1 "$run_all" --only '*.hello.ready' "$out/odd"
says 'ignored: x&touch'
says 'undefined reference to .hello_serve'
says '^  hello.ready  *BUILD_ERROR'
# Lab 1 is lent to the threads, which build on it; nothing else of the solution is.
for lab in lab2-threads lab2-async; do
    mkdir -p "$out/half/$lab"
    cp "$here/../../$lab/ftp_server.c" "$out/half/$lab/"
done
case_ 'what is lent' 1 "$run_all" --only '*.ftp.ready' "$out/half"
says '1 of 2 checks passed'
says '^lab2-async.ftp.ready: BUILD_ERROR'

# The same as archives; and one that is none.
(cd "$out/sub" && tar -cf ../sub.tar handin && tar -czf ../sub.tar.gz handin)
command -v zip >/dev/null && (cd "$out/sub" && zip -qry ../sub.zip handin)
for archive in "$out"/sub.tar "$out"/sub.tar.gz "$out"/sub.zip; do
    test -f "$archive" || continue
    case_ "archive ${archive##*/}" 1 "$run_all" --only "$only" "$archive"
    says '2 of 3 checks passed, 4 of 10 points'
done
echo 'no archive' >"$out/broken.tar.gz"
case_ 'a broken archive' 1 "$run_all" --lab lab2-async "$out/broken.tar.gz"
says 'could not be unpacked'
if command -v prove >/dev/null; then
    case_ 'prove reads the TAP' 1 prove -e cat "$out/tap"
    says 'Failed test:  *3'
fi
if command -v xmllint >/dev/null; then
    case_ 'the JUnit file is XML' 0 xmllint --noout "$out/junit"
fi

# Ctrl-C while a check runs and while a submission is built: a report, and nothing stays.
# The first process with this name that has our TMPDIR in its environment.
running() {
    grep -lsx "$1" /proc/[0-9]*/comm | sed 's/comm$/environ/' | xargs grep -ls "$TMPDIR" >"$out/found"
    test -s "$out/found"
}
stop_when() {
    name="SIG$3 when there is $1"
    n=$((n + 1))
    setsid "$run_all" --only '*.hello.gives-up' "$here/submissions/PASS/poll_loop_hello" \
        >"$out/stdout" 2>"$out/stderr" &
    pid=$!
    until running "$2"; do kill -0 $pid || break; done
    kill -s "$3" -- "$4$pid"
    wait $pid
    test $? -eq 3 || wrong 'the exit status is not 3'
    says 'asked to stop'
    grep -l "$TMPDIR" /proc/[0-9]*/environ >"$out/left" 2>/dev/null && wrong "left: $(cat "$out/left")"
}
stop_when 'a running check' hello_server TERM ''
stop_when 'a running build' make TERM ''
# What a terminal does: the signal goes to everybody at once.
stop_when 'a running check' hello_server INT -
stop_when 'a running build' make INT -
# Even when the grader is killed nothing runs on: each process dies with the one that started it.
name='killed'
n=$((n + 1))
"$run_all" --only '*.hello.gives-up' "$here/submissions/PASS/poll_loop_hello" >"$out/stdout" 2>"$out/stderr" &
pid=$!
until running hello_server; do kill -0 $pid || break; done
kill -KILL $pid
wait $pid 2>/dev/null
tries=0
while grep -l "$TMPDIR" /proc/[0-9]*/environ >"$out/left" 2>/dev/null; do
    tries=$((tries + 1))
    test $tries -lt 2000 || { wrong 'processes run on'; break; }
done
rm -rf "$TMPDIR"/run_all.*
name='files left'
test -z "$(ls "$TMPDIR")" || wrong "$(ls "$TMPDIR")"

echo "run_all: $n cases, $failed wrong"
test $failed -eq 0
