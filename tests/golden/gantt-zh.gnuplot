set terminal pngcairo size 1800,820 font "Noto Sans CJK SC,12" background rgb "white" noenhanced
set encoding utf8
unset key
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set datafile separator tab
set datafile commentschars ''
set style fill solid 1.0 noborder
set xrange [0:9000]
set yrange [4100:0]
set object 1 polygon from 6364,3010 to 6444,2930 to 6524,3010 to 6444,3090 to 6364,3010 front fc rgb "#2a9d8f" fillstyle solid 1.0 noborder
set object 2 polygon from 4778,3870 to 4858,3790 to 4938,3870 to 4858,3950 to 4778,3870 front fc rgb "#2a9d8f" fillstyle solid 1.0 noborder
$box0 << EOD
2570	1140	2657	3240	15790579
3359	1140	3505	3240	15790579
EOD
$line1 << EOD
1576	3240	8820	3240	10265519
1576	1140	1576	3280	15067115
2482	1140	2482	3280	15067115
3359	1140	3359	3280	15067115
4266	1140	4266	3280	15067115
5143	1140	5143	3280	15067115
6049	1140	6049	3280	15067115
6956	1140	6956	3280	15067115
7833	1140	7833	3280	15067115
8740	1140	8740	3280	15067115
180	1480	8820	1480	15987958
180	1820	8820	1820	15987958
180	2160	8820	2160	15987958
180	2500	8820	2500	15987958
180	2840	8820	2840	15987958
EOD
$box2 << EOD
1605	1208	2365	1412	15311419
2423	1548	2774	1752	3108277
2833	1888	3359	2092	15311419
3944	2228	4617	2432	3108277
4675	2568	4705	2772	8016277
1502	3810	1682	3930	15311419
2532	3810	2712	3930	3108277
3562	3810	3742	3930	8016277
6828	3810	7008	3930	15067115
EOD
$line4 << EOD
3535	3240	3535	770	4674921
6049	3240	6049	770	13124431
8740	3240	8740	770	4674921
5658	3870	5838	3870	13124431
EOD
$box5 << EOD
3379	1910	3758	2070	16777215
3555	760	5125	920	16777215
6069	760	7088	920	16777215
7991	760	8950	920	16777215
2388	960	2838	1120	16777215
3207	960	3657	1120	16777215
EOD
$text_left_13 << EOD
2415	1310	7041664	26 天
2824	1650	7041664	12 天
3409	1990	7041664	18 天
4755	2670	7041664	0 天
6564	3010	7041664	8月14日
3585	840	4674921	supplement due：5月6日
6099	840	13124431	target：7月31日
8021	840	4674921	cap：10月31日
2418	1040	7041664	清明节
3237	1040	7041664	劳动节
EOD
$text_center_13 << EOD
1576	3570	7041664	2026年
EOD
$text_left_14 << EOD
180	540	7041664	按协议
1752	3870	2042167	申请单位
2782	3870	2042167	测评中心
3812	3870	2042167	audit_team
5018	3870	2042167	里程碑
5908	3870	2042167	超出的期限
7078	3870	2042167	节假日
EOD
$text_center_14 << EOD
1576	3390	2042167	3月
2482	3390	2042167	4月
3359	3390	2042167	5月
4266	3390	2042167	6月
5143	3390	2042167	7月
6049	3390	2042167	8月
6956	3390	2042167	9月
7833	3390	2042167	10月
8740	3390	2042167	11月
EOD
$text_right_16 << EOD
1456	1310	2042167	准备申请材料
1456	1650	2042167	受理审查
1456	1990	2042167	资料补正
1456	2330	2042167	static evaluation
1456	2670	2042167	on-site
1456	3010	2042167	颁发证书
EOD
$text_left_21 << EOD
180	280	2042167	甲的费用
EOD
plot $box0 using 1:2:1:3:2:4:5 with boxxyerror lc rgb variable, \
  $line1 using 1:2:($3-$1):($4-$2):5 with vectors nohead lw 1.6 dt 1 lc rgb variable, \
  $box2 using 1:2:1:3:2:4:5 with boxxyerror lc rgb variable, \
  $line4 using 1:2:($3-$1):($4-$2):5 with vectors nohead lw 3.2 dt (6,4) lc rgb variable, \
  $box5 using 1:2:1:3:2:4:5 with boxxyerror lc rgb variable, \
  $text_left_13 using 1:2:(stringcolumn(4)):3 with labels left font ",19.5" noenhanced tc rgb variable, \
  $text_center_13 using 1:2:(stringcolumn(4)):3 with labels center font ",19.5" noenhanced tc rgb variable, \
  $text_left_14 using 1:2:(stringcolumn(4)):3 with labels left font ",21.0" noenhanced tc rgb variable, \
  $text_center_14 using 1:2:(stringcolumn(4)):3 with labels center font ",21.0" noenhanced tc rgb variable, \
  $text_right_16 using 1:2:(stringcolumn(4)):3 with labels right font ",24.0" noenhanced tc rgb variable, \
  $text_left_21 using 1:2:(stringcolumn(4)):3 with labels left font ",31.5" noenhanced tc rgb variable
