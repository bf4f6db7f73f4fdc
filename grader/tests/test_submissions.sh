#!/bin/sh
# Grades every submission under grader/tests/submissions and compares each verdict with the file
# `expect` beside it; prints the kill matrix: which check caught which story.
#
# expect:   only PATTERN             the checks to run (default below)
#           PATTERN VERDICT WORDS    a check that must end so (*: anyhow), with these words in its reason
# Patterns are of the shell, without @(); the first that matches counts; all other checks must PASS.
# Arguments: names of stories, to grade only these.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
run_all=$here/../run_all
default='*.hello.@(ready|greeting|slow-reader|again|waits-for-end|vanishing|model|queue|think)'
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
trap 'exit 2' HUP INT TERM

# Writes "ID VERDICT WHY" lines, taken from the JSON report of one submission.
grade() {
    only=$(sed -n 's/^only //p' "$1/expect")
    "$run_all" --format json --seed 4711 --only "${only:-$default}" "$1" >"$2.json" 2>"$2.err"
    echo $? >"$2.status"
    awk -F'": "' '
        function value(s) { sub(/",?$/, "", s); return s }
        /^   "id": /      { id = value($2) }
        /^   "verdict": / { verdict = value($2) }
        /^   "why": /     { print id, verdict, value($2) }' "$2.json" >"$2.verdicts"
}

# What expect says of one check: "VERDICT WORDS".
expected() {
    while read -r pattern verdict words; do
        case $pattern in ''|'#'*|only) continue ;; esac
        case $1 in $pattern) echo "$verdict $words"; return ;; esac
    done <"$2/expect"
    echo PASS
}

compare() {
    bad=0 caught=
    test -s "$2.verdicts" || { echo "  no verdicts: $(cat "$2.err")"; return 1; }
    while read -r id verdict why; do
        set -f
        # shellcheck disable=SC2046
        set -- "$1" "$2" $(expected "$id" "$1")
        set +f
        want=$3 words=$(expected "$id" "$1" | cut -d' ' -f2-)
        test "$words" = "$want" && words=
        case $verdict in PASS|SKIPPED) ;; *) caught="$caught ${id#*.}" ;; esac
        test "$want" = '*' && continue # anything: who is next at a lock is nobody's choice
        case $verdict:$why in
        "$want":*"$words"*) ;;
        *) bad=1; echo "  $id: expected $want $words, got $verdict: $why" ;;
        esac
    done <"$2.verdicts"
    printf '%-4s %-44s %s\n' "$(test $bad -eq 0 && echo ok || echo BAD)" "${1#"$here"/submissions/}" \
        "${caught:- -}"
    return $bad
}

# Two at a time: they mostly wait.
n=0 wait_for=
for expect in "$here"/submissions/*/*/expect; do
    story=${expect%/expect}
    test $# -eq 0 || case " $* " in *" ${story##*/} "*) ;; *) continue ;; esac
    n=$((n + 1))
    grade "$story" "$out/$n" &
    case $wait_for in '') wait_for=$! ;; *) wait "$wait_for"; wait_for=$! ;; esac
done
wait

failed=0 n=0
echo 'kill matrix: story, and the checks that caught it'
for expect in "$here"/submissions/*/*/expect; do
    story=${expect%/expect}
    test $# -eq 0 || case " $* " in *" ${story##*/} "*) ;; *) continue ;; esac
    n=$((n + 1))
    compare "$story" "$out/$n" || failed=$((failed + 1))
done
echo "$((n - failed)) of $n submissions got the verdicts they must get"
test "$failed" -eq 0 && test "$n" -gt 0
