# Sourced by the tests written in bash: one line for each thing that is true, counts at the end.
#
#   check NAME COMMAND...    true when the command succeeds; what it printed is shown when not
#   refuse NAME COMMAND...   true when the command fails
#   include COMMAND...       a program that prints such lines itself
#   skip NAME REASON         neither
#   finish                   prints the counts; the last command of a test
#
# `subject`, when set, begins each line: what the thing is said of.

subject=
checks=0 passed=0 failed=0 skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check()
{
    verdict "$1" "$("${@:2}" >"$work/output" 2>&1 </dev/null && echo ok || echo 'not ok')"
}

refuse()
{
    verdict "$1" "$("${@:2}" >"$work/output" 2>&1 </dev/null && echo 'not ok' || echo ok)"
}

verdict() # NAME ok|'not ok'
{
    checks=$((checks + 1))
    echo "$2 $checks - ${subject:+$subject: }$1"
    if [ "$2" = ok ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        tail -n 20 "$work/output" | sed 's/^/    /'
    fi
}

include()
{
    local status before=$failed
    "$@" >"$work/output" 2>&1 </dev/null
    status=$?
    cat "$work/output"
    passed=$((passed + $(grep -c '^ok' "$work/output")))
    failed=$((failed + $(grep -c '^not ok' "$work/output")))
    checks=$((passed + failed + skipped))
    ((status == 0 || failed > before)) || verdict "$1 comes to its end" 'not ok'
}

skip()
{
    checks=$((checks + 1)) skipped=$((skipped + 1))
    echo "ok $checks - ${subject:+$subject: }$1 # SKIP $2"
}

finish()
{
    echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped")"
    ((failed == 0 && passed + skipped > 0))
    exit
}
