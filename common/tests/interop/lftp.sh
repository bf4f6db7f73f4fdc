#!/usr/bin/env bash
# lftp against each lab's server: it asks for facts first, and mirrors trees both ways.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

# Runs lftp's commands in one session; the first that fails ends it.
lftp_does() # COMMAND...
{
    printf '%s\n' 'set cmd:fail-exit true' 'set net:max-retries 1' "set net:timeout $patience" \
        'set ftp:ssl-allow false' "$settings" "open $url" "$@" >"$work/commands"
    timeout $((2 * patience)) lftp -f "$work/commands"
}

quoted() # NAME, as lftp reads it
{
    local name=${1//\\/\\\\}
    echo "\"${name//\"/\\\"}\""
}

gets() # NAME
{
    rm -rf "$work/got"
    mkdir "$work/got"
    lftp_does "get -O $work/got -- $(quoted "$1")" && cmp "$work/got/${1##*/}" "$served/$1"
}

puts() # NAME
{
    lftp_does "put -O in -- $(quoted "$local/$1")" && cmp "$local/$1" "$served/in/$1"
}

gets_the_rest()
{
    first_half "$served/size-1048577" "$work/rest"
    lftp_does "get -c size-1048577 -o $work/rest" && cmp "$work/rest" "$served/size-1048577"
}

puts_the_rest()
{
    first_half "$local/size-1048577" "$served/in/rest"
    lftp_does "put -c $local/size-1048577 -o in/rest" &&
        cmp "$local/size-1048577" "$served/in/rest"
}

gets_text()
{
    rm -f "$work/text"
    lftp_does "get -a lines.txt -o $work/text" &&
        tr -d '\r' <"$work/text" | cmp - "$served/lines.txt"
}

puts_text()
{
    lftp_does "put -a $local/lines.txt -o in/text" && cmp "$local/lines.txt" "$served/in/text"
}

gets_in_pieces()
{
    rm -f "$work/pieces"
    lftp_does "pget -n 3 size-1048577 -o $work/pieces" && cmp "$work/pieces" "$served/size-1048577"
}

mirrors_here()
{
    rm -rf "$work/mirror"
    lftp_does "mirror . $work/mirror" && diff -r "$served" "$work/mirror"
}

mirrors_there()
{
    lftp_does "mirror -R $tree in/mirror" && diff -r "$tree" "$served/in/mirror" &&
        rm -r "$served/in/mirror"
}

# A second mirror of the same tree has nothing to send: names, sizes and times agree.
mirrors_nothing_twice()
{
    lftp_does "mirror -R $tree in/again" "mirror -R --verbose $tree in/again" "rm -r in/again" \
        >"$work/mirrored" 2>&1
    cat "$work/mirrored"
    ! grep -i 'transferring file' "$work/mirrored" && [ ! -e "$served/in/again" ]
}

manages_files()
{
    lftp_does 'mkdir -p made/deeper' "put $local/size-1 -o made/a" 'mv made/a made/b' &&
        cmp "$local/size-1" "$served/made/b" &&
        lftp_does 'rm made/b' 'rmdir made/deeper' 'rmdir made' && [ ! -e "$served/made" ]
}

# Each file by itself.
moves_each()
{
    local name
    for name in size-0 size-1048577 "${names[@]}"; do
        check "lftp gets $name" gets "$name"
        check "lftp puts $name" puts "$name"
    done
}

# What reads differently with and without MLSD and EPSV; all files are in the trees.
moves_and_lists()
{
    check "lftp lists names$how" lists size-1 lines.txt 'name with  spaces' -- lftp_does 'cls -1a'
    check "lftp lists at length$how" shows '^-.* 65535 .* size-65535$' -- lftp_does ls
    check "lftp mirrors a tree here$how" mirrors_here
    check "lftp mirrors a tree there$how" mirrors_there
}

local=$work/local tree=$work/tree
make_files "$local"
make_tree "$tree"

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/$lab
    make_tree "$served"
    mkdir "$served/in"
    # Some commands use two connections where they can: not where one client is served at a time.
    one_at_a_time=
    [ "$lab" != lab1-blocking ] || one_at_a_time='set net:connection-limit 1'

    start_server "$lab" --root "$served" --writable
    how='' settings=$one_at_a_time
    moves_each
    moves_and_lists
    check 'lftp get -c gets the rest of a file' gets_the_rest
    check 'lftp put -c puts the rest of a file' puts_the_rest
    check 'lftp gets text' gets_text
    check 'lftp puts text' puts_text
    check 'lftp gets a file in pieces' gets_in_pieces
    check 'lftp mirrors nothing twice' mirrors_nothing_twice
    check 'lftp moves, makes and removes' manages_files
    refuse 'lftp hears of a file that is not there' lftp_does 'get nothing'
    how=', active' settings="$one_at_a_time; set ftp:passive-mode off"
    moves_and_lists
    how=', EPSV' settings="$one_at_a_time; set ftp:prefer-epsv yes"
    moves_and_lists
    how=', without MLSD' settings="$one_at_a_time; set ftp:use-mlsd no; set ftp:use-feat no"
    moves_and_lists
    stop_server

    start_server "$lab" --root "$served" --host ::1 --writable
    how=', IPv6' settings=$one_at_a_time
    moves_and_lists
    # Its own ports lftp announces there on ::, which is nobody's address.
    settings="$one_at_a_time; set ftp:passive-mode off"
    check 'lftp mirrors a tree here, IPv6, active' mirrors_here
    stop_server
done

finish
