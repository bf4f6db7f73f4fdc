#!/usr/bin/env bash
# The students' archive: it unpacks, builds, is graded, shows no solution, takes the solution in,
# and packs a hand-in that the grader accepts.
# shellcheck disable=SC2317 # functions are called through `check`
cd "$(dirname "$0")/../.." || exit
# shellcheck source=common/tests/checks.bash
. common/tests/checks.bash
unset MAKEFLAGS MFLAGS MAKELEVEL
tree=$work/concurrent-networking

unpacked() # LABS
{
    rm -rf "$tree"
    handout/pack_starter "$@" && tar -C "$work" -xzf build/starter.tar.gz
}

# What is the same as here was compiled here; the labs, and what is linked, are made anew.
builds_quietly()
{
    if [ -d build/plain ] && [ ! -e "$tree/build" ]; then
        mkdir "$tree/build" && cp -a build/plain "$tree/build/" && rm -rf "$tree"/build/plain/lab*
    fi
    make -C "$tree" --no-print-directory all >"$work/build" 2>&1 &&
        ! grep -vE '^  (CC|AR|LINK) ' "$work/build"
}

# Eight lines of a file to be written, in a row, are a solution: that much is alike by no accident.
# Includes and comments are the same on purpose. A lab that is given whole may show what is its own.
shows_no_solution() # WHOLE-LAB LAB...
{
    local lab file whole=$1
    shift
    for lab; do
        for file in handout/starter/"$lab"/*.[ch]; do echo "$lab/${file##*/}"; done
    done >"$work/secret"
    find "$tree" -type f ! -path '*/build/*' ! -path "*/$whole/*" -print0 |
        xargs -0 cat >"$work/shown"
    # shellcheck disable=SC2016 # awk's own variables
    xargs awk '
        { gsub(/^[ \t]+|[ \t]+$/, "") }
        /^$|^#include|^\/?\*|^[{}]$/ { next }
        FNR == 1 { n = 0 }
        FILENAME == "-" { next }
        { line[++n] = $0 }
        n >= 8 {
            key = ""
            for (i = n - 7; i <= n; i++) key = key line[i] "\n"
            print "=" FILENAME "\n" key "-"
        }' <"$work/secret" >"$work/prints"
    python3 - "$work/prints" "$work/shown" <<'END'
import re, sys
lines = [l.strip() for l in open(sys.argv[2], errors="replace")]
shown = "\n".join(l for l in lines if l and not re.match(r"#include|/?\*|[{}]$", l))
prints = re.findall(r"^=(.*)\n((?:.*\n){8})-$", open(sys.argv[1]).read(), re.M)
leaks = sorted({name for name, text in prints if text.strip() in shown})
print(len(prints), "fingerprints;", "shown:", leaks)
sys.exit(bool(leaks) or len(prints) < 100)
END
}

holds_none_of()
{
    ! find "$tree" -name "$1" | grep .
}

graded() # FILE ARGUMENT...
{
    local report=$work/$1
    shift
    (cd "$tree" && grader/run_all "$@") >"$report" 2>&1
    (($? < 2))
}

points() # FILE POINTS
{
    tail -n 1 "$work/$1" | grep -E " $2 points"
}

put_solution_back()
{
    local file
    while read -r _ _ file; do cp "$file" "$tree/$file" || return; done <"$tree/handout/to_write"
}

says() # TEXT FILE
{
    grep -F -- "$1" "$2"
}

floor=$(awk '{ sum += $2 } END { print sum }' handout/starter/floor)

check "all three labs blank: packs and unpacks" unpacked
check "it builds without a word" builds_quietly
check "no solution is in it" shows_no_solution - lab1-blocking lab2-threads lab2-async
check "nothing of ours is in it" holds_none_of instructor.md
check "no submission of the grader's tests is in it" holds_none_of submissions
refuse "no @KEY@ is left in it" grep -rnE '@[A-Z][A-Z0-9_]*( [a-z0-9.*_-]+)?@' "$tree" \
    --include=*.md --include=*.c --include=*.txt
check "the grader runs in it" graded blank
check "and gives the declared $floor points" points blank "$floor of [0-9]+"
check "the README declares them, too" says "gives them $floor points" "$tree/README.md"
refuse "nothing is packed while nothing is written" make -s -C "$tree" submit

check "the solution goes back in" put_solution_back
check "it builds without a word" builds_quietly
check "the grader runs" graded solved
check "full points" points solved '([0-9]+) of \1'
sed -i 's/^1\.1:$/1.1: one second/' "$tree/predictions.txt"
check "make submit packs it" make -s -C "$tree" submit
check "with the predictions" tar -tzf "$tree/build/submission.tar.gz" predictions.txt
check "the grader takes the hand-in" graded handed --only '*.tasks.*' build/submission.tar.gz
check "and gives full points for it" points handed '([0-9]+) of \1'
check "predictions and measurements stand side by side" \
    bash -c "'$tree/handout/measure' lab1-blocking | grep -E '^1\.1 .*one second +[0-9.]+ s$'"
printf 'int x;\r\n' >>"$tree/lab1-blocking/tasks.c"
refuse "a file with foreign line ends is not packed" make -s -C "$tree" submit
rm "$tree/lab1-blocking/tasks.c"
refuse "nor is a hand-in with a file missing" make -s -C "$tree" submit

check "threads blank: lab 1 is whole, lab 2's event loop is not in it" unpacked lab2-threads
check "it builds without a word" builds_quietly
check "no solution is in it" shows_no_solution lab1-blocking lab2-threads lab2-async
check "lab 1 is as in the kit" cmp lab1-blocking/ftp_serve.c "$tree/lab1-blocking/ftp_serve.c"
refuse "the event loop is not in it" test -e "$tree/lab2-async"
refuse "a lab that there is not" handout/pack_starter lab3
finish
