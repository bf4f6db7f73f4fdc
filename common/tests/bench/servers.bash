# Sourced by turn: starts a server afresh, and ends it.
# shellcheck disable=SC2034,SC2154 # they share their variables

server_pid='' port=''

# Starts it; $server_pid and $port say where it is.
start_server() # SERVER KIND
{
    port=
    case $1 in
    limit-stream)
        start_announced "$programs/limit/limit" stream \
            "$work/served/$([ "$measure" = many ] && echo middle || echo big)"
        ;;
    limit-*) start_announced "$programs/limit/limit" "${1#limit-}" "$work/served" ;;
    lab*)
        if [ "$2" = hello ]; then
            start_announced "$root/$1/hello_server" --port 0
        else
            start_announced "$root/$1/ftp_server" --port 0 --root "$work/served" --writable \
                --max-clients 20000 --idle-timeout 3600
        fi
        ;;
    pyftpdlib) start_announced python3 "$here/pyftpdlib_server.py" "$work/served" ;;
    *) start_on_free_port "$1" ;;
    esac && return
    echo "$1: did not start: $(tail -n 1 "$work/stderr")" >>"$results/failures"
    stop_server
    return 1
}

# A program that says where it listens.
start_announced() # COMMAND...
{
    local line
    rm -f "$work/stdout"
    mkfifo "$work/stdout"
    "$@" >"$work/stdout" 2>"$work/stderr" </dev/null &
    server_pid=$!
    read -r -t 20 line <"$work/stdout"
    port=${line##*:}
    [[ $line == 'listening on '* ]]
}

is_open() # PORT
{
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A program that is told where to listen: below the ports that the kernel gives to others.
start_on_free_port() # SERVER
{
    local tries=200
    port=$((20000 + RANDOM % 10000))
    while is_open "$port"; do port=$((port + 1)); done
    "start_$1" >"$work/stderr" 2>&1 </dev/null
    while ((tries-- > 0)) && kill -0 "$server_pid" 2>/dev/null; do
        is_open "$port" && return
        sleep 0.05
    done
    return 1
}

descendants() # PID
{
    local child
    for child in $(ps -o pid= --ppid "$1"); do
        descendants "$child"
        echo "$child"
    done
}

stop_server()
{
    local all
    [ "$server_pid" ] || return
    all=$(descendants "$server_pid")
    # shellcheck disable=SC2086 # one word for each process
    kill -KILL "$server_pid" $all 2>/dev/null
    wait "$server_pid" 2>/dev/null
    server_pid=
}
