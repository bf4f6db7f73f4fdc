# From the targets and the values of all rounds: medians, ratios, and how far each target is.

BEGIN {
    say("sessions.visits_s", "sessions a second, 100 at once (log in, 1 KiB, quit)", 1)
    say("sessions.cpu_us", "    CPU of the server, us a session", -1)
    say("turns.visits_s", "sessions a second, one at a time", 1)
    say("turns.cpu_us", "    CPU of the server, us a session", -1)
    say("get.mb_s", "one large file fetched, MB/s", 1)
    say("get.cpu_s_gib", "    CPU of the server, s/GiB", -1)
    say("put.mb_s", "one large file stored, MB/s", 1)
    say("put.cpu_s_gib", "    CPU of the server, s/GiB", -1)
    say("many.cpu_s_gib", "10 MiB to each of many at once, CPU of the server, s/GiB", -1)
    say("many.mb_s", "    MB/s in all", 1)
    say("idle.idle_kib", "an idle session, KiB of its own memory", -1)
    say("neighbours.cpu_us", "CPU of a session among thousands that are idle, times that among 10", 0)
    say("neighbours.visits_s", "    sessions a second, the same", 0)
    say("hello.visits_s", "greetings a second, 16 at once", 1)
    say("hello.cpu_us", "    CPU of the server, us a greeting", -1)
}

# better: 1 more, -1 less, 0 there is nothing to put it beside.
function say(measure, words, better)
{
    order[++lines] = measure
    title[measure] = words
    sense[measure] = better
}

FNR == NR {
    if ($1 !~ /^#/)
        target[++targets] = $0
    next
}

{ keep($1, $2, $3) }
# In each round the sessions beside few neighbours come before those beside many.
/^few\./ { sub(/^few/, "", $1); few[$1, $2] = $3 }
/^crowd\./ { sub(/^crowd/, "", $1); if (few[$1, $2] > 0) keep("neighbours" $1, $2, $3 / few[$1, $2]) }

# Of processes that ended and that nobody waited for, no CPU is seen.
function number(x)
{
    if (x == 0)
        return "not seen"
    return sprintf(x >= 1000 ? "%.0f" : x >= 10 ? "%.1f" : "%.3f", x)
}

# The limit, limits that also do something that cannot be left out (wait for the client's end of
# stream before the close, as the contract asks; start a thread for each client, as the model asks),
# and the best of those that are neither ours nor a limit.
function look_around(measure,    i, server, x)
{
    limit = peer = extras = 0
    split("", more)
    for (i = 1; i <= kinds[measure]; i++) {
        server = servers[measure, i]
        x = median(measure, server)
        if (server ~ /-(to-end|threads)$/ && server ~ /^limit/) {
            extra[++extras] = server
            sub(/limit-[a-z]*-/, "", extra[extras])
            more[extra[extras]] = x
        } else if (server ~ /^limit/)
            limit = x
        else if (server !~ /^lab/ && (!peer || (x - peer) * sense[measure] > 0))
            peer = x
    }
}

function ratio(x, y)
{
    return sense[order_now] && y > 0 ? sprintf("%.2f", x / y) : "-"
}

# A column for each of the further limits: its name, or how often x that is.
function further(x,    i, columns)
{
    for (i = 1; i <= extras; i++)
        columns = columns sprintf(" %10s", x == "" ? "x " extra[i] : ratio(x, more[extra[i]]))
    return columns
}

function show(measure,    i, server, x)
{
    order_now = measure
    look_around(measure)
    printf "%-56s %12s %10s %10s%s\n", title[measure], "median", "x limit", "x peer",
        further("")
    for (i = 1; i <= kinds[measure]; i++) {
        server = servers[measure, i]
        x = median(measure, server)
        printf "        %-48s %12s %10s %10s%s\n", server, number(x), ratio(x, limit), ratio(x, peer),
            further(x)
    }
}

function judge(line,    f, x, base, good)
{
    split(line, f)
    look_around(f[1])
    base = f[3] == "limit" ? limit : f[3] in more ? more[f[3]] : f[3] == "peer" ? peer : 1
    printf "%-20s %-14s %-8s target %s %-5s ", f[1], f[2], f[3] == "nothing" ? "" : f[3], f[4], f[5]
    if (!((f[1], f[2]) in count) || !base) {
        print "not measured"
        return
    }
    x = median(f[1], f[2]) / base
    good = f[4] == ">=" ? x >= f[5] : x <= f[5]
    printf "got %-8.3g %s\n", x, good ? "reached" : "MISSED"
}

END {
    for (i = 1; i <= lines; i++)
        if (kinds[order[i]])
            show(order[i])
    print ""
    for (i = 1; i <= targets; i++)
        judge(target[i])
}
