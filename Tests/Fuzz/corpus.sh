# Sourced by the fuzzing scripts: fills a folder with every text in the project's documents, whole and line by line, and
# writes the words of the grammar as a dictionary.
#
#     make_corpus FOLDER DICTIONARY
make_corpus() {
    mkdir -p "$1"
    local scripts
    mapfile -t scripts < <(find Tests/Scripts -name '*.tape' | sort)
    cat Examples/*.tape "${scripts[@]}" Grammar/*.md README.md | awk -v folder="$1" '
        NF && !seen[$0]++ { file = folder "/line-" ++count; print > file; close(file) }'
    local script
    for script in Examples/*.tape "${scripts[@]}"; do
        cp "$script" "$1/$(echo "$script" | tr / -)"
    done
    {
        grep -o "'[^']*'" Grammar/tape.ebnf | tr -d "'" | grep -v '"' | sort -u | sed 's/\\/\\\\/g; s/.*/"&"/'
        printf '"%s"\n' rut spx mag7 sp500 2026-01-22 2026Q1 '5%' 25bp 3m 14d '\"' '\x0a' 'sma(' 'rsi(' '\xc2\xa0'
    } >"$2"
}
