# The longest runs of the second file's close over the first's, both Yahoo downloads: awk -F, -f w1.awk BENCH.csv A.csv
FNR == 1 { before = 0; next }
NR == FNR { if (before) step[$1] = $5 / before; before = $5; next }
{
    if (before && $1 >= "1990-01-01" && $1 in step) {
        if ($5 / before > step[$1]) { if (!length_++) from = $1; to = $1 } else close_run()
    }
    before = $5
}
function close_run() { if (length_) print length_, from, to | "sort -k1,1nr -k3,3r | head -10"; length_ = 0 }
END { close_run() }
