# Draws tests/bench/bench.csv as tests/bench/bench.png: how often the time of the other side ours is. SPDX-License-Identifier: LGPL-2.1-or-later
set datafile separator ","
times = "< grep -v -e ,0.000,0.000, -e ^name, tests/bench/bench.csv" # without the figures that are no times
rows = system("grep -c -v -e ,0.000,0.000, -e ^name, tests/bench/bench.csv")
set terminal pngcairo size 1100,140 + 26 * rows font "Sans,11"
set output "tests/bench/bench.png"
set title "Our processor time as a multiple of the other side's; the mark is the limit"
set logscale x
set xrange [0.001:60]
set yrange [rows - 0.4 : -0.6]
set format x "%g"
set grid xtics lc rgb "#dddddd"
set arrow from 1, graph 0 to 1, graph 1 nohead lc rgb "#555555" dt 2
set lmargin 40
set ytics nomirror scale 0
unset key
plot times using 4:0:(0.001):4:($0 - 0.32):($0 + 0.32):ytic(1) with boxxyerror fs solid noborder lc rgb "#2f6db5", \
     times using ($5 > 0 ? $5 : NaN):0 with points pt 2 ps 1.2 lw 2 lc rgb "#c23b22", \
     times using (25):0:(sprintf("%.3g", $4)) with labels left
