# Cuts each lab's sources of one program at the step comments and writes the pieces in rows.
# What comes before a function's first step belongs to that step: it is the function's head. What
# has no step in it is the row "around": headers, types, helpers.

function trim(text) {
    gsub(/^[ \t]+|[ \t]+$/, "", text)
    return text
}

function escape(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    return text
}

function span(class, text) {
    return "<span class=\"" class "\">" escape(text) "</span>"
}

# Colours one line; in_comment lasts from line to line.
function colour(line,    out, word) {
    while (line != "") {
        if (in_comment) {
            if (match(line, /\*\//)) {
                out = out span("co", substr(line, 1, RSTART + 1))
                line = substr(line, RSTART + 2)
                in_comment = 0
            } else {
                out = out span("co", line)
                line = ""
            }
        } else if (line ~ /^\/\*/) {
            in_comment = 1
            if (match(substr(line, 3), /\*\//)) {
                out = out span("co", substr(line, 1, RSTART + 3))
                line = substr(line, RSTART + 4)
                in_comment = 0
            }
        } else if (match(line, /^#[a-z]+/)) {
            out = out span("pp", substr(line, 1, RLENGTH))
            line = substr(line, RLENGTH + 1)
        } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/)) {
            out = out span("st", substr(line, 1, RLENGTH))
            line = substr(line, RLENGTH + 1)
        } else if (match(line, /^[A-Za-z_][A-Za-z0-9_]*/)) {
            word = substr(line, 1, RLENGTH)
            out = out (word in keyword ? span("kw", word) : word)
            line = substr(line, RLENGTH + 1)
        } else {
            out = out escape(substr(line, 1, 1))
            line = substr(line, 2)
        }
    }
    return out
}

# A piece is done: it goes to the row of its step.
function put(step,    i) {
    for (i = 1; i <= held; i++) {
        n = ++length_of[lab_number, step]
        text_of[lab_number, step, n] = hold[i]
    }
    if (held && hold[held] != "") {
        n = ++length_of[lab_number, step]
        text_of[lab_number, step, n] = ""
    }
    held = 0
}

function close_function() {
    put(step)
    step = 0
}

BEGIN {
    split("bool break case char const continue default do double else enum for if int long NULL " \
          "return short signed sizeof static struct switch true false union unsigned void " \
          "volatile while", list, " ")
    for (i in list)
        keyword[list[i]] = 1
}

FNR == 1 {
    if (lab != last_lab) {
        last_lab = lab
        name[++lab_number] = lab
    }
    close_function()
    hold[++held] = "/* " FILENAME " */"
}

{
    seen[lab_number, trim($0)] = 1
    if (match($0, /\/\* Step [0-9]+: [^*]*/)) {
        text = substr($0, RSTART + 8, RLENGTH - 8)
        number = text + 0
        sub(/^[0-9]+: /, "", text)
        # A later step in the same function begins a new piece.
        if (step && number != step)
            put(step)
        step = number
        file_of[lab_number, number] = FILENAME
        if (!(number in heading))
            heading[number] = trim(text)
        if (number > most)
            most = number
    }
    if ($0 != "" || held)
        hold[++held] = $0
}

# A top-level item ends with a brace in the first column, or with an empty line outside a function.
/^}/ { close_function(); inside = 0; next }
/^{/ { inside = 1 }
/^$/ && !inside && step == 0 { put(0) }

# Lab 2 is measured by lab 1: what it adds is marked. In lab 1 that is marked which neither part of
# lab 2 has kept, and less strongly that which only one of them has.
function mark(l, line,    kept) {
    if (line == "" || line == "{" || line == "}")
        return "same"
    if (l > 1)
        return (1, line) in seen ? "same" : "differs"
    kept = ((2, line) in seen) + ((3, line) in seen)
    return kept == 2 ? "same" : kept ? "partly" : "differs"
}

function row(step, title,    l, i, last) {
    print "<h3 id=\"" program "-" step "\">" escape(title) "</h3>"
    print "<div class=\"row\">"
    for (l = 1; l <= lab_number; l++) {
        last = length_of[l, step]
        while (last && text_of[l, step, last] == "")
            last--
        print "<div class=\"lab lab" l "\">"
        print "<p class=\"where\">" ((l, step) in file_of && step ? file_of[l, step] : name[l]) "</p>"
        printf "<pre tabindex=\"0\"><code>"
        in_comment = 0
        for (i = 1; i <= last; i++)
            printf "<span class=\"%s\">%s\n</span>", \
                mark(l, trim(text_of[l, step, i])), colour(text_of[l, step, i])
        if (!last)
            printf "%s", span("co", "/* nothing here */")
        print "</code></pre>"
        print "</div>"
    }
    print "</div>"
}

END {
    close_function()
    print "<h2 id=\"" program "\">" program "</h2>"
    for (i = 1; i <= most; i++)
        if (i in heading)
            row(i, "Step " i ": " heading[i])
    row(0, "Around it: headers, types, helpers")
}
