# What handout/fill does, once it knows which files to read.

function complain(where, what) {
    print where ": " what | "cat >&2"
    bad = 1
}

# A shell pattern as a regular expression; both know the star only.
function expression(pattern) {
    gsub(/\./, "\\.", pattern)
    gsub(/\*/, ".*", pattern)
    return "^" pattern "$"
}

function trim(text) {
    gsub(/^[ \t]+|[ \t\r]+$/, "", text)
    return text
}

# What the programs and the grader take as a number, within the bounds that they have.
function look_at_number(key, text, n,    low, high) {
    if (key ~ /_PORT$/) { low = 1024; high = 65535 }
    else if (key == "CLIENTS") { low = 3; high = 16 }
    else if (key == "THINK_MS") { low = 50; high = 2000 }
    else if (key ~ /_POINTS$/) { low = 0; high = 1000 }
    else return
    if (text !~ /^[0-9]+$/ || text + 0 < low || text + 0 > high)
        complain(conf ":" n, key " is a number from " low " to " high ", not \"" text "\"")
}

function read_conf(    line, n, at, key) {
    while ((getline line < conf) > 0) {
        n++
        if (line ~ /^[ \t]*(#|$)/)
            continue
        at = index(line, "=")
        key = trim(substr(line, 1, at - 1))
        if (!at || key !~ /^[A-Z][A-Z0-9_]*$/) {
            complain(conf ":" n, "not KEY = value")
            continue
        }
        if (key in line_of)
            complain(conf ":" n, key " stands in line " line_of[key] " as well")
        value[key] = trim(substr(line, at + 1))
        line_of[key] = n
        if (value[key] == "")
            complain(conf ":" n, key " has no value")
        else
            look_at_number(key, value[key], n)
    }
    if (!n)
        complain(conf, "cannot be read, or is empty")
    n = split(values, given, "\n")
    for (at = 1; at <= n; at++)
        if (given[at] != "")
            value[substr(given[at], 1, index(given[at], "=") - 1)] = \
                substr(given[at], index(given[at], "=") + 1)
}

function read_checks(    line, field) {
    while ((getline line < checks) > 0) {
        split(line, field, " ")
        id[++count] = field[1]
        points[field[1]] = field[2]
        sub(/^[^ ]+ +[^ ]+ +[^ ]+ +/, "", line)
        words[field[1]] = line
    }
}

function total(pattern,    i, sum, found) {
    for (i = 1; i <= count; i++)
        if (id[i] ~ expression(pattern)) {
            sum += points[id[i]]
            found = 1
        }
    if (!found)
        complain(FILENAME ":" FNR, "no check matches " pattern)
    return sum + 0
}

function table(pattern,    i, name, text) {
    total(pattern)
    text = "| check | points | what it looks at |\n| --- | --- | --- |"
    for (i = 1; i <= count; i++)
        if (id[i] ~ expression(pattern)) {
            name = id[i]
            sub(/^[^.]*\./, "", name)
            text = text "\n| `" name "` | " points[id[i]] " | " words[id[i]] " |"
        }
    return text
}

function replacement(name) {
    if (name ~ /^POINTS /)
        return total(substr(name, 8))
    if (name ~ /^CHECKS /)
        return table(substr(name, 8))
    used[name] = 1
    if (name in value)
        return value[name]
    complain(FILENAME ":" FNR, "there is no " name " in " conf)
    return "@" name "@"
}

BEGIN {
    read_conf()
    read_checks()
}

{
    out = ""
    while (match($0, /@[A-Z][A-Z0-9_]*( [-a-z0-9._*]+)?@/)) {
        before = substr($0, 1, RSTART - 1)
        name = substr($0, RSTART + 1, RLENGTH - 2)
        $0 = substr($0, RSTART + RLENGTH)
        out = out before replacement(name)
    }
    if (!quiet)
        print out $0
}

END {
    if (quiet)
        for (key in line_of)
            if (!(key in used))
                complain(conf ":" line_of[key], "no page uses " key)
    close("cat >&2")
    exit bad
}
