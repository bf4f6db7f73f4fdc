#!/usr/bin/env bash
# wget against each lab's server: it lists with LIST -a, and reads that as ls -l.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

fetch()
{
    timeout $((2 * patience)) wget --no-config --no-verbose --tries=1 --timeout="$patience" "$@"
}

gets() # NAME OPTION...
{
    rm -f "$work/got"
    fetch -O "$work/got" "${@:2}" "$url/$(escaped "$1")" && cmp "$work/got" "$served/$1"
}

gets_the_rest()
{
    rm -rf "$work/here"
    mkdir "$work/here"
    first_half "$served/size-1048577" "$work/here/size-1048577"
    fetch -c -P "$work/here" "$url/size-1048577" &&
        cmp "$work/here/size-1048577" "$served/size-1048577"
}

# An empty folder is not worth wget's while.
gets_a_tree() # OPTION...
{
    rm -rf "$work/tree"
    fetch -r -l 5 -nH -P "$work/tree" --restrict-file-names=nocontrol "$@" "$url/" &&
        diff -r -x empty "$served" "$work/tree"
}

gets_by_pattern()
{
    rm -rf "$work/matched"
    fetch -P "$work/matched" "$url/size-6*" &&
        [ "$(cd "$work/matched" && echo *)" = 'size-65535 size-65536' ] &&
        cmp "$work/matched/size-65535" "$served/size-65535"
}

# A file that is as long as the server's and younger stays as it is.
gets_what_is_newer()
{
    rm -rf "$work/newer"
    touch -d '2001-02-03 04:05:06 UTC' "$served/size-65535"
    fetch -N -P "$work/newer" "$url/size-65535" &&
        [ "$(date -u -r "$work/newer/size-65535" +%Y%m%d)" = 20010203 ] &&
        tr '\0-\377' '\1-\377\0' <"$served/size-65535" >"$work/newer/size-65535" &&
        fetch -N -P "$work/newer" "$url/size-65535" &&
        ! cmp "$work/newer/size-65535" "$served/size-65535"
}

gets_text()
{
    fetch -O - "$url/lines.txt;type=a" | tr -d '\r' | cmp - "$served/lines.txt"
}

everything()
{
    local size name
    for size in "${sizes[@]}"; do
        check "wget gets $size bytes" gets "size-$size"
        check "wget gets $size bytes, active" gets "size-$size" --no-passive-ftp
    done
    for name in "${names[@]}"; do
        check "wget gets $name" gets "$name" --no-glob
    done
    check 'wget gets from a folder' gets deep/er/est/file
    check 'wget -c gets the rest of a file' gets_the_rest
    check 'wget gets a tree' gets_a_tree
    check 'wget gets a tree, active' gets_a_tree --no-passive-ftp
    check 'wget gets by pattern' gets_by_pattern
    check 'wget gets text' gets_text
    refuse 'wget hears of a file that is not there' fetch -O "$work/got" "$url/nothing"
    refuse 'wget hears of a folder that is not there' fetch -O "$work/got" "$url/no/where"
}

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/$lab
    make_tree "$served"

    start_server "$lab" --root "$served"
    everything
    check 'wget -N gets what is newer' gets_what_is_newer
    stop_server

    start_server "$lab" --root "$served" --host ::1
    subject="$lab over IPv6"
    everything
    stop_server

    echo "ada:$(openssl passwd -6 love:lace)" >"$work/users"
    start_server "$lab" --root "$served" --users "$work/users" --no-anonymous
    check 'wget logs in as a user' gets size-1 --user=ada --password=love:lace
    refuse 'wget is refused with a wrong password' gets size-1 --user=ada --password=love
    refuse 'wget is refused as anonymous' gets size-1
    stop_server
done

finish
