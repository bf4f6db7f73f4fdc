# Sourced by run and turn: what is measured, of which servers, with how much load.
# shellcheck disable=SC2034,SC2154 # they share their variables

small=1024 middle=$((10 << 20))
if [ "$quick" ]; then
    big=$((512 << 20)) sessions=2000 peer_sessions=300 turns=1000 files=100 greetings=10000
    idle_async=2000 idle_threads=1000 idle_peer=100 beside=1000
else
    big=$((1 << 30)) sessions=8000 peer_sessions=1000 turns=4000 files=200 greetings=20000
    idle_async=10000 idle_threads=5000 idle_peer=300 beside=4000
fi

measures=(sessions turns get put many idle few crowd hello)
labs=(lab2-async lab2-threads)
all_labs=("${labs[@]}" lab1-blocking)

servers_of() # MEASURE
{
    case $1 in
    sessions) echo limit-ftp limit-ftp-threads "${labs[@]}" "${peers[@]}" ;;
    turns) echo limit-ftp-in-turn "${all_labs[@]}" ;;
    get) echo limit-stream "${all_labs[@]}" "${peers[@]}" ;;
    put) echo "${all_labs[@]}" "${peers[@]}" ;;
    many) echo limit-stream "${labs[@]}" "${peers[@]}" ;;
    idle) echo "${labs[@]}" "${peers[@]}" ;;
    few | crowd) echo "${labs[@]}" ;;
    hello) echo limit-hello{,-to-end,-threads} "${all_labs[@]}" "${hello_peers[@]}" ;;
    esac
}

is_ours()
{
    [[ $1 == lab* || $1 == limit* ]]
}

# How many idle sessions a server is asked to hold.
idle_of() # SERVER
{
    case $1 in
    lab2-async) echo $idle_async ;;
    lab2-threads) echo $idle_threads ;;
    pyftpdlib) echo 1000 ;;
    *) echo $idle_peer ;;
    esac
}
