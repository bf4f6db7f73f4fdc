# Sourced by the tests with stock clients and servers: a server of a lab, files worth moving.

. common/tests/checks.bash

KIT_BIN=${KIT_BIN:-$PWD}
read -r -a labs <<<"${LABS:-lab1-blocking lab2-threads lab2-async}"
patience=20 # seconds for anything that is waited for

# Nobody's settings, the same names everywhere, and no proxy between us.
export HOME=$work/home LC_ALL=C.UTF-8
mkdir "$HOME"
unset ftp_proxy FTP_PROXY http_proxy HTTP_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY

trap 'kill_server; rm -rf "$work"' EXIT

# ---- a server of a lab -------------------------------------------------------------------------

server=

# Starts it on a port of the kernel's choice; $address and $port say where, $url how to go there.
start_server() # LAB OPTION...
{
    start_program "$KIT_BIN/$1/ftp_server" --port 0 "${@:2}"
}

# Starts a program that says where it listens as ours do.
start_program() # COMMAND...
{
    local words
    rm -f "$work/stdout"
    mkfifo "$work/stdout"
    "$@" >"$work/stdout" 2>"$work/stderr" </dev/null &
    server=$!
    exec {stdout}<"$work/stdout"
    read -r -t $patience -u "$stdout" -a words
    address=${words[2]} port=${words[2]##*:}
    url=ftp://$address
    if [ "${words[*]:0:2}" != 'listening on' ]; then
        cp "$work/stderr" "$work/output"
        verdict 'the server says where it listens' 'not ok'
        finish
    fi
}

# Asks it to end. Its stdout ends when it does, so nothing has to be polled.
stop_server()
{
    local status
    kill -TERM "$server"
    while read -r -t $patience -u "$stdout"; do :; done
    (($? > 128)) && kill -KILL "$server"
    wait "$server"
    status=$?
    server=
    exec {stdout}<&-
    cp "$work/stderr" "$work/output"
    echo "(exit status $status)" >>"$work/output"
    verdict 'the server ends by itself, with 0, when asked' \
        "$( ((status)) && echo 'not ok' || echo ok)"
}

kill_server()
{
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null
}

# ---- files worth moving ------------------------------------------------------------------------

# Sizes at and around what buffers hold; names that want care in shells, URLs and replies.
sizes=(0 1 65535 65536 1048577)
names=('name with  spaces' "it's \"quoted\"" 'naïve-文字☃' '#50% + & ;=?[]{}~' '-dash' '.hidden')

make_files() # DIRECTORY
{
    local size name
    mkdir -p "$1"
    for size in "${sizes[@]}"; do
        head -c "$size" /dev/urandom >"$1/size-$size"
    done
    for name in "${names[@]}"; do
        echo "the file called $name" >"$1/$name"
    done
    # Long enough that a line's end meets the edge of any buffer, the last line without one.
    seq -f 'line %g of a text' 20000 >"$1/lines.txt"
    printf 'the end' >>"$1/lines.txt"
    sed 's/$/\r/' "$1/lines.txt" | head -c -1 >"$work/lines.crlf"
}

# The files of make_files in a tree.
make_tree() # DIRECTORY
{
    make_files "$1"
    make_files "$1/sub directory"
    mkdir -p "$1/deep/er/est" "$1/empty"
    echo deep >"$1/deep/er/est/file"
}

# A name as it stands in a URL.
escaped() # NAME
{
    local LC_ALL=C i byte code
    for ((i = 0; i < ${#1}; i++)); do
        byte=${1:i:1}
        case $byte in
        [A-Za-z0-9._/-]) printf %s "$byte" ;;
        *)
            printf -v code %d "'$byte"
            printf %%%02X $((code & 255))
            ;;
        esac
    done
}

first_half() # FROM TO
{
    head -c $(($(wc -c <"$1") / 2)) "$1" >"$2"
}

# The output of COMMAND has a line that matches.
shows() # PATTERN -- COMMAND...
{
    "${@:3}" >"$work/raw"
    tr -d '\r' <"$work/raw" >"$work/shown"
    grep -E -- "$1" "$work/shown" || { cat "$work/shown" && return 1; }
}

# The output of COMMAND holds each WORD as a line of its own.
lists() # WORD... -- COMMAND...
{
    local words=()
    while [ "$1" != -- ]; do
        words+=("$1")
        shift
    done
    "${@:2}" >"$work/raw" || return
    tr -d '\r' <"$work/raw" >"$work/listing"
    cat "$work/listing"
    for word in "${words[@]}"; do
        grep -qxF -- "$word" "$work/listing" || { echo "missing: $word" && return 1; }
    done
}
