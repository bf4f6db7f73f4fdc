#!/usr/bin/env bash
# ncftp's three commands against each lab's server: they list with NLST -1 and LIST -CF.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

asks() # get|put|ls OPTION...
{
    timeout $((2 * patience)) "ncftp$1" -t "$patience" -r 1 -P "$port" "${@:2}"
}

gets() # NAME OPTION...
{
    rm -rf "$work/here"
    mkdir "$work/here"
    asks get -V "${@:2}" 127.0.0.1 "$work/here" "/$1" && cmp "$work/here/${1##*/}" "$served/$1"
}

puts() # NAME OPTION...
{
    rm -f "$served/in/$1"
    asks put -V "${@:2}" 127.0.0.1 /in "$local/$1" && cmp "$local/$1" "$served/in/$1"
}

gets_the_rest()
{
    rm -rf "$work/here"
    mkdir "$work/here"
    first_half "$served/size-1048577" "$work/here/size-1048577"
    # It resumes only what is older than the server's.
    touch -d '2001-02-03' "$work/here/size-1048577"
    asks get -V -z 127.0.0.1 "$work/here" /size-1048577 &&
        cmp "$work/here/size-1048577" "$served/size-1048577"
}

gets_a_tree()
{
    rm -rf "$work/here"
    mkdir "$work/here"
    asks get -V -R 127.0.0.1 "$work/here" /deep && diff -r "$served/deep" "$work/here/deep"
}

puts_a_tree()
{
    asks put -V -R 127.0.0.1 /in "$served/deep" && diff -r "$served/deep" "$served/in/deep" &&
        rm -r "$served/in/deep"
}

local=$work/local
make_files "$local"

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/$lab
    make_tree "$served"
    mkdir "$served/in"
    start_server "$lab" --root "$served" --writable
    for size in "${sizes[@]}"; do
        check "ncftp gets $size bytes" gets "size-$size"
        check "ncftp puts $size bytes" puts "size-$size"
    done
    check 'ncftp gets, active' gets size-65536 -E
    check 'ncftp puts, active' puts size-65536 -E
    check 'ncftp gets a name with spaces' gets 'name with  spaces'
    check 'ncftp puts a name with spaces' puts 'name with  spaces'
    check 'ncftp gets the rest of a file' gets_the_rest
    check 'ncftp gets a tree' gets_a_tree
    check 'ncftp puts a tree' puts_a_tree
    check 'ncftp lists names' lists size-1 lines.txt deep -- asks ls -1 "$url/"
    check 'ncftp lists at length' shows '^-.* 65535 .* size-65535$' -- asks ls -l "$url/"
    refuse 'ncftp hears of a file that is not there' gets nothing
    stop_server
done

finish
