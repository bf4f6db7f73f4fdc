# Keeps values of several rounds; for table.awk and plot.awk.

function keep(measure, server, value)
{
    if (!(measure in kinds))
        found[++measures] = measure
    if (!((measure, server) in count))
        servers[measure, ++kinds[measure]] = server
    value_of[measure, server, ++count[measure, server]] = value + 0
}

function median(measure, server,    n, i, j, v, x)
{
    n = count[measure, server]
    for (i = 1; i <= n; i++) {
        x = value_of[measure, server, i]
        for (j = i - 1; j >= 1 && v[j] > x; j--)
            v[j + 1] = v[j]
        v[j + 1] = x
    }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}
