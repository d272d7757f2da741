#!/usr/bin/env bash
# Finds turns of phrase that make a reader stumble, in comments, messages, names and documents.
# Each row of `turns` is a Perl regular expression and what to write instead. Files that the program writes (expected outputs
# and three pages of the reference) are not searched: their words come from Sources.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

turns=(
    '\b(is|are|was|were|be|been) none\b'        'say what is missing: "there is no …", "has no …", "if missing"'
    '(?<!there )(?<!There )\b(is|are) no (?!more\b|longer\b|less\b|fewer\b|other\b|one\b|such\b|need\b|bigger\b|larger\b)[a-z]' '"is not a …", "is not …"'
    '\bnot so that\b'                           '"does not …"'
    '\banew\b|Anew'                             '"again", "from the start"'
    '\bat the (least|most)\b'                   '"at least", "at most"'
    '\bhardly\b|\bhardly[A-Z]'                  '"almost no", "few", "rarely"'
    '\bwithout a word\b'                        '"silently", "without a message"'
    '\bwhatsoever\b'                            '"any"'
    '[Ff]ores(ee|aw)'                           '"estimate", "expect"'
    'takesTurns|\btak(e|es|ing) turns\b|\bin turns\b' '"alternate", "interleaved"'
    'NameGiver|RowHarvest'                      '"column roles", "parsed rows"'
    '\b(is|are|was|were|be|been) told\b|\btold (in|by|on|from|at|as|what|where)\b|\btells? of\b' '"shown", "given", "reported", "known"'
    '\bso many\b'                               'a number: "n", "this many"'
    '\bbut for\b'                               '"except"'
    ',? save (where|for|that|by|not|the|those|what|`[^`]*`)( |$)' '"except"'
    '\bstand(s|ing)? (beside|behind|before|where|there|alone|right|above|below|for itself|for themselves)\b' '"is", "comes after", "comes before", "is next to"'
    '\b(it|they) stands?\b(?! for\b)'           '"is", "as it is"'
    '\bthe like\b'                              '"and similar", "such as"'
    '\bat hand\b'                               '"available", "current"'
    '\b(hence|thence|whence|thereof|therein|thereby|wherein|whereof|whilst|lest|upon|unto|thereupon|forthwith|naught|nought)\b' '"so", "in it", "while", "on"'
    '\bbears (?!on\b)|\b(its|their|which|that) bear\b' '"has"'
    '\b(its|their) kin\b'                       '"similar ones", or name them'
    '\b[Rr]eckon'                               '"compute", "calculate"'
    '\b([Aa]|[Oo]ne) (axis|bar|case|column|error|file|folder|line|member|name|page|place|query|row|script|series|session|symbol|test|value) an? [a-z]' '"one … per …"'
    '\botherwise than\b'                        '"differently"'
    '\bknows? nothing of\b'                     '"does not know", "does not depend on"'
    '\basks? on\b'                              '"continues", "queries"'
    '\b(long|much|far) .*\btakes? yet\b'        '"remaining"'
    '(?<!is )(?<!are )(?<!was )(?<!were )\ball the same\b' '"still", "anyway"'
    '\bneed not\b'                              '"does not have to"'
    '\bwant of\b'                               '"lack of"'
    '\b[Gg]oes by\b'                            '"depends on", "follows"'
    '\b[Ss]ettle (it|them) with\b'              '"fix"'
    '\bout of reach\b'                          '"not available", "disabled"'
)

# What is right although a turn matches it: a Perl regular expression over "file:line:text".
right=(
    '^Tests/plain-english\.sh:'                 # the list above
)

rows=() all=""
for ((i = 0; i < ${#turns[@]}; i += 2)); do
    rows+=("${turns[i]}"$'\t'"${turns[i + 1]}")
    all+="${all:+|}(?:${turns[i]})"
done
passed="$(IFS='|'; echo "${right[*]}")"

written=(--exclude='*.'{out,json,csv,tsv,svg} --exclude={verbs,functions,errors}.md)
found="$(LC_ALL=C grep -rnIP "${written[@]}" -e "$all" Package.swift README.md .github Sources Tests Grammar Examples \
    | LC_ALL=C grep -vP -e "$passed" || true)"
if [ -z "$found" ]; then exit 0; fi

for row in "${rows[@]}"; do
    turn="${row%%$'\t'*}"
    LC_ALL=C grep -P -e "^[^:]*:[0-9]+:.*(?:$turn)" <<< "$found" \
        | sed "s|^\([^:]*:[0-9]*\): *\(.*\)|\1: \2\n    plain: ${row#*$'\t'}|" || true
done
echo "$(wc -l <<< "$found") lines are to be put into plain English."
exit 1
