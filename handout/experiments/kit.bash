# Sourced by the experiments: options, programs that end with the script, pictures.
#
#   read_options NAME... -- "$@"   sets a variable for each --NAME VALUE. A value is a number; %NAME
#                                  takes one above 0, :NAME a whole one, @NAME a whole one above
#                                  0, and +NAME (and --out) anything. The other arguments are
#                                  left in operands=(...)
#   need PROGRAM PACKAGE           ends the script, and says what to install, when it is missing
#   start COMMAND...               starts a server; $address and $port say where, $started its id
#   start_congested_link OPTION... at_server=(...) and at_clients=(...) run commands at its ends
#   spawn COMMAND...               starts any other program
#   run COMMAND...                 runs a program to its end, which Ctrl-C may bring about
#   stop_all                       ends what was started
#   progress TEXT                  a line that is written over, on a terminal only
#   say_when_busy                  a line when other work will make things late
#   rest SECONDS                   waits, without a process that would take its own time to start
#   draw NAME <<END                gnuplot's commands; makes NAME.svg and NAME.png
#   $blue $orange $green $red ...  colours that those tell apart, too, who see fewer of them
# shellcheck disable=SC2034 # what a script reads of it

began_in=$PWD
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
export LC_ALL=C.UTF-8

out=build/experiments
work=$(mktemp -d)
children=()
operands=()
labs=(lab1-blocking lab2-threads lab2-async)
blue='#0072b2' orange='#e69f00' green='#009e73' red='#d55e00' grey='#b0b0b0'

# The last comes first: a client that outlives its server would complain.
stop_all()
{
    local i
    for ((i = ${#children[@]} - 1; i >= 0; i--)); do
        kill "${children[i]}" 2>/dev/null
    done
    wait 2>/dev/null
    children=()
}

# Leaves nothing behind but pictures.
clean_up()
{
    progress ''
    stop_all
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() # STATUS TEXT
{
    echo "$(basename "$0"): $2" >&2
    exit "$1"
}

# The comment at the top of the script is its help.
print_help()
{
    awk 'NR > 1 && !/^#/ { exit } NR > 1 && !/^# shellcheck/ { sub("^# ?", ""); print }' "$script"
}

# What a value must be like, and in words.
declare -A takes=(
    [number]='^[0-9]+([.][0-9]+)?$ a number'
    [%]='^(0*[1-9][0-9]*([.][0-9]+)?|0*[.]0*[1-9][0-9]*)$ a number above 0'
    [:]='^[0-9]+$ a whole number'
    [@]='^0*[1-9][0-9]*$ a whole number above 0'
    [+]='. something')

read_options() # NAME... -- ARGUMENT...
{
    local names=' +out ' name kind
    while [ "$1" != -- ]; do
        names+="$1 "
        shift
    done
    shift
    while (($#)); do
        name=${1#--} name=${name//-/_}
        if [[ $1 != -* ]]; then
            operands+=("$(cd "$began_in" && realpath -m "$1")")
            shift
            continue
        elif [ "$1" = --help ]; then
            print_help
            exit
        elif [[ $1 != --* || ! $names =~ \ ([+:@%]?)"$name " ]]; then
            fail 2 "there is no option \"$1\"; try --help"
        elif (($# < 2)); then
            fail 2 "$1 needs a value; try --help"
        fi
        kind=${takes[${BASH_REMATCH[1]:-number}]}
        [[ $2 =~ ${kind%% *} ]] || fail 2 "$1 takes ${kind#* }, not \"$2\""
        printf -v "$name" %s "$2"
        shift 2
    done
    [[ $out == /* || $out == build/* ]] || out=$began_in/$out
    mkdir -p "$out" || exit 1
    if ! [ -x lab2-async/hello_server ] || ! [ -x grader/slowlink ]; then
        fail 1 'the programs are not built yet; run make first'
    fi
}

need() # PROGRAM PACKAGE
{
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null ||
        fail 1 "this needs $1; on Debian and Ubuntu: sudo apt-get install $2"
}

# Every server says when it is ready; where it listens is the line's third word.
start() # COMMAND...
{
    rm -f "$work/ready"
    mkfifo "$work/ready"
    "$@" >"$work/ready" 2>>"$work/errors" </dev/null &
    started=$!
    children+=("$started")
    read -r -t 20 -a words <"$work/ready"
    address=${words[2]-} port=${words[2]-}
    port=${port##*:}
    ((${#words[@]} > 2)) || fail 1 "$1 did not start: $(tail -n 1 "$work/errors")"
}

start_congested_link() # OPTION...
{
    local enter=(--user --net --preserve-credentials)
    start handout/experiments/congested-link "$@"
    at_server=(nsenter --target "${words[1]}" "${enter[@]}")
    at_clients=(nsenter --target "${words[2]}" "${enter[@]}")
}

spawn() # COMMAND...
{
    "$@" &
    children+=($!)
}

run() # COMMAND...
{
    spawn "$@"
    wait $!
}

progress() # TEXT
{
    [ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2
}

# Arithmetic that the shell does not have: calc '1.5 * 2'
calc() # EXPRESSION
{
    awk "BEGIN { printf \"%.6f\", $1 }"
}

# Other work on this machine makes things late; who reads the table should know.
say_when_busy()
{
    awk -v cores="$(nproc)" '$1 > cores {
        print "(This machine is busy, load " $1 " on " cores " cores: expect things to be late.)"
    }' /proc/loadavg
}

# Nobody ever writes into the pipe, so the time passes.
rest() # SECONDS
{
    [ -e "$work/silence" ] || mkfifo "$work/silence"
    read -r -t "$1" <>"$work/silence"
    return 0
}

# Microseconds.
now()
{
    echo "${EPOCHREALTIME/[.,]/}"
}

draw() # NAME
{
    local commands
    commands=$(cat)
    if ! command -v gnuplot >/dev/null; then
        echo "not drawn: this needs gnuplot; on Debian and Ubuntu: sudo apt-get install gnuplot-nox" >&2
        return
    fi
    gnuplot 2>"$work/gnuplot" <<END || fail 1 "gnuplot could not draw: $(grep . "$work/gnuplot")"
set terminal svg size 800,${height:-450} font 'sans,13' background '#ffffff'
set output '$work/drawn.svg'
$commands
reset
set terminal pngcairo size 1000,$((${height:-450} * 5 / 4)) font 'sans,11'
set output '$work/drawn.png'
$commands
END
    mv "$work/drawn.svg" "$out/$1.svg" && mv "$work/drawn.png" "$out/$1.png" || exit 1
    progress ''
    echo "drawn: $out/$1.svg and .png"
}
