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
# A number of the grader's own.
defined() { sed -n "s/^#define $1  *\([0-9]*\).*/\1/p" "$here/../$2"; } # NAME FILE
# Where programs are shut in, each may have as many tasks as any other, whoever else has some.
limits_tasks() {
    name='how many tasks a program may have' n=$((n + 1))
    mkdir -p "$out/tasks/lab2-threads"
    cat >"$out/tasks/lab2-threads/ftp_server.c" <<'END'
#include <stdio.h>
#include <sys/resource.h>
int main(void) { struct rlimit l; return getrlimit(RLIMIT_NPROC, &l) || printf("at most %d\n", (int)l.rlim_max) < 0; }
END
    "$run_all" --sandbox "$rung" --only '*.ftp.ready' "$out/tasks" >"$out/said"
    says "at most $(defined SANDBOX_TASKS sandbox.h)\\\\x0a"
}
for rung in bubblewrap unshare; do
    if grep -q "^  $rung  *works" "$out/doctor"; then limits_tasks; fi
done
# Users that another grader has (a lock says so, see ladder.c) are not taken: here they are those with
# which this one would begin, by the number of its process.
others_users() {
    rung=uid name='the users of another grader' n=$((n + 1))
    mkdir -p "$out/who/lab2-threads"
    cat >"$out/who/lab2-threads/ftp_server.c" <<'END'
#include <stdio.h>
#include <unistd.h>
int main(void) { return printf("I am %d\n", (int)getuid()) < 0; }
END
    ROOMS=$(defined ROOMS ladder.c) SEATS=$(defined SANDBOX_SEATS sandbox.h) \
        python3 - "$run_all" --sandbox uid --only '*.ftp.ready' "$out/who" <<'END' >"$out/said"
import fcntl, os, sys
rooms, seats = int(os.environ["ROOMS"]), int(os.environ["SEATS"])
wait, go = os.pipe()
pid = os.fork()
if pid == 0:
    os.read(wait, 1)
    os.execv(sys.argv[1], sys.argv[1:])
try:
    fcntl.lockf(os.open("/dev/null", os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 60706 + pid % rooms)
except OSError:
    pass  # somebody has them already
os.write(go, b" ")
os.waitpid(pid, 0)
print(f"not {60706 + pid % rooms * seats}")
END
    says 'I am 6[0-9]*'
    grep -q "I am $(sed -n 's/^not //p' "$out/said")" "$out/said" && wrong 'it takes them, too'
}
grep -q '^  uid  *works' "$out/doctor" && others_users
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
