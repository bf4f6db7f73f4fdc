#!/bin/sh
# The lower rungs of the sandbox, each on purpose: the same verdicts; on the lowest, limits hold, and a
# program that ends its check's process is found out; nothing is left behind.

# shellcheck source=grader/tests/room.sh
. "$(dirname "$0")/room.sh"
failed=0 n=0

wrong() {
    failed=$((failed + 1))
    echo "BAD $rung, $name: $1"
    head -n 20 "$out/said"
}
# grade NAME STATUS SUBMISSION CHECKS: on this rung; without a submission, the labs of this tree.
grade() {
    name=$1 n=$((n + 1))
    # shellcheck disable=SC2086 # no submission is no word
    "$run_all" --sandbox "$rung" --only "lab2-threads.@($4)" $3 >"$out/said" 2>&1
    test $? -eq "$2" || wrong "the exit status is not $2"
    says "^protection  $rung: "
}
says() { grep -q -e "$1" "$out/said" || wrong "nothing says $1"; }

# A hello server that kills its parent once it is listening, and a file server that writes without end.
submission=$(python3 "$here/stories.py" --lay "$out" LIMIT/output_flood)
lab=$submission/lab2-threads
sed '/fputs/d' "$lab/hello_server.c" >"$lab/ftp_server.c"
sed -i 's|for (;;) {|kill(getppid(), SIGKILL); if (0) {|' "$lab/hello_server.c"

"$run_all" --doctor >"$out/doctor"
for rung in unshare uid limits; do
    if ! grep -q "^  $rung  *works" "$out/doctor"; then
        echo "$rung does not work here: left out"
        continue
    fi
    grade 'a threaded server' 0 '' 'hello.@(ready|model)'
    says 'hello.model  *PASS .*5 x read, 1 x accept'
done
# The lowest rung stands everywhere, and nothing shuts a program in: what it does must show.
rung=limits
grade 'two that do harm' 1 "$submission" 'hello.@(ready|greeting)|ftp.@(ready|login)'
says 'ftp.ready  *LIMIT.*wrote more than 64 MiB'
says "hello.ready  *TAMPER .*the grader's own process for this check was ended by SIGKILL"
says 'hello.greeting  *SKIPPED'
rung='all' name='what is left'
grep -l "TMPDIR=$TMPDIR" /proc/[0-9]*/environ >"$out/said" 2>/dev/null && wrong 'processes run on'
test -z "$(ls "$TMPDIR")" || wrong "$(ls "$TMPDIR")"

echo "ladder: $n cases, $failed wrong"
test $failed -eq 0
