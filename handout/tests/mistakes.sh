#!/usr/bin/env bash
# The common mistakes of debugging.md: each is made in our own programs, and the grader must say of
# it what the page says it says, word for word; numbers and generated names may be others.
# shellcheck disable=SC2317 # functions are called through `check`
cd "$(dirname "$0")/../.." || exit
# shellcheck source=common/tests/checks.bash
. common/tests/checks.bash
unset MAKEFLAGS MFLAGS MAKELEVEL
at_once=4 # they wait, mostly

# Lines of "CHECK|MESSAGE": the table's second and third column.
sed -n 's/^| [^|]* | `\([a-z_]*\.[a-z-]*\)` | `\(.*\)` | [^|]* |$/\1|\2/p' handout/debugging.md >"$work/page"
tar -cf "$work/kit.tar" --exclude=tests --exclude=bench GNUmakefile common grader/*.[ch] grader/rubric \
    grader/*/*.[ch] grader/run_all lab1-blocking lab2-threads lab2-async handout/course.conf build/plain

masked()
{
    sed -E 's/[a-z]+-[0-9]+\.[a-z]+/NAME/g; s/[0-9]+/#/g'
}

why()
{
    sed -n 's/\\\\/\\/g; s/^ *"why": "\(.*[^ ]\) *",\{0,1\}$/\1/p' | head -n 1
}

# Makes it, grades it, and prints what the grader says. Every edit must find its place.
make_it() # N LAB.CHECK FILE EDIT... [FILE EDIT...]...
{
    local tree=$work/$1 id=$2 file='' warning
    mkdir "$tree" && tar -C "$tree" -xf "$work/kit.tar" && cd "$tree" || return
    shift 2
    while (($#)); do
        case $1 in
        s/* | s\|* | 0,* | /*) sed -i.before -E "$1" "$file" ;;
        *) file=$1 ;;
        esac
        [ "$1" = "$file" ] || ! cmp -s "$file" "$file.before" || echo "nothing is changed by $1"
        shift
    done
    for warning in function variable parameter result; do
        find . -name '*.before' | sed 's/\.before$//' |
            xargs sed -i "1i #pragma GCC diagnostic ignored \"-Wunused-$warning\""
    done
    make --no-print-directory "${id%%.*}" 2>&1 | grep -E 'error|\*\*\*'
    grader/run_all --format json --only "$id" | why
    rm -rf "$tree"
}

n=0 names=() ids=()
mistake() # NAME LAB.CHECK FILE EDIT... [FILE EDIT...]...
{
    n=$((n + 1)) names[n]=$1 ids[n]=$2
    while (($(jobs -rp | wc -l) >= at_once)); do wait -n; done
    make_it $n "${@:2}" >"$work/$n.said" 2>&1 &
}

blocking=lab1-blocking/hello_server.c serve=lab1-blocking/hello_serve.c
threads=lab2-threads/hello_server.c async=lab2-async/hello_server.c meet=lab1-blocking/hello_meet.c
mistake "the ready line stays in a buffer" lab2-threads.hello.ready $threads \
    's/^ *net_announce.*/printf("listening on 127.0.0.1:1\\n");/' 's/^#include "stop.h"/&\n#include <stdio.h>/'
mistake "a signal is not heard" lab2-threads.hello.stop $threads \
    's/^ *stop_on_signals.*/signal(SIGTERM, SIG_IGN);/' 's/^#include "stop.h"/&\n#include <signal.h>/'
mistake "the client does not look at connect" lab1-blocking.hello_client.refused $meet \
    '/server < 0/,/}/d' 's/^    good = read_greeting.*/for (;;) good = read_greeting(server, \&h, number);/'
mistake "no loop around accept" lab1-blocking.hello.again $blocking 's/^ *close\(client\);/usleep(100000);\nreturn 0;/'
mistake "created and joined at once" lab2-threads.hello.model $threads \
    's/^    else if \(pthread_create.*/    else if (pthread_create(\&thread, NULL, run_client, client) == 0)\n        pthread_join(thread, NULL);\n    else/'
mistake "a lock is held while serving" lab2-threads.hello.model $threads \
    's/^ *hello_serve.*/static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;\npthread_mutex_lock(\&one);\n&\npthread_mutex_unlock(\&one);/'
mistake "served in the loop" lab2-threads.hello.model $threads \
    's/^ *start_client\(&clients.*/hello_serve(client, \&options), close(client);/'
mistake "a callback sleeps" lab2-async.hello.think $async \
    's/^ *wait_for\(c, EV_TIMEOUT, s->.*/usleep(s->options->think * 1000), greet(c);/'
mistake "closed at once" lab2-threads.hello.waits-for-end $serve 's/^ *wait_for_end.*/(void)0;/'
mistake "one read for all" lab1-blocking.hello_client.dribble $meet 's/while \(result == STEP_MORE\);/while (0);/'
mistake "one send for all" lab1-blocking.hello.send-file $serve \
    's/^( *)while \(transfer_step/\1if (transfer_step/' 's/^ *continue;/(void)0;/'
mistake "the address of the loop's variable" lab2-threads.hello_client.many lab2-threads/hello_client.c \
    's/run_client, &clients\[i\]/run_client, (the_one = clients[i], \&the_one)/' 's/clients\[i\]\.good/true/' \
    's/^( *)struct client \*c = argument;/&\nusleep(300000);/' \
    's/^#include <string.h>/&\n#include <unistd.h>/' '0,/^static void/s//static struct client the_one;\n&/'
mistake "a buffer for all sessions" lab2-threads.ftp.apart common/ftp_wire.h \
    's/^#endif/struct linebuf everybodys __attribute__((weak));\n&/' \
    common/ftp_wire.c 's/&w->in/\&everybodys/' common/ftp_session.c 's/&s->wire\.in/\&everybodys/g'
mistake "strlen on bytes" lab1-blocking.ftp.put common/transfer_receive.c \
    's/write_all\(t->file, bytes, n\)/write_all(t->file, bytes, strnlen(bytes, n))/'
mistake "a path without close" lab1-blocking.hello.ledger $blocking '/^ *close\(client\);/d'
mistake "SIGPIPE" lab2-threads.hello.vanishing $serve \
    's|^ *if .hello_greet.*|signal(SIGPIPE, SIG_DFL), usleep(300000);\nfor (int i = 0; i < 6; i++) write(client, "Hello World!", 12), usleep(100000);\n&|' \
    's/^#include "waits.h"/&\n#include <signal.h>\n#include <unistd.h>/'
wait

for ((i = 1; i <= n; i++)); do
    check "${names[i]}: $(cat "$work/$i.said")" \
        grep -qxF "$(masked <"$work/$i.said" | sed "s/^/${ids[i]#*.}|/")" <(masked <"$work/page")
    echo "${ids[i]#*.}|$(cat "$work/$i.said")" | masked >>"$work/made"
done
check "every message in the table was made" \
    bash -c 'comm -23 <(sort -u) <(sort -u "$0") | grep . && exit 1 || exit 0' "$work/made" < <(masked <"$work/page")
finish
