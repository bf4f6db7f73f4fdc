# From the values of all rounds: for each measure a block of lines `SERVER MEDIAN`, by its name.

{ keep($1, $2, $3) }

END {
    for (m = 1; m <= measures; m++) {
        printf "%s# %s\n", (m > 1 ? "\n\n" : ""), found[m]
        for (k = 1; k <= kinds[found[m]]; k++)
            print servers[found[m], k], median(found[m], servers[found[m], k])
    }
}
