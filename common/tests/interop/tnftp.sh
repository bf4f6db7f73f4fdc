#!/usr/bin/env bash
# tnftp, the BSDs' ftp, against each lab's server: EPSV and EPRT first, wildcards by NLST.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

# Types the lines at its prompt. It exits 0 whatever the server says, so look at what came.
types() # LINE...
{
    printf '%s\n' 'epsv4 on' "$@" bye | (
        cd "$work/here" && timeout $((2 * patience)) tnftp -a -n -i -v "$host" "$port"
    )
}

login='user anonymous guest@'

quoted() # NAME, as it reads one
{
    # shellcheck disable=SC2001 # bash 5.1 has no & there
    sed 's/[] "\\!*?[]/\\&/g' <<<"$1"
}

gets() # NAME LINE...
{
    rm -f "$work/here/"*
    types "$login" "${@:2}" binary "get $(quoted "$1") got"
    cmp "$work/here/got" "$served/$1"
}

puts() # NAME LINE...
{
    rm -f "$served/in/$1"
    types "$login" "${@:2}" binary "put $(quoted "$local/$1") $(quoted "in/$1")"
    cmp "$local/$1" "$served/in/$1"
}

gets_many()
{
    rm -f "$work/here/"*
    types "$login" binary 'mget size-6*'
    cmp "$work/here/size-65535" "$served/size-65535" &&
        [ "$(cd "$work/here" && echo *)" = 'size-65535 size-65536' ]
}

puts_many()
{
    rm -f "$work/here/"*
    cp "$local/size-65535" "$local/size-65536" "$work/here"
    types "$login" 'cd in' 'mkdir many' 'cd many' binary 'mput size-6*'
    diff -r "$work/here" "$served/in/many" && rm -r "$served/in/many"
}

gets_the_rest()
{
    rm -f "$work/here/"*
    first_half "$served/size-1048577" "$work/here/size-1048577"
    types "$login" binary 'reget size-1048577'
    cmp "$work/here/size-1048577" "$served/size-1048577"
}

puts_the_rest()
{
    first_half "$local/size-1048577" "$served/in/rest"
    types "$login" binary "restart $(wc -c <"$served/in/rest")" "put $local/size-1048577 in/rest"
    cmp "$local/size-1048577" "$served/in/rest"
}

appends()
{
    cp "$local/size-65535" "$served/in/log"
    types "$login" binary "append $local/size-65536 in/log"
    cat "$local/size-65535" "$local/size-65536" | cmp - "$served/in/log"
}

gets_text()
{
    rm -f "$work/here/"*
    types "$login" ascii 'get lines.txt got'
    cmp "$work/here/got" "$served/lines.txt"
}

puts_text()
{
    types "$login" ascii "put $local/lines.txt in/text"
    cmp "$local/lines.txt" "$served/in/text"
}

manages_files()
{
    types "$login" 'mkdir made' 'mkdir made/deeper' \
        "put $local/size-1 made/a" 'rename made/a made/b'
    cmp "$local/size-1" "$served/made/b" || return
    types "$login" 'delete made/b' 'cd made' 'rmdir deeper' 'cdup' 'rmdir made'
    [ ! -e "$served/made" ]
}

fetches() # NAME
{
    rm -f "$work/got"
    timeout "$patience" tnftp -a -o "$work/got" "$url/$(escaped "$1")" &&
        cmp "$work/got" "$served/$1"
}

stores() # NAME
{
    timeout "$patience" tnftp -u "$url/in/$(escaped "$1")" "$local/$1" &&
        cmp "$local/$1" "$served/in/$1"
}

everything()
{
    local size name
    for size in "${sizes[@]}"; do
        check "tnftp gets $size bytes" gets "size-$size"
        check "tnftp puts $size bytes" puts "size-$size"
    done
    for name in "${names[@]}"; do
        check "tnftp gets $name" gets "$name"
        check "tnftp puts $name" puts "$name"
    done
    for size in 0 65536; do
        check "tnftp gets $size bytes, active" gets "size-$size" 'passive off'
        check "tnftp puts $size bytes, active" puts "size-$size" 'passive off'
        check "tnftp gets $size bytes, without EPSV and EPRT" gets "size-$size" 'epsv off'
        check "tnftp puts $size bytes, without EPSV and EPRT" puts "size-$size" 'epsv off'
    done
    check 'tnftp lists at length' shows '^-.* 65535 .* size-65535$' -- types "$login" ls
    check 'tnftp lists names' lists size-1 'name with  spaces' -- types "$login" nlist
    check 'tnftp lists facts' shows '[Ss]ize=65535;.* size-65535$' -- types "$login" mlsd
    check 'tnftp lists a page with flags' shows ' lines.txt$' -- types "$login" 'ls -la'
    check 'tnftp gets many' gets_many
    check 'tnftp puts many' puts_many
    check 'tnftp gets the rest of a file' gets_the_rest
    check 'tnftp puts the rest of a file' puts_the_rest
    check 'tnftp appends' appends
    check 'tnftp gets text' gets_text
    check 'tnftp puts text' puts_text
    check 'tnftp moves, makes and removes' manages_files
    check 'tnftp is told the system' shows '^215 UNIX' -- types "$login" system
    check 'tnftp is told the status' shows '^211' -- types "$login" rstatus
    check 'tnftp fetches a URL' fetches deep/er/est/file
    check 'tnftp fetches a URL with spaces' fetches 'name with  spaces'
    check 'tnftp stores at a URL' stores size-65535
    refuse 'tnftp hears of a file that is not there' fetches nothing
}

local=$work/local
make_files "$local"
mkdir "$work/here"

for lab in "${labs[@]}"; do
    subject=$lab
    served=$work/$lab
    make_tree "$served"
    mkdir "$served/in"

    start_server "$lab" --root "$served" --writable
    host=127.0.0.1
    everything
    stop_server

    start_server "$lab" --root "$served" --host ::1 --writable
    host=::1
    check 'tnftp gets over IPv6' gets size-65536
    check 'tnftp puts over IPv6' puts size-65535
    check 'tnftp gets over IPv6, active' gets size-65536 'passive off'
    check 'tnftp puts over IPv6, active' puts size-65535 'passive off'
    stop_server
done

finish
