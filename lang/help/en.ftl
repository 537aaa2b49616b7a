# English: what help, the manual page and completions say of commands and arguments, and what is said to arguments that cannot be read.
# A command is help-ITS-NAMES, with .long for what --help says beyond the first line; an argument help-COMMAND-ARGUMENT, or flag-ARGUMENT
# where several commands have it, with an attribute for each value it may take; value-… stands for what an argument is given.

## Commands
help = Combs Norwegian public journals and documents before publication and finds what the law shields
help-scan = Scan files, folders, journal exports or standard input (-)
help-extract = Print the text that is searched, part by part, and what could not be read
help-rules = Show, prove or explain the rules in force
help-rules-list = List the rules in force
help-rules-check = Run every rule's own examples
help-rules-explain = Explain one rule with its legal basis
help-rules-import-names = Make a list of names of Statistics Norway's tables 10501 (first names) and 12891 (surnames)
help-corpus = Measure how well findings fit what is known to be there
help-corpus-generate = Write a synthetic corpus with known answers
    .long =
        DIR/documents holds Norwegian municipal text in bokmål and nynorsk, or a public journal, in which leaks are planted as seldom as in the archives of a municipality; DIR/answers.jsonl says where they stand, and where something stands that looks like a leak and is none; DIR/corpus.json says how to write the same again. The same seed, size and shape give the same bytes on every machine. Everybody and everything is invented.

        To measure how much is found:

            skjerm corpus generate --size 100MiB --shape small --out DIR
            skjerm scan DIR/documents --format jsonl --output findings.jsonl --today 2026-11-30
            skjerm corpus evaluate findings.jsonl DIR/answers.jsonl --documents DIR/documents
help-corpus-evaluate = Score any findings file against answers
    .long =
        FINDINGS is our JSON Lines report, the JSON of Presidio's analyzer (results by document, or lists of them), or a CSV table of spans with the columns path, start, end, kind. Its form is told by its content. What other programs call our kinds is a table; --map adds to it.

        ANSWERS is JSON Lines, in one of three forms: values in documents (path, kind, and text or start and end; "trap": true for what must not be found; a line with path alone for a document that holds nothing), texts with names and telling words, or texts with what to expect. Places are UTF-8 bytes. Answers that give no place need --documents.

        A finding is right when it is paired with an answer of its kind that it overlaps; each takes part in one pair, those that agree to the byte first, then those that share the most. A false alarm is a finding of a kind that the answers hold that overlaps no answer of its kind, or one that hits a trap at `review` or above. Where the answers have traps they are taken to be incomplete, and only traps count (--beside).

        To run another program over texts that stand in the answers themselves:

            skjerm corpus evaluate ANSWERS --write-texts DIR

        writes each as a file that bears the number of its line (00001.txt), by which findings are matched.
help-bench = Measure how fast this machine reads and scans
    .long = Generates text in a temporary folder, which is removed at the end, and scans it in several forms, with one worker and with all. Takes about a minute. --format jsonl gives one object a measurement, with the seconds of every run, and last a summary.
help-completions = Print shell completions
help-man = Print the manual page

## Flags of several commands
flag-config = Configuration file: every flag is a key of it [default: skjerm.toml here, if there is one]
flag-lang = Language of messages, reports and help: nb (bokmål), nn (nynorsk) or en (English) [default: the environment's, else nb]
flag-help = Print help: -h in short, --help in full
flag-version = Print the version
flag-rules = A folder of rules to lay over the built-in ones; may be given more than once
flag-policy = The policy, by name or file
flag-reveal = Show values unmasked
flag-min-severity = Show findings from this severity on
    .stop = Must not be published
    .review = A person must look
    .note = Worth knowing, asks for nothing
flag-max-nesting = How deep documents may lie within documents
flag-max-members = Documents in one container
flag-max-expansion = How many times its size a container may unpack to
flag-max-unpacked = Bytes that a container may unpack to
flag-max-document = Bytes of a document in a binary format or within a container
flag-time-limit = Seconds that the reader of a binary format may take for a document
flag-max-memory = Memory that it may take beside the document itself
flag-ocr = Whether text is read off pictures
    .auto = By tesseract with Norwegian, where it is installed
    .never = Pictures stay unread

## skjerm scan
help-scan-paths = Files, folders, journal exports, or - for standard input
help-scan-format = Report format; may be given more than once, each with its --output
    .text = For people, in the terminal
    .jsonl = For programs: one object a line
    .csv = A table of findings
    .sarif = For tools that read SARIF 2.1.0
    .html = A page with filters and reasons
help-scan-output = File for the report; without it, a report goes to standard output
help-scan-jobs = Workers [default: all cores]
help-scan-fail-on = Exit with 1 for findings from this severity on
    .stop = { flag-min-severity.stop }
    .review = { flag-min-severity.review }
    .note = { flag-min-severity.note }
    .never = Findings do not change the exit code
help-scan-color = Colours
    .auto = On a terminal
    .always = In files and pipes, too
    .never = None
help-scan-progress = Progress on standard error
    .auto = On a terminal
    .never = None
help-scan-names = Where names are looked for
    .near = In fields, and near whatever is telling
    .all = Everywhere
    .off = Nowhere
help-scan-synthetic = How numbers of the test series count
    .note = As notes
    .real = As real ones
help-scan-only = Only these groups (identifiers, names, terms, documents) or kinds
help-scan-today = The day from which ages count [default: today]
help-scan-baseline = An earlier report in JSON Lines: what it holds is known and counts no more
help-scan-key-file = The site's key, on which ids and fingerprints hang [default: in the platform's data folder]
help-scan-columns = What the columns of a table are, as field=Header: case, year, number, document, post, id, title, party, official, metadata, basis (or hjemmel), date or text; may be given more than once
help-scan-profile = The system that tables come from: acos-websak, elements, ephorte, public-360, esa, or a file of your own
help-scan-cleared = A folder for what may be published of the journal exports, with a list of what is withheld and the criteria
help-scan-shield = In cleared exports, replace findings by ***** where that suffices, rather than leave their posts out
help-scan-mark-names = In cleared exports, mark the names of persons as Noark 5 asks
help-scan-quiet = Only the summary
help-scan-verbose = Tell more on standard error

## skjerm extract
help-extract-paths = Files, folders, or - for standard input
help-extract-format = How to print
    .text = The text, segment by segment
    .jsonl = One object a segment

## skjerm rules
help-rules-explain-rule = The rule's id
help-rules-import-names-files = Tables as the statbank gives them: CSV, JSON-stat or PxWeb's JSON; - for standard input
help-rules-import-names-output = Write the list to this file [default: standard output]
help-rules-import-names-out = Write the lists into this folder of rules, as names/ssb-fornavn.toml and names/ssb-etternavn.toml
help-rules-import-names-least = Leave out names of fewer holders
help-rules-import-names-as = What the tables count, where their headings do not tell
    .first-names = First names
    .surnames = Surnames

## skjerm corpus
help-corpus-generate-out = The folder to write into: empty, or not there yet
help-corpus-generate-size = Bytes of all documents together, to within one document: 4096, 10MB, 256MiB, 1GiB
help-corpus-generate-shape = What the files are
    .big = One text file
    .mid = Text files of about 1 MiB
    .small = A text file for each document, of some 5 KB
    .csv = A journal as a table, in files of at most 256 MiB
    .noark = A Noark 5 public journal, in files of at most 256 MiB
help-corpus-generate-seed = Chance: the same seed gives the same corpus
help-corpus-generate-leaks-per-mb = Leaks in a million bytes, on average
help-corpus-generate-jobs = Threads [default: all cores]; they change nothing but the time
help-corpus-generate-quiet = Say nothing
help-corpus-evaluate-findings = The findings to score (with --write-texts: the answers)
help-corpus-evaluate-answers = The answers
help-corpus-evaluate-write-texts = Write the texts of the answers into DIR, one file each, and end
help-corpus-evaluate-documents = The folder to which the paths of the answers are relative
help-corpus-evaluate-from = The form of FINDINGS [default: told by its content]
    .skjerm = The JSON Lines report of skjerm
    .presidio = The JSON of Presidio's analyzer
    .csv = A table of spans
help-corpus-evaluate-unit = What offsets in FINDINGS count [default: bytes; characters in Presidio's]
    .bytes = Bytes of UTF-8
    .characters = Characters of Unicode
help-corpus-evaluate-map = What an entity is: ENTITY=kind, ENTITY=kind,kind for one of several, ENTITY= for none; may be given more than once
help-corpus-evaluate-kinds = Only these kinds
help-corpus-evaluate-min-severity = Leave findings below this severity out; those without one stay
help-corpus-evaluate-beside = What a finding beside all answers is [default: false-alarm; unjudged where the answers have traps]
    .false-alarm = Wrong: the answers are complete
    .unjudged = Left out: the answers pass over some
help-corpus-evaluate-cleaned = A cleaned copy, file or folder, in which no answer's value should stand any more
help-corpus-evaluate-limit = Misses, false alarms and survivors to list, of each so many
help-corpus-evaluate-format = { help-extract-format }
    .text = A table, for people
    .json = One object, for programs
help-corpus-evaluate-output = File for the evaluation [default: standard output]
help-corpus-evaluate-plots = Folder for plots: precision-recall.svg, reliability.svg, kinds.svg
help-corpus-evaluate-fail-below = Exit with 1 if a measure is lower: precision, recall, f1 (by overlap, all together), average-precision; may be given more than once
help-corpus-evaluate-seed = Seed of the intervals by resampling

## skjerm bench
help-bench-size = Bytes of running text to scan; other forms get a quarter of it
help-bench-archive = The archive whose scan is to be estimated
help-bench-format = { help-extract-format }
    .text = A table, for people
    .jsonl = One object a measurement, for programs
help-bench-jobs = Workers at most [default: all cores]

## skjerm completions
help-completions-shell = The shell to complete in: bash, elvish, fish, powershell or zsh

## What arguments are given
value-answers = ANSWERS
value-command = COMMAND
value-dir = DIR
value-entity-kind = ENTITY=KIND
value-field-header = FIELD=HEADER,…
value-file = FILE
value-file-name = FILE|NAME
value-findings = FINDINGS
value-form = FORM
value-format = FORMAT
value-group-kind = GROUP|KIND,…
value-how = HOW
value-kind = KIND
value-kinds = KIND,…
value-lang = LANG
value-measure-share = MEASURE=SHARE
value-mode = MODE
value-n = N
value-name-file = NAME|FILE
value-path = PATH
value-rule = RULE
value-seconds = SECONDS
value-severity = SEVERITY
value-shape = SHAPE
value-shell = SHELL
value-size = SIZE
value-unit = UNIT
value-what = WHAT
value-when = WHEN
value-yyyy-mm-dd = YYYY-MM-DD

## Headings and what stands around the texts
heading-commands = Commands
heading-arguments = Arguments
heading-options = Options
heading-limits = Limits on documents
heading-name = NAME
heading-synopsis = SYNOPSIS
heading-description = DESCRIPTION
heading-version = VERSION
frame-usage = Usage:
frame-options = [OPTIONS]
frame-default = [default: { $values }]
frame-variable = [env: { $variable }]
frame-values = [possible values: { $values }]
frame-values-list = Possible values:

## Arguments that cannot be read
misuse-error = error:
misuse-unknown-argument = unexpected argument '{ $argument }' found
misuse-unknown-command = unrecognized subcommand '{ $command }'
misuse-no-command = '{ $command }' requires a subcommand but one was not provided
misuse-missing = the following required arguments were not provided:
misuse-no-value = a value is required for '{ $argument }' but none was supplied
misuse-wrong-value = invalid value '{ $value }' for '{ $argument }'
misuse-too-many-values = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
misuse-twice = the argument '{ $argument }' cannot be used multiple times
misuse-conflict = the argument '{ $argument }' cannot be used with:
misuse-commands = [subcommands: { $values }]
misuse-tip = tip:
misuse-similar = a similar one exists: { $names }
misuse-exists = '{ $command }' exists
misuse-as-value = to pass '{ $argument }' as a value, use '{ $written }'
misuse-more = For more information, try '{ $flag }'.
misuse-number = not a whole number, or too large
misuse-day = not a day such as 2026-11-30
misuse-size = not a size such as 4096, 10MB, 256MiB or 1GiB
misuse-only = choose groups (identifiers, names, terms, documents) or kinds: { $names }
misuse-measure = not MEASURE=SHARE, such as recall=0.9; measures: { $names }
