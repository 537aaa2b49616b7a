#!/usr/bin/env bash
#
# Whole runs of skjerm beside whole runs of other programs over the same files: process start to process end, on one core and on
# all of them. It writes a table (peers.md), bars (peers.svg) and every single run (runs.tsv).
#
# What is compared is not the same work. The others look for a part of what skjerm looks for: the table says which part. The word
# lists they get are the lemmas of patterns/terms/ and the names of patterns/names/ as they stand, without the inflected forms,
# compounds and cues that skjerm makes of them. That is less work for them, not more.
#
# Programs take turns, in another order each round, so that none always runs behind the same other one. The median of the rounds
# counts. A program that finds nothing has no speed. One that is not installed has a row that says so.

set -Eeuo pipefail
# The others' answers are bytes, and `time` writes a decimal point.
export LC_ALL=C

usage() {
    cat <<'END'
Usage: benches/peers.sh [OPTIONS] [CORPUS]

CORPUS is a file or a folder of text; without it, one is generated.

  --out DIR         where the table and the drawing go [default: target/peers]
  --skjerm FILE     the program [default: target/release/skjerm, else the one on the PATH]
  --size SIZE       of a corpus that is generated [default: 256MiB]
  --runs N          rounds [default: 5]
  --limit SECONDS   a program that takes longer is stopped and not run again [default: 600]
END
}

complain() { printf 'peers.sh: %s\n' "$*" >&2; }
give_up() { complain "$*"; exit 2; }
has() { command -v "$1" >/dev/null 2>&1; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/target/peers skjerm='' size=256MiB runs=5 limit=600 corpus=''
while (($# > 0)); do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --out | --skjerm | --size | --runs | --limit)
            (($# > 1)) || give_up "$1 takes a value"
            case $1 in
                --out) out=$2 ;;
                --skjerm) skjerm=$2 ;;
                --size) size=$2 ;;
                --runs) runs=$2 ;;
                --limit) limit=$2 ;;
            esac
            shift 2 ;;
        -*) usage >&2; exit 2 ;;
        *)
            [[ -z $corpus ]] || give_up 'name one corpus'
            corpus=$1
            shift ;;
    esac
done
[[ $runs =~ ^[1-9][0-9]*$ ]] || give_up '--runs takes a number from 1 on'
[[ $limit =~ ^[1-9][0-9]*$ ]] || give_up '--limit takes seconds'

if [[ -z $skjerm ]]; then
    skjerm=$root/target/release/skjerm
    [[ -x $skjerm ]] || skjerm=$(command -v skjerm) || give_up 'no skjerm: build it with cargo build --release, or name it with --skjerm'
fi
[[ -x $skjerm ]] || give_up "$skjerm cannot be run"
# Nobody's own configuration.
for variable in "${!SKJERM_@}"; do unset "$variable"; done
unset RIPGREP_CONFIG_PATH GREP_OPTIONS

work=$(mktemp -d "${TMPDIR:-/tmp}/peers.XXXXXX")
child=''
trap 'rm -rf "$work"' EXIT
trap '[[ -z $child ]] || kill "$child" 2>/dev/null; exit 130' INT TERM
trap 'complain "stopped at line $LINENO"' ERR
: >"$work/skjerm.toml"
mkdir -p "$out"

# ---------------------------------------------------------------- The corpus

planted=''
if [[ -z $corpus ]]; then
    complain "generating $size"
    "$skjerm" --config "$work/skjerm.toml" corpus generate --size "$size" --seed 1 --shape big --out "$work/corpus" >/dev/null ||
        give_up 'this skjerm cannot generate a corpus: name one'
    corpus=$work/corpus/documents
    about="generated: $size, seed 1, shape big"
else
    [[ -r $corpus ]] || give_up "$corpus cannot be read"
    about="named by the user"
fi
# A generated corpus has its answers beside its documents.
answers=$(dirname "$corpus")/answers.jsonl
if [[ $(basename "$corpus") == documents && -f $answers ]]; then
    planted=$(awk '/"kind":/ && !/"trap":true/ { n++ } END { print n + 0 }' "$answers")
    ((planted > 0)) || give_up "nothing is planted in $corpus"
fi
find -L "$corpus" -type f | sort >"$work/files"
files=$(wc -l <"$work/files" | tr -d ' ')
((files > 0)) || give_up "no file in $corpus"
# Reads every file, so that all are in the page cache from the first run on, if memory suffices.
bytes=$(tr '\n' '\0' <"$work/files" | xargs -0 cat | wc -c | tr -d ' ')
((bytes > 0)) || give_up "$corpus is empty"

# ---------------------------------------------------------------- What the others look for

# Eleven digits as people write them; check digits are beyond a regular expression.
digits='\b[0-9]{6}[ .-]?[0-9]{5}\b'

# The strings of some arrays of TOML files, one a line.
strings_of() {
    local keys=$1
    shift
    awk -v keys="$keys" '
        BEGIN { opening = "^(" keys ")[ ]*=[ ]*\\[" }
        FNR == 1 { within = 0 }
        !within && $0 ~ opening { within = 1; sub(opening, "") }
        within {
            rest = $0
            while (match(rest, /"[^"]*"|\]|#/)) {
                token = substr(rest, RSTART, RLENGTH)
                rest = substr(rest, RSTART + RLENGTH)
                if (token == "#") break
                if (token == "]") { within = 0; break }
                print substr(token, 2, length(token) - 2)
            }
        }' "$@"
}
find "$root/patterns/terms" -name '*.toml' | sort >"$work/term-files"
term_files=()
while IFS= read -r file; do term_files+=("$file"); done <"$work/term-files"
# A star stands for any ending, or, alone, for any word: no literal can say the latter.
strings_of words "${term_files[@]}" | awk '!/(^| )\*( |$)/ { gsub(/\*/, ""); print }' | sort -u >"$work/terms"
strings_of 'first|last|also_words_first|also_words_last' "$root"/patterns/names/*.toml | sort -u >"$work/names"
terms=$(wc -l <"$work/terms" | tr -d ' ') names=$(wc -l <"$work/names" | tr -d ' ')
((terms > 1000 && names > 1000)) || give_up 'the word lists in patterns/ are not of the form this script reads'

cat >"$work/presidio.py" <<'END'
# Presidio's recognisers that need no language model, over every file of a list, a million characters at a time.
import sys
from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer import predefined_recognizers as known

own = PatternRecognizer("NO_NUMBER", patterns=[Pattern("eleven digits", sys.argv[1], 0.5)])
recognisers = [own, known.EmailRecognizer(), known.IbanRecognizer(), known.CreditCardRecognizer(), known.PhoneRecognizer()]
found = 0
for path in open(sys.argv[2]).read().splitlines():
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        while text := file.read(1_000_000) + file.readline():
            for recogniser in recognisers:
                found += len(recogniser.analyze(text, recogniser.supported_entities, None) or [])
print(found)
END

cat >"$work/hs.c" <<'END'
/* libhs, which is Vectorscan or Hyperscan, over every file of a list: `hs regex EXPRESSION FILES` or `hs words FILE FILES`. */
#include <fcntl.h>
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *found) {
    (void)id, (void)from, (void)to, (void)flags;
    ++*(unsigned long long *)found;
    return 0;
}

static void check(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "hs: %s\n", what);
        exit(2);
    }
}

int main(int argc, char **argv) {
    check(argc == 4, "three arguments");
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    if (strcmp(argv[1], "regex") == 0) {
        hs_compile(argv[2], HS_FLAG_DOTALL, HS_MODE_BLOCK, NULL, &database, &error);
    } else {
        FILE *list = fopen(argv[2], "r");
        check(list != NULL, "no list of words");
        size_t words = 0, room = 1 << 20;
        const char **text = malloc(room * sizeof *text);
        size_t *lengths = malloc(room * sizeof *lengths);
        unsigned *flags = malloc(room * sizeof *flags), *ids = malloc(room * sizeof *ids);
        check(text && lengths && flags && ids, "no memory");
        char *line = NULL;
        size_t size = 0;
        for (ssize_t length; words < room && (length = getline(&line, &size, list)) > 0; words++) {
            if (line[length - 1] == '\n') line[--length] = 0;
            text[words] = strdup(line), lengths[words] = length, flags[words] = HS_FLAG_CASELESS, ids[words] = words;
        }
        hs_compile_lit_multi(text, flags, ids, lengths, words, HS_MODE_BLOCK, NULL, &database, &error);
    }
    check(database != NULL, error ? error->message : "not compiled");
    hs_scratch_t *scratch = NULL;
    check(hs_alloc_scratch(database, &scratch) == HS_SUCCESS, "no scratch");
    FILE *files = fopen(argv[3], "r");
    check(files != NULL, "no list of files");
    char path[65536];
    unsigned long long found = 0;
    while (fgets(path, sizeof path, files)) {
        path[strcspn(path, "\n")] = 0;
        int file = open(path, O_RDONLY);
        struct stat about;
        check(file >= 0 && fstat(file, &about) == 0, "a file cannot be opened");
        if (about.st_size > 0) {
            char *bytes = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
            check(bytes != MAP_FAILED, "a file cannot be mapped");
            /* A block is at most 4 GiB; what lies across two of them is not found. */
            for (off_t at = 0; at < about.st_size; at += 1 << 30) {
                off_t left = about.st_size - at;
                unsigned length = left < 1 << 30 ? left : 1 << 30;
                check(hs_scan(database, bytes + at, length, 0, scratch, count, &found) == HS_SUCCESS, "not scanned");
            }
            munmap(bytes, about.st_size);
        }
        close(file);
    }
    printf("%llu\n", found);
    return 0;
}
END

# ---------------------------------------------------------------- The programs

cores=$( (has nproc && nproc) || getconf _NPROCESSORS_ONLN || echo 1)
pin=()
if has taskset; then
    # The last core we may use: the first one serves most interrupts.
    pin=(taskset -c "$(taskset -pc $$ | sed 's/.*[^0-9]//')")
else
    complain 'no taskset: on one core, programs are asked for one thread, but not held to one core'
fi
guard=()
if has timeout; then guard=(timeout "$limit"); elif has gtimeout; then guard=(gtimeout "$limit"); else complain 'no timeout: --limit does not hold'; fi
# Peak memory is told by GNU time alone in a form of our choosing. Its clock is too coarse, so the shell's is read.
peak=()
for candidate in /usr/bin/time gtime; do
    if has "$candidate" && "$candidate" -f %M -o "$work/peak" true 2>/dev/null; then
        peak=("$candidate" -q -f %M -o "$work/peak")
        break
    fi
done
((${#peak[@]} > 0)) || complain 'no GNU time: peak memory is not measured'

python=''
if has python3 && python3 -c 'import presidio_analyzer' 2>/dev/null; then python=python3; fi
hs=''
if has cc && has pkg-config && pkg-config --exists libhs; then
    read -r -a flags <<<"$(pkg-config --cflags --libs libhs)"
    if cc -O2 -o "$work/hs" "$work/hs.c" "${flags[@]}" 2>"$work/cc"; then
        hs=$work/hs
    else
        complain 'libhs is installed, but the loop around it does not compile:'
        cat "$work/cc" >&2
    fi
fi
# Some other program may be called rg, and grep be another's.
rg='' grep='' bulk='' ferret=''
if has rg && rg --version | grep '^ripgrep' >/dev/null; then rg=rg; fi
for candidate in grep ggrep; do
    if has "$candidate" && "$candidate" --version 2>/dev/null | grep 'GNU grep' >/dev/null; then grep=$candidate; break; fi
done
if has bulk_extractor; then bulk=bulk_extractor; fi
if has ferret-scan; then ferret='ferret-scan'; fi

first_line() { "$@" 2>&1 | awk 'NR == 1' || true; }
vs() { if [[ -n $1 ]]; then shift; first_line "$@"; fi; }

# name | executable, empty where there is none | uses several threads | what it finds | version
all_programs() {
    local skjerm_version
    skjerm_version=$(first_line "$skjerm" --version)
    cat <<END
skjerm|$skjerm|yes|everything (findings)|$skjerm_version
skjerm --names all|$skjerm|yes|everything, and every name (findings)|$skjerm_version
skjerm --only identifiers|$skjerm|yes|numbers with right check digits (findings)|$skjerm_version
ripgrep, number|$rg|yes|eleven digits (lines)|$(vs "$rg" rg --version)
ripgrep, terms|$rg|yes|$terms lemmas, part of a word or not (lines)|$(vs "$rg" rg --version)
GNU grep, names|$grep|no|$names names (lines)|$(vs "$grep" "$grep" --version)
libhs, number|$hs|no|eleven digits (matches)|$(vs "$hs" pkg-config --modversion libhs)
libhs, terms|$hs|no|$terms lemmas, part of a word or not (matches)|$(vs "$hs" pkg-config --modversion libhs)
bulk_extractor|$bulk|yes|accounts, telephone numbers, e-mail addresses (features)|$(vs "$bulk" bulk_extractor -V)
ferret-scan|$ferret|yes|its own checks (findings)|$(vs "$ferret" ferret-scan --version)
Presidio|$python|no|eleven digits, e-mail, IBAN, cards, telephone; no language model (findings)|$(vs "$python" python3 -c 'import importlib.metadata as m; print(m.version("presidio-analyzer"))')
END
}

# Sets `command` to the command line of a program for so many threads. Where it writes a folder, that is $work/written.
command_of() {
    local program=$1 threads=$2
    local scan=("$skjerm" --config "$work/skjerm.toml" scan "$corpus" --format jsonl --jobs "$threads" --progress never
        --lang en --key-file "$work/key" --today 2026-11-30)
    local search=(rg --no-config --no-ignore --hidden --follow --text --no-filename --count --threads "$threads"
        --regex-size-limit 4G --dfa-size-limit 4G)
    case $program in
        'skjerm') command=("${scan[@]}") ;;
        'skjerm --names all') command=("${scan[@]}" --names all) ;;
        'skjerm --only identifiers') command=("${scan[@]}" --only identifiers) ;;
        'ripgrep, number') command=("${search[@]}" --no-unicode "$digits" "$corpus") ;;
        'ripgrep, terms') command=("${search[@]}" -F -i -f "$work/terms" "$corpus") ;;
        'GNU grep, names') command=("$grep" -R -h -a -c -F -w -f "$work/names" "$corpus") ;;
        'libhs, number') command=("$hs" regex "$digits" "$work/files") ;;
        'libhs, terms') command=("$hs" words "$work/terms" "$work/files") ;;
        'bulk_extractor')
            command=(bulk_extractor -o "$work/written" -j "$threads" -E accts -e email)
            [[ ! -d $corpus ]] || command+=(-R)
            command+=("$corpus") ;;
        'ferret-scan')
            command=(env "GOMAXPROCS=$threads" ferret-scan --file "$corpus" --format csv --limit 0 --quiet --no-color)
            [[ ! -d $corpus ]] || command+=(--recursive) ;;
        'Presidio') command=(python3 "$work/presidio.py" "$digits" "$work/files") ;;
        *) give_up "no command for $program" ;;
    esac
}

# How much the last run of a program found.
found_by() {
    case $1 in
        skjerm*) awk '/^\{"type":"finding"/ { n++ } END { print n + 0 }' "$work/stdout" ;;
        bulk_extractor)
            find "$work/written" -name '*.txt' ! -name '*histogram*' -exec cat {} + | awk '!/^#/ && NF { n++ } END { print n + 0 }' ;;
        ferret-scan) awk 'NR > 1 && NF { n++ } END { print n + 0 }' "$work/stdout" ;;
        *) awk '{ n += $1 } END { print n + 0 }' "$work/stdout" ;;
    esac
}

# The exit codes of a run that went well: 1 is «nothing found» or «something found».
went_well() {
    case $1 in
        skjerm*) (($2 == 0 || $2 == 1)) ;;
        ripgrep* | 'GNU grep'* | ferret-scan) (($2 <= 1)) ;;
        *) (($2 == 0)) ;;
    esac
}

# One run; adds a line to runs.tsv: program, cores, round, seconds, user, system, peak KiB, found, state.
run_once() {
    local program=$1 on=$2 round=$3 threads=$cores line=() status=0 state=ok found=0 seconds user system memory=''
    [[ $on == all ]] || threads=1
    command_of "$program" "$threads"
    rm -rf "$work/written" "$work/peak"
    line+=(${guard[@]+"${guard[@]}"})
    if [[ $on == one ]]; then line+=(${pin[@]+"${pin[@]}"}); fi
    line+=(${peak[@]+"${peak[@]}"} "${command[@]}")
    TIMEFORMAT='%3R %3U %3S'
    # Waited for rather than called, so that Ctrl-C is heard: `timeout` keeps it from the program.
    {
        time {
            "${line[@]}" >"$work/stdout" 2>"$work/stderr" </dev/null &
            child=$!
            wait "$child" || status=$?
        }
    } 2>"$work/time"
    child=''
    read -r seconds user system < <(tail -n 1 "$work/time")
    if ((${#guard[@]} > 0 && status == 124)); then
        state="over $limit s"
        complain "$program, $on: stopped after $limit s"
    elif ! went_well "$program" "$status"; then
        state="failed ($status)"
        complain "$program, $on: exit code $status"
        awk 'NR <= 5' "$work/stderr" >&2
    else
        found=$(found_by "$program")
        if [[ -s $work/peak ]]; then memory=$(tail -n 1 "$work/peak"); fi
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$program" "$on" "$round" "$seconds" "$user" "$system" "$memory" "$found" "$state" \
        >>"$work/runs.tsv"
}

# ---------------------------------------------------------------- The rounds

all_programs >"$work/programs"
installed=()
while IFS='|' read -r program executable _; do
    if [[ -n $executable ]]; then
        installed+=("$program")
    else
        complain "NOT INSTALLED, left out: $program"
    fi
done <"$work/programs"
threaded() { awk -F '|' -v program="$1" '$1 == program && $3 == "yes" { yes = 1 } END { exit !yes }' "$work/programs"; }

printf 'program\tcores\tround\tseconds\tuser\tsystem\tpeak_kib\tfound\tstate\n' >"$work/runs.tsv"
out_of_it() { awk -F '\t' -v program="$1" -v on="$2" '$1 == program && $2 == on && $9 != "ok" { out = 1 } END { exit !out }' "$work/runs.tsv"; }
begun=$(uptime | sed 's/.*load average[s]*: *//')
count=${#installed[@]}
for ((round = 1; round <= runs; round++)); do
    for on in one all; do
        complain "round $round of $runs, on $on"
        for ((step = 0; step < count; step++)); do
            # Williams's square: 0, 1, n-1, 2, n-2 …, moved on by one each round. Nobody keeps a predecessor.
            if ((step % 2)); then at=$(((step + 1) / 2)); else at=$((count - step / 2)); fi
            program=${installed[(at + round) % count]}
            if [[ $on == all ]] && ! threaded "$program"; then continue; fi
            # What failed or took too long will again.
            if out_of_it "$program" "$on"; then continue; fi
            run_once "$program" "$on" "$round"
        done
    done
done
cp "$work/runs.tsv" "$out/runs.tsv"

# ---------------------------------------------------------------- The table

# program, finds, version, then for one core and all cores: state, seconds, MB/s, processor seconds, peak MB, found.
awk -F '\t' -v bytes="$bytes" '
    function median(list,   parts, n, i, j, swap) {
        n = split(list, parts, " ")
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && parts[j - 1] + 0 > parts[j] + 0; j--) { swap = parts[j]; parts[j] = parts[j - 1]; parts[j - 1] = swap }
        return n % 2 ? parts[(n + 1) / 2] : (parts[n / 2] + parts[n / 2 + 1]) / 2
    }
    FILENAME ~ /runs/ {
        if (FNR == 1) next
        key = $1 SUBSEP $2
        if ($9 != "ok") { state[key] = $9; next }
        wall[key] = wall[key] " " $4; processor[key] = processor[key] " " ($5 + $6)
        if ($7 != "") memory[key] = memory[key] " " $7
        # The same in every round, on one core and on all.
        if ($1 in found && found[$1] != $8) differs[$1] = 1
        found[$1] = $8
        next
    }
    {
        split($0, field, "|")
        row = field[1] "\t" field[4] "\t" field[5]
        for (n = 1; n <= 2; n++) {
            key = field[1] SUBSEP (n == 1 ? "one" : "all")
            if (field[2] == "") said = "not installed"
            else if (key in state) said = state[key]
            else if (n == 2 && field[3] == "no") said = "one thread"
            else if (!(key in wall)) said = "not run"
            else if (field[1] in differs) said = "found differs"
            else if (found[field[1]] == 0) said = "found nothing"
            else said = "ok"
            if (key in wall) {
                seconds = median(wall[key])
                rate = said == "ok" && seconds > 0 ? bytes / 1e6 / seconds : ""
                row = row "\t" said "\t" seconds "\t" rate "\t" median(processor[key]) "\t" \
                    ((key in memory) ? median(memory[key]) * 1024 / 1e6 : "") "\t" found[field[1]]
            } else row = row "\t" said "\t\t\t\t\t"
        }
        print row
    }' "$work/runs.tsv" "$work/programs" >"$work/summary.tsv"

processor=$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true)
[[ -n $processor ]] || processor=$( (has sysctl && sysctl -n machdep.cpu.brand_string 2>/dev/null) || uname -m)
{
    printf '# skjerm and other programs\n\n'
    printf 'Whole processes, files in the page cache, median of %s rounds by turns. %s, %s cores, %s, %s. Load before: %s.\n\n' \
        "$runs" "$processor" "$cores" "$(uname -sr)" "$(date -u +%Y-%m-%d)" "$begun"
    printf 'Corpus (%s): %s files, %s bytes' "$about" "$files" "$bytes"
    [[ -z $planted ]] || printf ', %s leaks planted' "$planted"
    printf '.\n'
    ((${#pin[@]} > 0)) || printf '\nOne core is one thread here: there is no taskset to hold a program to a core.\n'
    # shellcheck disable=SC2016
    awk -F '\t' -v cores="$cores" '
        function rate(said, value) { return said != "ok" ? said : sprintf(value < 100 ? "%.1f" : "%.0f", value) }
        function number(format, value) { return value == "" ? "–" : sprintf(format, value) }
        BEGIN {
            print "\n| program | finds | found | one core: MB/s | s | processor s | peak MB | " cores " cores: MB/s | s | processor s | peak MB |"
            print "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
        }
        {
            printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", $1, $2, number("%d", $9 != "" ? $9 : $15), \
                rate($4, $6), number("%.2f", $5), number("%.2f", $7), number("%.0f", $8), \
                rate($10, $12), number("%.2f", $11), number("%.2f", $13), number("%.0f", $14)
        }' "$work/summary.tsv"
    cat <<'END'

The others look for a part of what skjerm looks for; see the second column. Their word lists are lemmas, skjerm's are all forms and
compounds. libhs is Vectorscan or Hyperscan, whichever is installed. Peak memory is that of the largest process, mapped files included. A program that found nothing has no speed.

Versions:

END
    awk -F '\t' '$3 != "" && !seen[$3]++ { split($1, name, ","); print "- " name[1] ": " $3 }' "$work/summary.tsv"
} >"$out/peers.md"

# ---------------------------------------------------------------- The drawing

awk -F '\t' -v bytes="$bytes" -v cores="$cores" '
    function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
    function log10(value) { return log(value) / log(10) }
    function x(value) { return left + (log10(value) - low) / (high - low) * width }
    function shown(value) { return value < 10 ? sprintf("%.2f", value) : value < 100 ? sprintf("%.1f", value) : sprintf("%.0f", value) }
    function floor(value,   whole) { whole = int(value); return whole > value ? whole - 1 : whole }
    function bar(class, y, said, value) {
        if (said == "ok") {
            printf "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\"/>\n", class, left, y, x(value) - left
            printf "<text x=\"%.1f\" y=\"%d\">%s</text>\n", x(value) + 6, y + 11, shown(value)
        } else printf "<text class=\"soft\" x=\"%d\" y=\"%d\">%s</text>\n", left + 6, y + 11, escaped(said)
    }
    {
        n++; name[n] = $1; finds[n] = $2; said[n, 1] = $4; value[n, 1] = $6; said[n, 2] = $10; value[n, 2] = $12
        for (i = 1; i <= 2; i++) if (said[n, i] == "ok") {
            v = value[n, i]; if (!any || v < least) least = v; if (!any || v > most) most = v; any = 1
            words = words " " $1 (i == 1 ? " on one core " : " on all cores ") shown(v) " MB/s."
        } else if (i == 1) words = words " " $1 ": " said[n, i] "."
    }
    END {
        if (!any) { least = 1; most = 10 }
        # Bars begin a decade below the slowest, so that it has one, too.
        low = floor(log10(least)) - 1; high = floor(log10(most)) + 1
        left = 200; width = 560; row = 60; top = 84; height = top + n * row + 34
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"860\" height=\"%d\" viewBox=\"0 0 860 %d\" lang=\"en\" role=\"img\" aria-labelledby=\"title description\">\n", height, height
        print "<title id=\"title\">Megabytes a second of whole runs, skjerm and other programs</title>"
        print "<desc id=\"description\">Bars on a logarithmic scale." escaped(words) "</desc>"
        print "<style>svg{color-scheme:light dark;font:13px system-ui,sans-serif;--ground:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d1d9e0;--one:#0072b2;--two:#c44e00}"
        print "@media(prefers-color-scheme:dark){svg{--ground:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--one:#56b4e9;--two:#e69f00}}"
        print ".ground{fill:var(--ground)}text{fill:var(--ink)}.soft{fill:var(--soft)}.small{font-size:11px}.title{font-size:17px;font-weight:600}.grid{stroke:var(--line)}.one{fill:var(--one)}.two{fill:var(--two)}.end{text-anchor:end}.middle{text-anchor:middle}</style>"
        printf "<rect class=\"ground\" width=\"860\" height=\"%d\"/>\n", height
        print "<text class=\"title\" x=\"16\" y=\"28\">Whole runs: MB/s, logarithmic</text>"
        printf "<rect class=\"one\" x=\"%d\" y=\"42\" width=\"12\" height=\"12\"/><text x=\"%d\" y=\"53\">one core</text>\n", left, left + 18
        printf "<rect class=\"two\" x=\"%d\" y=\"42\" width=\"12\" height=\"12\"/><text x=\"%d\" y=\"53\">all %d cores</text>\n", left + 100, left + 118, cores
        for (decade = low; decade <= high; decade++) {
            at = left + (decade - low) / (high - low) * width
            printf "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", at, top - 14, at, top + n * row
            printf "<text class=\"soft middle\" x=\"%.1f\" y=\"%d\">%s</text>\n", at, top + n * row + 18, 10 ^ decade
        }
        for (i = 1; i <= n; i++) {
            y = top + (i - 1) * row
            printf "<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>\n", left - 10, y + 12, escaped(name[i])
            bar("one", y, said[i, 1], value[i, 1])
            if (said[i, 1] == "ok" || said[i, 2] == "ok") bar("two", y + 16, said[i, 2], value[i, 2])
            printf "<text class=\"soft small\" x=\"%d\" y=\"%d\">%s</text>\n", left + 6, y + 43, escaped(finds[i])
        }
        print "</svg>"
    }' "$work/summary.tsv" >"$out/peers.svg"

cat "$out/peers.md"
complain "written: $out/peers.md, $out/peers.svg, $out/runs.tsv"

# Our own rows must have found something, the same in every round.
if awk -F '\t' '$1 ~ /^skjerm/ && ($4 != "ok" || $10 != "ok") { bad = 1 } END { exit !bad }' "$work/summary.tsv"; then
    complain 'a run of skjerm failed, found nothing, or did not find the same every time'
    exit 1
fi
