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
    handout/pack_starter "$@" && tar -C "$work" -xzf build/starter.tar.gz || return
    # What all submissions share the grader has built here, perhaps; it is the same there.
    [ ! -d build/grading ] || { mkdir "$tree/build" && cp -a build/grading "$tree/build/"; }
}

builds_quietly()
{
    common/tests/cached make -C "$tree" --no-print-directory all >"$work/build" 2>&1 &&
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
    tail -n 1 "$work/$1" | grep -E " $2 points" || { grep -E '^  [a-z]' "$work/$1" | grep -v ' PASS ' && return 1; }
}

# Every check passes. What a busy machine could not tell is asked again, by itself; nothing else is.
full_points() # FILE
{
    local check
    points "$1" '([0-9]+) of \1' && return
    ! grep -E '^  [a-z_]+\.[a-z-]+ ' "$work/$1" | grep -vE ' (PASS|INCONCLUSIVE) ' || return
    while read -r check; do
        graded again --only "$check" && points again '([0-9]+) of \1' || return
    done < <(awk '/^lab/ { lab = $1 } $2 == "INCONCLUSIVE" { print lab "." $1 }' "$work/$1")
}

put_solution_back()
{
    local file
    sed -i 's/^\(lab.*\):$/\1: one second/' "$tree/predictions.txt"
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
check "the README declares them, too" says "worth $floor of the points" "$tree/README.md"
refuse "nothing is packed while nothing is written" make -s -C "$tree" submit

check "the solution goes back in" put_solution_back
check "it builds without a word" builds_quietly
check "the grader runs" graded solved
check "full points" full_points solved
echo '# all mine' >>"$tree/grader/rubric"
check "make submit packs it" eval 'make -s -C "$tree" submit >"$work/packed"'
check "names a file of the kit that was changed" says "grader/rubric is not as it was given" "$work/packed"
refuse "and does not pack that" eval 'tar -tzf "$tree/build/submission.tar.gz" | grep grader'
check "but the predictions" tar -tzf "$tree/build/submission.tar.gz" predictions.txt
check "the grader takes the hand-in" graded handed --only '*.tasks.*' build/submission.tar.gz
check "and gives full points for it" points handed '([0-9]+) of \1'
check "predictions and measurements stand side by side" grep -E \
    'predict.last-wait .* 1/1  predicted: one second \| measured: [0-9.]+ s' "$work/solved"
refuse "nobody is told the measurement before the prediction" grep measured: "$work/blank"
says_and_refuses() # TEXT
{
    ! make -s -C "$tree" submit >"$work/said" 2>&1 && says "$1" "$work/said" && says 'Not packed: 1' "$work/said" &&
        [ ! -e "$tree/build/submission.tar.gz" ]
}
# Spoils one file of the hand-in, looks what is said of it, and puts it back.
spoiled() # FILE TEXT COMMAND...
{
    local file=$tree/$1 status
    rm -f "$tree/build/submission.tar.gz"
    mkdir -p "${file%/*}" && touch "$file" && cp "$file" "$work/kept" && "${@:3}" "$file"
    says_and_refuses "$2"
    status=$?
    rm -f "$file" && cp "$work/kept" "$file" && return "$status"
}
tasks=lab1-blocking/tasks.c
check "a file with foreign line ends is not packed" spoiled $tasks "$tasks has line ends" sed -i 's/$/\r/'
check "nor one that is missing" spoiled $tasks "$tasks is missing, or empty" rm
check "nor one that is a program" spoiled $tasks "$tasks is not text" cp "$tree/lab1-blocking/tasks"
check "nor one that does not compile" \
    spoiled $tasks "it does not build: lab1-blocking/tasks.c:1:" sed -i '1s/^/int x = y;/'
check "nor a link" spoiled $tasks "$tasks is a link" ln -sf /etc/hostname
check "nor a huge source" spoiled $tasks "$tasks has more than 1 MiB" truncate -s 2M
check "nor a huge capture" spoiled wireshark/eight.pcapng "has more than 10 MiB" truncate -s 11M
check "threads blank: lab 1 is whole, lab 2's event loop is not in it" unpacked lab2-threads
check "it builds without a word" builds_quietly
check "no solution is in it" shows_no_solution lab1-blocking lab2-threads lab2-async
check "lab 1 is as in the kit" cmp lab1-blocking/ftp_serve.c "$tree/lab1-blocking/ftp_serve.c"
refuse "the event loop is not in it" test -e "$tree/lab2-async"
refuse "nor are its questions" grep lab2-async "$tree/predictions.txt"
check "the solution goes back in" put_solution_back
check "make submit packs it" make -s -C "$tree" submit
refuse "but not the lab that was given" eval 'tar -tzf "$tree/build/submission.tar.gz" | grep lab1'
refuse "a lab that there is not" handout/pack_starter lab3
finish
