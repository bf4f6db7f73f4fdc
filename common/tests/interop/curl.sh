#!/usr/bin/env bash
# curl against each lab's server.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

fetch()
{
    curl --disable --silent --show-error --max-time "$patience" "$@"
}

# What curl makes of a failure, by its exit status.
no_such_folder=9 upload_refused=25 login_refused=67 no_such_file=78

fails_with() # STATUS COMMAND...
{
    "${@:2}"
    local status=$?
    echo "(exit status $status)"
    ((status == $1))
}

gets() # NAME OPTION...
{
    rm -f "$work/got"
    # curl makes no file when there is nothing to put in it.
    [ -s "$served/$1" ] || : >"$work/got"
    fetch -o "$work/got" "${@:2}" "$url/$(escaped "$1")" && cmp "$work/got" "$served/$1"
}

puts() # NAME OPTION...
{
    fetch --globoff -T "$local/$1" "${@:2}" "$url/$(escaped "in/$1")" &&
        cmp "$local/$1" "$served/in/$1"
}

gets_the_rest()
{
    first_half "$served/size-1048577" "$work/got"
    fetch -C - -o "$work/got" "$url/size-1048577" &&
        cmp "$work/got" "$served/size-1048577"
}

puts_the_rest()
{
    first_half "$local/size-65536" "$served/in/rest"
    fetch -C - -T "$local/size-65536" "$url/in/rest" &&
        cmp "$local/size-65536" "$served/in/rest"
}

appends()
{
    cp "$local/size-65535" "$served/in/log"
    fetch -a -T "$local/lines.txt" "$url/in/log" &&
        cat "$local/size-65535" "$local/lines.txt" | cmp - "$served/in/log"
}

gets_a_range()
{
    fetch -r 65000-66999 "$url/size-1048577" |
        cmp - <(tail -c +65001 "$served/size-1048577" | head -c 2000)
}

keeps_the_time()
{
    touch -d '2001-02-03 04:05:06 UTC' "$served/in/old"
    fetch -R -o "$work/old" "$url/in/old" &&
        [ "$(date -u -r "$work/old" +%Y%m%d%H%M%S)" = 20010203040506 ]
}

gets_text()
{
    fetch --use-ascii "$url/lines.txt" | tr -d '\r' | cmp - "$served/lines.txt"
}

puts_text()
{
    fetch --use-ascii --crlf -T "$local/lines.txt" "$url/in/text" &&
        cmp "$local/lines.txt" "$served/in/text"
}

manages_files()
{
    fetch -o "$work/got" "$url/" -Q 'MKD made' -Q 'MKD made/deeper' -Q 'RMD made/deeper' &&
        [ -d "$served/made" ] && [ ! -e "$served/made/deeper" ] &&
        cp "$local/lines.txt" "$served/made/a" &&
        fetch -o "$work/got" "$url/" -Q 'RNFR made/a' -Q 'RNTO made/b' &&
        cmp "$local/lines.txt" "$served/made/b" &&
        fetch -o "$work/got" "$url/" -Q 'DELE made/b' -Q 'RMD made' && [ ! -e "$served/made" ]
}

many_in_one_session()
{
    fetch -o "$work/many-#1" "$url/size-{0,1,65535,65536,1048577}" || return
    for size in "${sizes[@]}"; do
        [ "$size" = 0 ] || cmp "$work/many-$size" "$served/size-$size" || return
    done
}

leaves_the_root()
{
    echo secret >"$work/secret"
    ln -sf "$work/secret" "$served/link"
    fetch --path-as-is "$url/../secret" || fetch --path-as-is "$url/%2e%2e/secret" ||
        fetch "$url/%2F$(escaped "$work/secret")" || fetch "$url/link" ||
        fetch "$url/deep/er/..%2f..%2f..%2fsecret"
}

everything() # OPTION...
{
    local size name
    for size in "${sizes[@]}"; do
        check "curl gets $size bytes" gets "size-$size"
        check "curl puts $size bytes" puts "size-$size"
    done
    for name in "${names[@]}"; do
        check "curl gets $name" gets "$name"
        check "curl puts $name" puts "$name"
    done
    check 'curl lists names' lists size-1 lines.txt "${names[@]}" -- fetch -l "$url/"
    check 'curl lists names of a folder' lists file -- fetch -l "$url/deep/er/est/"
    check 'curl lists an empty folder' lists -- fetch "$url/empty/"
    check 'curl lists at length' shows '^-[rwx-]{9} .* 65535 .* size-65535$' -- fetch "$url/"
    check 'curl -C gets the rest of a file' gets_the_rest
    check 'curl -C puts the rest of a file' puts_the_rest
    check 'curl -a appends' appends
    check 'curl -r gets a range' gets_a_range
    check 'curl -R keeps the time' keeps_the_time
    check 'curl -I tells the size' lists 'Content-Length: 65535' -- fetch -I "$url/size-65535"
    check 'curl gets text' gets_text
    check 'curl puts text' puts_text
    check 'curl moves, makes and removes' manages_files
    check 'curl gets several files in one session' many_in_one_session
    check 'curl gets with PASV' gets size-65536 --disable-epsv
    check 'curl puts with PASV' puts size-65536 --disable-epsv
    check 'curl gets with EPRT' gets size-65536 --ftp-port -
    check 'curl puts with EPRT' puts size-65536 --ftp-port -
    check 'curl gets with PORT' gets size-65536 --ftp-port - --disable-eprt
    check 'curl puts with PORT' puts size-65536 --ftp-port - --disable-eprt
    check 'curl gets with one CWD a folder' gets deep/er/est/file --ftp-method multicwd
    check 'curl gets with one CWD' gets deep/er/est/file --ftp-method singlecwd
    check 'curl gets with no CWD' gets deep/er/est/file --ftp-method nocwd
    check 'curl makes the folders on its way' \
        fetch --ftp-create-dirs -T "$local/size-1" "$url/in/new/er/size-1"
    check 'curl hears of a file that is not there' fails_with $no_such_file fetch "$url/nothing"
    check 'curl hears of a folder that is not there' \
        fails_with $no_such_folder fetch "$url/no/where"
    check 'curl hears that a folder is no file' fails_with $no_such_file fetch "$url/deep"
    refuse 'nothing outside the root comes to curl' leaves_the_root
}

local=$work/local
make_files "$local"

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/$lab
    make_tree "$served"
    mkdir "$served/in"
    cp "$served/size-1" "$served/in/old"

    start_server "$lab" --root "$served" --writable
    everything
    stop_server

    start_server "$lab" --root "$served" --host ::1 --writable
    check 'curl gets over IPv6' gets size-65536
    check 'curl puts over IPv6' puts size-65535
    check 'curl gets over IPv6 with EPRT' gets size-65536 --ftp-port -
    check 'curl puts over IPv6 with EPRT' puts size-65535 --ftp-port -
    stop_server

    start_server "$lab" --root "$served"
    check 'curl gets what is read-only' gets size-1
    check 'curl cannot put there' \
        fails_with $upload_refused fetch -T "$local/size-1" "$url/in/refused"
    check 'and nothing came to be' [ ! -e "$served/in/refused" ]
    refuse 'curl cannot delete there' fetch -Q 'DELE size-1' "$url/"
    stop_server

    echo "ada:$(openssl passwd -6 love:lace)" >"$work/users"
    start_server "$lab" --root "$served" --users "$work/users"
    check 'curl logs in as a user' gets size-1 --user 'ada:love:lace'
    check 'curl logs in as anonymous beside the users' gets size-1
    check 'curl is refused with a wrong password' \
        fails_with $login_refused fetch --user ada:x "$url/size-1"
    check 'curl is refused as nobody in the list' \
        fails_with $login_refused fetch --user eve:x "$url/size-1"
    stop_server

    start_server "$lab" --root "$served" --users "$work/users" --no-anonymous
    check 'curl logs in where anonymous may not' gets size-1 --user 'ada:love:lace'
    check 'curl is refused as anonymous' fails_with $login_refused fetch "$url/size-1"
    stop_server
done

finish
