#!/usr/bin/env bash
# An instructor on a Friday: clones the kit, changes every value of course.conf, the points of a check
# and adds an exercise, all in plain files, and runs `make handout starter`. Everything must be in the
# pages, the slides, the PDF, the archive, the programs and the grader.
# shellcheck disable=SC2317 # functions are called through `check`
cd "$(dirname "$0")/../.." || exit
# shellcheck source=common/tests/checks.bash
. common/tests/checks.bash
unset MAKEFLAGS MFLAGS MAKELEVEL
kit=$work/kit
pages=$kit/build/handout
archive=$work/concurrent-networking
mkdir "$kit"
tar -cf - --exclude=./build --exclude=./.git --exclude='*/tests' . | tar -C "$kit" -xf -

# KEY=NEW for each key; numbers that the programs and the grader take are numbers that they can have.
declare -A new=([HELLO_PORT]=43217 [FTP_PORT]=43218 [CLIENTS]=7 [THINK_MS]=60 [WIRESHARK_POINTS]=37
    [STAFF]=new-staff@example.edu)
change()
{
    local key value
    while IFS=' =' read -r key value; do
        [[ $key =~ ^[A-Z] ]] || continue
        old[$key]=$value
        new[$key]=${new[$key]:-New-${key,,}&Co} # no space: lines may break there
        sed -i "s/^$key .*/$key = ${new[$key]//&/\\&}/" "$kit/handout/course.conf"
    done <handout/course.conf
    sed -i 's/^\*\.hello\.greeting  *3 /*.hello.greeting 91 /' "$kit/grader/rubric"
    sed -i '/^## Exercise 1.2/i ## Exercise 1.15: say it twice\n\nFor @POINTS lab1-blocking.hello.greeting@ points.\n' \
        "$kit/handout/lab1.md"
}
declare -A old
change

as_html()
{
    printf '%s\n' "${1//&/"&amp;"}"
}

finds() # TEXT FILE...
{
    grep -rqF --include='*.html' --include='*.md' --include='*.c' --include=paper -- "$1" "${@:2}"
}

check "make handout starter" common/tests/cached make -C "$kit" handout starter
tar -C "$work" -xzf "$kit/build/starter.tar.gz"
pdftotext -layout "$pages/handout.pdf" "$work/pdf"
tr -s ' \n' ' ' <"$work/pdf" >"$work/paper"
tr -s ' \n' ' ' <"$pages/slides.html" >"$work/slides.html"

for key in "${!new[@]}"; do
    check "$key is in a page" finds "$(as_html "${new[$key]}")" "$pages"
    check "$key is in the PDF" finds "${new[$key]}" "$work/paper"
    check "$key is in the archive" finds "${new[$key]}" "$archive"
    if [[ ${old[$key]} =~ [a-z] ]]; then
        refuse "what $key was is nowhere" finds "${old[$key]}" "$pages" "$archive" "$work/paper"
    fi
done
for key in COURSE TERM; do
    check "$key is in a file to be filled in" finds "${new[$key]}" "$archive/lab1-blocking/hello_server.c"
done
for key in COURSE TERM THREADS_DUE WIRESHARK_DUE ASYNC_DUE STAFF; do
    check "$key is in the slides" finds "$(as_html "${new[$key]}")" "$work/slides.html"
done
check "the new points are in the page" finds '<td>91</td>' "$pages/lab1.html"
check "and in the exercise that was added" finds 'For 91 points.' "$pages/lab1.html"
check "which is in the PDF" finds 'For 91 points.' "$work/paper"
check "and in the archive" finds 'For 91 points.' "$archive/handout/lab1.md"

# The students' programs and the grader in their archive.
check "the archive builds" common/tests/cached make -C "$archive" lab1-blocking grader/run_all
has_port() # PROGRAM PORT
{
    "$archive/lab1-blocking/$1" --help | grep -q -- "--port.*($2)"
}
check "HELLO_PORT is the server's own" has_port hello_server "${new[HELLO_PORT]}"
check "and the client's" has_port hello_client "${new[HELLO_PORT]}"
check "FTP_PORT is the file server's" has_port ftp_server "${new[FTP_PORT]}"
cp lab1-blocking/hello_server lab1-blocking/tasks "$archive/lab1-blocking/"
echo 'lab1-blocking.predict.last-wait: 0.42' >"$archive/predictions.txt"
graded() # CHECK WORDS
{
    "$archive/grader/run_all" --lab lab1-blocking --only "lab1-blocking.$1" | grep -E -- "$2"
}
check "CLIENTS and THINK_MS are the grader's" graded hello.think '7 clients, 60 ms'
check "CLIENTS are held" graded hello.model 'last of 7 served'
check "a prediction is asked of them" graded predict.last-wait 'predicted: 0.42 \| measured: [0-9.]+ s.*7 clients, 60 ms'
check "the points are the rubric's" graded hello.greeting 'PASS *91/91'

# What is wrong is named, with file and line, and nothing half made is left.
wrong() # EDIT WORDS
{
    cp handout/course.conf "$kit/handout/course.conf"
    sed -i "$1" "$kit/handout/course.conf"
    ! common/tests/cached make -C "$kit" handout >"$work/said" 2>&1 && grep -E -- "$2" "$work/said"
}
check "a missing key" wrong '/^TERM/d' '^handout/lab1.md:3: there is no TERM in .*handout/course.conf'
check "one that make needs" wrong '/^CLIENTS/d' 'handout/course.conf: CLIENTS is missing'
check "an unknown key" wrong '1i TERMS = 2' '^.*handout/course.conf:1: no page uses TERMS'
check "a key without a value" wrong 's/^\(TERM  *\)=.*/\1=/' 'course.conf:[0-9]+: TERM has no value'
check "a key twice" wrong '$a TERM = 2' 'course.conf:[0-9]+: TERM stands in line 6 as well'
check "a line that is none" wrong '1i what' 'course.conf:1: not KEY = value'
check "a port that is none" wrong 's/^\(FTP_PORT *\)=.*/\1= 99999/' 'FTP_PORT is a number from 1024 to 65535, not "99999"'
check "a crowd of one" wrong 's/^\(CLIENTS *\)=.*/\1= 1/' 'CLIENTS is a number from 3 to 16, not "1"'
check "a page that asks for too much" \
    eval 'echo @NOWHERE@ >>"$kit/handout/feedback.md"; wrong "" "feedback.md:[0-9]+: there is no NOWHERE"'
finish
