# A panel of bars for each measure; `folder` holds plot.data and gets plot.svg and plot.png.

data = folder.'/plot.data'
set style fill solid 0.8 noborder
set boxwidth 0.7
set grid ytics
set xtics rotate by -30 noenhanced
set yrange [0:*]
unset key

# A measure that was left out leaves its panel empty.
panel(measure, words) = sprintf("set title '%s'; \
    if (system(\"grep -c '^# %s$' '\".data.\"'\") > 0) { \
        plot data index '%s' using 0:2:xticlabels(1) with boxes linecolor rgb '#3b6ea5' \
    } else { set multiplot next }", words, measure, measure)

do for [kind in "svg png"] {
    if (kind eq "svg") { set terminal svg size 1200,1300 background 'white' }
    if (kind eq "png") { set terminal pngcairo size 1200,1300 }
    set output folder.'/plot.'.kind
    set multiplot layout 3,2
    eval panel('sessions.visits_s', 'sessions a second, 100 at once')
    eval panel('get.mb_s', 'one large file fetched, MB/s')
    eval panel('put.mb_s', 'one large file stored, MB/s')
    eval panel('many.cpu_s_gib', '10 MiB to each of many at once: CPU seconds a GiB')
    eval panel('hello.visits_s', 'greetings a second, 16 at once')
    set logscale y
    set yrange [0.1:*]
    eval panel('idle.idle_kib', 'an idle session, KiB of its own memory (logarithmic)')
    unset logscale y
    set yrange [0:*]
    unset multiplot
    unset output
}
