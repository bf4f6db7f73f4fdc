# Sourced by the tests of our three ftp_clients against one stock server each.
# shellcheck disable=SC2317 # functions are called through `check`

. common/tests/interop/kit.bash

# Debian's packages are unpacked by `grader/deps check`; elsewhere there may be none.
peer_or_skip() # PEER PACKAGE
{
    [ ! -e "build/peers/$2/unpacked" ] && ! command -v apt-get >/dev/null || return
    skip "our clients against $1" "$1 comes from Debian's packages"
    finish
}

# Our client, never for longer than a test may take; $how holds its options.
client() # ACTION ARGUMENT...
{
    # shellcheck disable=SC2086 # no option or several
    timeout $((2 * patience)) "$KIT_BIN/$lab/ftp_client" "$1" $how --timeout "$patience" "${@:2}"
}

fresh_folder()
{
    rm -rf "$work/here"
    mkdir "$work/here"
}

gets() # NAME...
{
    local name urls=()
    fresh_folder
    for name; do urls+=("$url/$(escaped "$name")"); done
    client get -o "$work/here" "${urls[@]}" || return
    for name; do
        cmp "$work/here/${name##*/}" "$served/$name" || return
    done
    [ -z "$(find "$work/here" -name '*.part')" ]
}

puts() # NAME...
{
    local name
    client put "${@/#/$local/}" "$url/in/" || return
    for name; do
        cmp "$local/$name" "$served/in/$name" || return
    done
}

gets_the_rest()
{
    fresh_folder
    first_half "$served/size-1048577" "$work/here/size-1048577.part"
    # The first byte tells whether the half that was here is still here.
    printf X | dd of="$work/here/size-1048577.part" conv=notrunc status=none
    client get -c -o "$work/here" "$url/size-1048577" &&
        cmp <(tail -c +2 "$work/here/size-1048577") <(tail -c +2 "$served/size-1048577") &&
        [ "$(head -c 1 "$work/here/size-1048577")" = X ]
}

# With nothing here yet, -c is no different.
gets_all_with_c()
{
    fresh_folder
    client get -c -o "$work/here" "$url/size-65536" &&
        cmp "$work/here/size-65536" "$served/size-65536"
}

puts_the_rest()
{
    first_half "$local/size-1048577" "$served/in/size-1048577"
    printf X | dd of="$served/in/size-1048577" conv=notrunc status=none
    chmod 666 "$served/in/size-1048577"
    client put -c "$local/size-1048577" "$url/in/" &&
        cmp <(tail -c +2 "$local/size-1048577") <(tail -c +2 "$served/in/size-1048577") &&
        [ "$(head -c 1 "$served/in/size-1048577")" = X ]
}

replaces_a_file()
{
    fresh_folder
    echo old >"$work/here/size-65535"
    client get -o "$work/here" "$url/size-65535" && cmp "$work/here/size-65535" "$served/size-65535"
}

# Exit 1, nothing left, and one line on stderr: `ftp_client: URL: ` and words with TEXT in them.
fails_saying() # URL TEXT ACTION ARGUMENT...
{
    local status said
    fresh_folder
    client "${@:3}" 2>"$work/said"
    status=$?
    said=$(cat "$work/said")
    echo "(exit status $status) $said"
    ((status == 1)) && [ "$(wc -l <"$work/said")" -eq 1 ] &&
        [[ $said == "ftp_client: $1"*": "*"$2"* ]] && [ -z "$(ls -A "$work/here")" ]
}

goes_on_after_a_failure()
{
    fresh_folder
    client get -o "$work/here" "$url/size-1" "$url/nothing" "$url/size-65535"
    (($? == 1)) && cmp "$work/here/size-1" "$served/size-1" &&
        cmp "$work/here/size-65535" "$served/size-65535" && [ ! -e "$work/here/nothing" ]
}

lists_names()
{
    lists size-1 lines.txt 'name with  spaces' 'naïve-文字☃' -- client ls "$url/"
}

lists_at_length()
{
    shows '^-.* 65535 .* size-65535$' -- client ls -l "$url/"
}

lists_a_folder()
{
    lists file -- client ls "$url/deep/er/est/"
}

# Hidden files, too, where the server shows them: vsftpd does not.
mirrors()
{
    fresh_folder
    client get -r -o "$work/here" "$url/" && diff -r --exclude='.*' "$served" "$work/here"
}

# Files; and all else, too, where it is the way that $all says.
moves() # passive|active
{
    check 'gets many' gets "${sizes[@]/#/size-}" "${names[@]}"
    check 'puts many' puts "${sizes[@]/#/size-}" "${names[@]}"
    check 'lists at length' lists_at_length
    [ "$1" = "$all" ] || return
    check 'gets from a folder' gets deep/er/est/file
    check 'gets the rest of a file' gets_the_rest
    check 'gets all of a file when there is none yet' gets_all_with_c
    check 'puts the rest of a file' puts_the_rest
    check 'replaces a file' replaces_a_file
    check 'mirrors a tree' mirrors
    check 'lists names' lists_names
    check 'lists names of a folder' lists_a_folder
    check 'says what is not there' \
        fails_saying "$url/nothing" 550 get -o "$work/here" "$url/nothing"
    check 'says that a folder is no file' \
        fails_saying "$url/deep" '' get -o "$work/here" "$url/deep"
    check 'says where it cannot put' \
        fails_saying "$url/no/where" 5 put "$local/size-1" "$url/no/where/"
    check 'goes on after a failure' goes_on_after_a_failure
}

# Everything, by each lab's client, with one stock server; active is what says to be so. Each of the
# four ways to a data connection (PASV, EPSV, PORT, EPRT) moves files; two of them do all else, too.
# A peer that is not the first meets two of the labs at one of its addresses only.
run_clients() # PEER ACTIVE [second]
{
    local host all
    local=$work/local
    make_files "$local"
    # A server that changes its user must find its way to what it serves.
    chmod 755 "$work"
    for lab in "${labs[@]}"; do
        for host in 127.0.0.1 ::1; do
            [[ $3,$lab,$host != second,@(lab1-blocking,::1|lab2-threads,127.*) ]] || continue
            all=passive
            [ $host = 127.0.0.1 ] || all=active
            subject="$lab: ftp_client, $1 at $host"
            served=$work/$lab-$host
            make_tree "$served"
            mkdir -m 777 "$served/in"
            start_program python3 common/tests/interop/stock_server.py "$1" $host "$served"
            how=--quiet
            moves passive
            subject="$subject, active"
            rm -f "$served/in/"*
            how="--quiet $2"
            moves active
            subject="$lab: ftp_client, $1 at $host"
            how=-j1
            check 'gets many, one at a time' gets "${sizes[@]/#/size-}"
            how=-j20
            check 'gets many, all at once' gets "${sizes[@]/#/size-}" "${names[@]}"
            stop_server
            check 'says when nobody is there' \
                fails_saying "$url/x" '' get -o "$work/here" "$url/x"
        done
    done
}
