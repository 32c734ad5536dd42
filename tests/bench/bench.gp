# Draws tests/bench/bench.csv as tests/bench/bench.png: how often the time of the other side ours is. SPDX-License-Identifier: LGPL-2.1-or-later
set datafile separator "\t"
# Without the figures that are no times and what was not installed; texts have commas of their own.
wanted = "grep -e ,floor, -e ,rival, tests/bench/bench.csv | grep -v ,missing,"
times = "< ".wanted." | awk -F'\"' '{ gsub(\",\", \"\\t\", $7); print $4 \"\\t\" $6 $7 }'"
rows = system(wanted." | wc -l")
is_rival(row) = strcol(3) eq "rival"
set terminal pngcairo size 1500,150 + 27 * rows font "Sans,11"
set output "tests/bench/bench.png"
set label 1 "Our time as a multiple of what another program takes for the same: the shorter, the better" at screen 0.5, screen 0.985 center font ",14"
set logscale x
from = 0.0003
set xrange [from:30]
set yrange [rows - 0.4 : -0.6]
set xtics ("1/1000" 0.001, "1/100" 0.01, "1/10" 0.1, "as long" 1, "10 times" 10)
set grid xtics lc rgb "#dddddd"
set arrow from 1, graph 0 to 1, graph 1 nohead lc rgb "#555555" dt 2
set lmargin 60
set rmargin 56
set tmargin 3
set ytics nomirror scale 0
set y2range [rows - 0.4 : -0.6]
set y2tics scale 0
set key bmargin center vertical maxrows 3 samplen 2 Left reverse
plot times using (is_rival(0) ? NaN : $6):0:(from):6:($0 - 0.32):($0 + 0.32):ytic(1) with boxxyerror fs solid noborder lc rgb "#2f6db5" title "against a bare program", \
     times using (is_rival(0) ? $6 : NaN):0:(from):6:($0 - 0.32):($0 + 0.32) with boxxyerror fs solid noborder lc rgb "#3a9b6d" title "against what one would use instead", \
     times using (is_rival(0) || $7 == 0 ? NaN : $7):0 with points pt 2 ps 1.2 lw 2 lc rgb "#c23b22" title "limit", \
     times using (NaN):0:y2tic(sprintf("%.2g × %s", $6, strcol(2))) axes x1y2 with points notitle
