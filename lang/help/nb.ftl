# Bokmål: what help, the manual page and completions say of commands and arguments, and what is said to arguments that cannot be read.
# A command is help-ITS-NAMES, with .long for what --help says beyond the first line; an argument help-COMMAND-ARGUMENT, or flag-ARGUMENT
# where several commands have it, with an attribute for each value it may take; value-… stands for what an argument is given.

## Commands
help = Går gjennom norske offentlige journaler og dokumenter før publisering og finner det loven skjermer
help-scan = Skanner filer, mapper, journaleksporter eller standard inn (-)
help-extract = Skriver ut teksten det søkes i, del for del, og hva som ikke kunne leses
help-rules = Viser, prøver eller forklarer reglene som gjelder
help-rules-list = Lister opp reglene som gjelder
help-rules-check = Prøver hver regel på eksemplene den har
help-rules-explain = Forklarer en regel og hjemmelen for den
help-rules-import-names = Lager en navneliste av tabellene 10501 (fornavn) og 12891 (etternavn) fra Statistisk sentralbyrå
help-corpus = Måler hvor godt funn svarer til det som skal finnes
help-corpus-generate = Skriver et syntetisk korpus med fasit
    .long =
        MAPPE/documents får norske kommunale tekster på bokmål og nynorsk, eller en offentlig journal, der det er lagt inn lekkasjer like sjelden som i arkivet til en kommune. MAPPE/answers.jsonl sier hvor de står, og hvor det står noe som ligner en lekkasje uten å være det. MAPPE/corpus.json sier hvordan det samme skrives på nytt. Samme frø, størrelse og form gir de samme bytene på alle maskiner. Alle personer og saker er oppdiktet.

        Slik måles hvor mye som blir funnet:

            skjerm corpus generate --size 100MiB --shape small --out MAPPE
            skjerm scan MAPPE/documents --format jsonl --output funn.jsonl --today 2026-11-30
            skjerm corpus evaluate funn.jsonl MAPPE/answers.jsonl --documents MAPPE/documents
help-corpus-evaluate = Måler en funnfil fra et hvilket som helst program mot en fasit
    .long =
        FUNN er rapporten fra skjerm i JSON Lines, JSON fra Presidios analyzer (resultater etter dokument, eller lister av dem) eller en CSV-tabell med kolonnene path, start, end og kind. Formen kjennes igjen på innholdet. Hva andre programmer kaller slagene våre, står i en tabell; --map legger til mer.

        FASIT er JSON Lines i en av tre former: verdier i dokumenter (path, kind, og text eller start og end; "trap": true for det som ikke skal finnes; en linje med bare path for et dokument uten noe å finne), tekster med navn og ord som røper noe, eller tekster med det som er ventet. Steder er byte i UTF-8. En fasit uten steder krever --documents.

        Et funn er rett når det er satt i par med et svar av samme slag som det overlapper. Hvert er med i ett par: først de som stemmer på byten, så de som deler mest. Falsk alarm er et funn av et av fasitens slag som ikke overlapper noe svar av samme slag, eller et som går i en felle med `review` eller mer. Har fasiten feller, regnes den for å være ufullstendig, og bare fellene teller (--beside).

        Slik kjøres et annet program på tekster som står i selve fasiten:

            skjerm corpus evaluate FASIT --write-texts MAPPE

        Hver tekst blir en fil med nummeret på linjen sin som navn (00001.txt), og funnene kjennes igjen på det.
help-bench = Måler hvor fort denne maskinen leser og skanner
    .long = Lager tekst i en midlertidig mappe, som fjernes til slutt, og skanner den i flere former, med én arbeider og med alle. Det tar omtrent ett minutt. --format jsonl gir ett objekt for hver måling, med sekundene for hver kjøring, og en oppsummering til slutt.
help-completions = Skriver ut kommandofullføring for et skall
help-man = Skriver ut manualsiden

## Flags of several commands
flag-config = Konfigurasjonsfil, der hvert valg er en nøkkel [standard: skjerm.toml i denne mappen, om den finnes]
flag-lang = Språk i meldinger, rapporter og hjelp: nb (bokmål), nn (nynorsk) eller en (engelsk) [standard: språket i miljøet, ellers nb]
flag-help = Skriver ut hjelp: -h i kortform, --help i sin helhet
flag-version = Skriver ut versjonen
flag-rules = Mappe med regler som legges over de innebygde; kan oppgis flere ganger
flag-policy = Retningslinjene, med navn eller som fil
flag-reveal = Viser verdier uten maskering
flag-min-severity = Viser funn fra og med denne alvorligheten
    .stop = Stopp: skal ikke publiseres
    .review = Vurderes: et menneske må se på det
    .note = Merknad: verdt å vite, krever ikke noe
flag-max-nesting = Hvor dypt dokumenter kan ligge inne i dokumenter
flag-max-members = Dokumenter i én beholder
flag-max-expansion = Hvor mange ganger sin egen størrelse en beholder kan pakkes ut til
flag-max-unpacked = Byte som en beholder kan pakkes ut til
flag-max-document = Byte i et dokument i binært format eller inne i en beholder
flag-time-limit = Sekunder som leseren av et binært format kan bruke på et dokument
flag-max-memory = Minne som den kan bruke i tillegg til selve dokumentet
flag-ocr = Om tekst leses av bilder
    .auto = Med tesseract med norsk, der det er installert
    .never = Bilder blir ikke lest

## skjerm scan
help-scan-paths = Filer, mapper, journaleksporter, eller - for standard inn
help-scan-format = Rapportformat; kan oppgis flere ganger, hver gang med sin egen --output
    .text = For folk, i terminalen
    .jsonl = For programmer: ett objekt på hver linje
    .csv = En tabell over funn
    .sarif = For verktøy som leser SARIF 2.1.0
    .html = En side med filtre og begrunnelser
help-scan-output = Fil for rapporten; uten fil går rapporten til standard ut
help-scan-jobs = Arbeidere [standard: alle kjerner]
help-scan-fail-on = Returkode 1 ved funn fra og med denne alvorligheten
    .stop = { flag-min-severity.stop }
    .review = { flag-min-severity.review }
    .note = { flag-min-severity.note }
    .never = Funn endrer ikke returkoden
help-scan-color = Farger
    .auto = I terminalen
    .always = Også i filer og rør
    .never = Ingen
help-scan-progress = Framdrift på standard feil
    .auto = I terminalen
    .never = Ingen
help-scan-names = Hvor det søkes etter navn
    .near = I felt, og nær det som røper noe
    .all = Overalt
    .off = Ingen steder
help-scan-synthetic = Hvordan nummer fra testseriene teller
    .note = Som merknader
    .real = Som ekte
help-scan-only = Bare disse gruppene (identifiers, names, terms, documents) eller slagene
help-scan-today = Dagen alder regnes fra [standard: i dag]
help-scan-baseline = Tidligere rapport i JSON Lines: det som står der, er kjent og regnes ikke med
help-scan-key-file = Virksomhetens nøkkel, som id-er og fingeravtrykk bygger på [standard: i plattformens datamappe]
help-scan-columns = Hva kolonnene i en tabell er, som felt=Overskrift: case, year, number, document, post, id, title, party, official, metadata, basis (eller hjemmel), date eller text; kan oppgis flere ganger
help-scan-profile = Systemet tabellene kommer fra: acos-websak, elements, ephorte, public-360, esa eller en egen fil
help-scan-cleared = Mappe for det av journaleksportene som kan publiseres, med liste over det som holdes tilbake, og kriteriene
help-scan-shield = Erstatter funn i klarerte eksporter med ***** der det er nok, heller enn å utelate postene
help-scan-mark-names = Merker personnavn i klarerte eksporter slik Noark 5 krever
help-scan-quiet = Bare oppsummeringen
help-scan-verbose = Forteller mer på standard feil

## skjerm extract
help-extract-paths = Filer, mapper, eller - for standard inn
help-extract-format = Hvordan det skrives ut
    .text = Teksten, stykke for stykke
    .jsonl = Ett objekt for hvert stykke

## skjerm rules
help-rules-explain-rule = Regelens id
help-rules-import-names-files = Tabeller slik statistikkbanken gir dem: CSV, JSON-stat eller JSON fra PxWeb; - for standard inn
help-rules-import-names-output = Fil som listen skrives til [standard: standard ut]
help-rules-import-names-out = Regelmappe som listene skrives til, som names/ssb-fornavn.toml og names/ssb-etternavn.toml
help-rules-import-names-least = Utelater navn med færre bærere
help-rules-import-names-as = Hva tabellene teller, der overskriftene ikke sier det
    .first-names = Fornavn
    .surnames = Etternavn

## skjerm corpus
help-corpus-generate-out = Mappen det skrives til: tom, eller ikke opprettet ennå
help-corpus-generate-size = Byte i alle dokumenter til sammen, på ett dokument nær: 4096, 10MB, 256MiB, 1GiB
help-corpus-generate-shape = Hva filene er
    .big = Én tekstfil
    .mid = Tekstfiler på omtrent 1 MiB
    .small = En tekstfil for hvert dokument, på rundt 5 kB
    .csv = En journal som tabell, i filer på høyst 256 MiB
    .noark = En offentlig journal i Noark 5, i filer på høyst 256 MiB
help-corpus-generate-seed = Frø for tilfeldigheten: samme frø gir samme korpus
help-corpus-generate-leaks-per-mb = Lekkasjer i en million byte, i snitt
help-corpus-generate-jobs = Tråder [standard: alle kjerner]; de endrer ikke annet enn tiden
help-corpus-generate-quiet = Sier ikke noe
help-corpus-evaluate-findings = Funnene som måles (med --write-texts: fasiten)
help-corpus-evaluate-answers = Fasiten
help-corpus-evaluate-write-texts = Skriver tekstene i fasiten til MAPPE, én fil for hver, og slutter
help-corpus-evaluate-documents = Mappen stiene i fasiten går ut fra
help-corpus-evaluate-from = Formen på FUNN [standard: kjennes igjen på innholdet]
    .skjerm = Rapporten fra skjerm i JSON Lines
    .presidio = JSON fra Presidios analyzer
    .csv = En tabell over steder
help-corpus-evaluate-unit = Hva stedene i FUNN teller [standard: byte; tegn i Presidios]
    .bytes = Byte i UTF-8
    .characters = Tegn i Unicode
help-corpus-evaluate-map = Hva en type er: TYPE=slag, TYPE=slag,slag for ett av flere, TYPE= for ingen; kan oppgis flere ganger
help-corpus-evaluate-kinds = Bare disse slagene
help-corpus-evaluate-min-severity = Utelater funn under denne alvorligheten; de som ikke har noen, blir med
help-corpus-evaluate-beside = Hva et funn utenom alle svar er [standard: false-alarm; unjudged der fasiten har feller]
    .false-alarm = Feil: fasiten er fullstendig
    .unjudged = Utelates: fasiten går forbi noe
help-corpus-evaluate-cleaned = Renset kopi, fil eller mappe, der ingen av svarenes verdier skal stå igjen
help-corpus-evaluate-limit = Hvor mange som listes av hver: ikke funnet, falsk alarm, står igjen
help-corpus-evaluate-format = { help-extract-format }
    .text = En tabell, for folk
    .json = Ett objekt, for programmer
help-corpus-evaluate-output = Fil for resultatet [standard: standard ut]
help-corpus-evaluate-plots = Mappe for figurer: precision-recall.svg, reliability.svg, kinds.svg
help-corpus-evaluate-fail-below = Returkode 1 når et mål er lavere: precision, recall, f1 (etter overlapp, alt samlet), average-precision; kan oppgis flere ganger
help-corpus-evaluate-seed = Frø for intervallene, som kommer av gjentatt trekning

## skjerm bench
help-bench-size = Byte løpende tekst som skannes; andre former får en fjerdedel
help-bench-archive = Størrelsen på arkivet det gis et anslag for
help-bench-format = { help-extract-format }
    .text = En tabell, for folk
    .jsonl = Ett objekt for hver måling, for programmer
help-bench-jobs = Arbeidere på det meste [standard: alle kjerner]

## skjerm completions
help-completions-shell = Skallet det fullføres i: bash, elvish, fish, powershell eller zsh

## What arguments are given
value-answers = FASIT
value-command = KOMMANDO
value-dir = MAPPE
value-entity-kind = TYPE=SLAG
value-field-header = FELT=OVERSKRIFT,…
value-file = FIL
value-file-name = FIL|NAVN
value-findings = FUNN
value-form = FORM
value-format = FORMAT
value-group-kind = GRUPPE|SLAG,…
value-how = HVORDAN
value-kind = SLAG
value-kinds = SLAG,…
value-lang = SPRÅK
value-measure-share = MÅL=ANDEL
value-mode = MÅTE
value-n = N
value-name-file = NAVN|FIL
value-path = STI
value-rule = REGEL
value-seconds = SEKUNDER
value-severity = ALVORLIGHET
value-shape = FORM
value-shell = SKALL
value-size = STØRRELSE
value-unit = ENHET
value-what = HVA
value-when = NÅR
value-yyyy-mm-dd = ÅÅÅÅ-MM-DD

## Headings and what stands around the texts
heading-commands = Kommandoer
heading-arguments = Argumenter
heading-options = Valg
heading-limits = Grenser for dokumenter
heading-name = NAVN
heading-synopsis = BRUK
heading-description = BESKRIVELSE
heading-version = VERSJON
frame-usage = Bruk:
frame-options = [VALG]
frame-default = [standard: { $values }]
frame-variable = [variabel: { $variable }]
frame-values = [mulige verdier: { $values }]
frame-values-list = Mulige verdier:

## Arguments that cannot be read
misuse-error = feil:
misuse-unknown-argument = ukjent argument «{ $argument }»
misuse-unknown-command = ukjent kommando «{ $command }»
misuse-no-command = «{ $command }» må ha en kommando etter seg
misuse-missing = disse argumentene mangler:
misuse-no-value = «{ $argument }» mangler en verdi
misuse-wrong-value = ugyldig verdi «{ $value }» for «{ $argument }»
misuse-too-many-values = «{ $argument }» tar ikke imot verdien «{ $value }»
misuse-twice = «{ $argument }» kan bare oppgis én gang
misuse-conflict = «{ $argument }» kan ikke brukes sammen med:
misuse-commands = [kommandoer: { $values }]
misuse-tip = tips:
misuse-similar = noe som ligner, finnes: { $names }
misuse-exists = «{ $command }» finnes
misuse-as-value = er «{ $argument }» ment som en verdi, skrives det «{ $written }»
misuse-more = Mer hjelp: «{ $flag }».
misuse-number = ikke et helt tall, eller for stort
misuse-day = ikke en dag, slik som 2026-11-30
misuse-size = ikke en størrelse, slik som 4096, 10MB, 256MiB eller 1GiB
misuse-only = det kan være grupper (identifiers, names, terms, documents) eller slag: { $names }
misuse-measure = ikke MÅL=ANDEL, slik som recall=0.9; mål: { $names }
