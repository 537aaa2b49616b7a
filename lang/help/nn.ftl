# Nynorsk: what help, the manual page and completions say of commands and arguments, and what is said to arguments that cannot be read.
# A command is help-ITS-NAMES, with .long for what --help says beyond the first line; an argument help-COMMAND-ARGUMENT, or flag-ARGUMENT
# where several commands have it, with an attribute for each value it may take; value-… stands for what an argument is given.

## Commands
help = Går gjennom norske offentlege journalar og dokument før publisering og finn det lova skjermar
help-scan = Skannar filer, mapper, journaleksportar eller standard inn (-)
help-extract = Skriv ut teksten det blir søkt i, del for del, og kva som ikkje kunne lesast
help-rules = Viser, prøver eller forklarer reglane som gjeld
help-rules-list = Listar opp reglane som gjeld
help-rules-check = Prøver kvar regel på døma han har
help-rules-explain = Forklarer ein regel og heimelen for han
help-rules-import-names = Lagar ei namneliste av tabellane 10501 (førenamn) og 12891 (etternamn) frå Statistisk sentralbyrå
help-corpus = Måler kor godt funn svarar til det som skal finnast
help-corpus-generate = Skriv eit syntetisk korpus med fasit
    .long =
        MAPPE/documents får norske kommunale tekstar på bokmål og nynorsk, eller ein offentleg journal, der det er lagt inn lekkasjar like sjeldan som i arkivet til ein kommune. MAPPE/answers.jsonl seier kvar dei står, og kvar det står noko som liknar ein lekkasje utan å vere det. MAPPE/corpus.json seier korleis det same blir skrive på nytt. Same frø, storleik og form gjev dei same bytane på alle maskiner. Alle personar og saker er oppdikta.

        Slik blir det målt kor mykje som blir funne:

            skjerm corpus generate --size 100MiB --shape small --out MAPPE
            skjerm scan MAPPE/documents --format jsonl --output funn.jsonl --today 2026-11-30
            skjerm corpus evaluate funn.jsonl MAPPE/answers.jsonl --documents MAPPE/documents
help-corpus-evaluate = Måler ei funnfil frå kva program som helst mot ein fasit
    .long =
        FUNN er rapporten frå skjerm i JSON Lines, JSON frå analyzer i Presidio (resultat etter dokument, eller lister av dei) eller ein CSV-tabell med kolonnane path, start, end og kind. Forma blir kjend att på innhaldet. Kva andre program kallar slaga våre, står i ein tabell; --map legg til meir.

        FASIT er JSON Lines i ei av tre former: verdiar i dokument (path, kind, og text eller start og end; "trap": true for det som ikkje skal finnast; ei linje med berre path for eit dokument utan noko å finne), tekstar med namn og ord som røper noko, eller tekstar med det som er venta. Stader er byte i UTF-8. Ein fasit utan stader krev --documents.

        Eit funn er rett når det er sett i par med eit svar av same slag som det overlappar. Kvart er med i eitt par: først dei som stemmer på byten, så dei som deler mest. Falsk alarm er eit funn av eit av slaga i fasiten som ikkje overlappar noko svar av same slag, eller eit som går i ei felle med `review` eller meir. Har fasiten feller, blir han rekna for å vere ufullstendig, og berre fellene tel (--beside).

        Slik køyrer ein eit anna program på tekstar som står i sjølve fasiten:

            skjerm corpus evaluate FASIT --write-texts MAPPE

        Kvar tekst blir ei fil med nummeret på linja si som namn (00001.txt), og funna blir kjende att på det.
help-bench = Måler kor fort denne maskina les og skannar
    .long = Lagar tekst i ei mellombels mappe, som blir fjerna til slutt, og skannar han i fleire former, med éin arbeidar og med alle. Det tek om lag eitt minutt. --format jsonl gjev eitt objekt for kvar måling, med sekunda for kvar køyring, og ei oppsummering til slutt.
help-completions = Skriv ut kommandofullføring for eit skal
help-man = Skriv ut manualsida

## Flags of several commands
flag-config = Konfigurasjonsfil, der kvart val er ein nøkkel [standard: skjerm.toml i denne mappa, om ho finst]
flag-lang = Språk i meldingar, rapportar og hjelp: nb (bokmål), nn (nynorsk) eller en (engelsk) [standard: språket i miljøet, elles nb]
flag-help = Skriv ut hjelp: -h i kortform, --help i sin heilskap
flag-version = Skriv ut versjonen
flag-rules = Mappe med reglar som blir lagde over dei innebygde; kan oppgjevast fleire gonger
flag-policy = Retningslinjene, med namn eller som fil
flag-reveal = Viser verdiar utan maskering
flag-min-severity = Viser funn frå og med dette alvoret
    .stop = Stopp: skal ikkje publiserast
    .review = Vurder: eit menneske må sjå på det
    .note = Merknad: verdt å vite, krev ikkje noko
flag-max-nesting = Kor djupt dokument kan liggje inne i dokument
flag-max-members = Dokument i éin behaldar
flag-max-expansion = Kor mange gonger sin eigen storleik ein behaldar kan pakkast ut til
flag-max-unpacked = Byte som ein behaldar kan pakkast ut til
flag-max-document = Byte i eit dokument i binært format eller inne i ein behaldar
flag-time-limit = Sekund som lesaren av eit binært format kan bruke på eit dokument
flag-max-memory = Minne som han kan bruke i tillegg til sjølve dokumentet
flag-ocr = Om tekst blir lesen av bilete
    .auto = Med tesseract med norsk, der det er installert
    .never = Bilete blir ikkje lesne

## skjerm scan
help-scan-paths = Filer, mapper, journaleksportar, eller - for standard inn
help-scan-format = Rapportformat; kan oppgjevast fleire gonger, kvar gong med sin eigen --output
    .text = For folk, i terminalen
    .jsonl = For program: eitt objekt på kvar linje
    .csv = Ein tabell over funn
    .sarif = For verktøy som les SARIF 2.1.0
    .html = Ei side med filter og grunngjevingar
help-scan-output = Fil for rapporten; utan fil går rapporten til standard ut
help-scan-jobs = Arbeidarar [standard: alle kjernar]
help-scan-fail-on = Returkode 1 ved funn frå og med dette alvoret
    .stop = { flag-min-severity.stop }
    .review = { flag-min-severity.review }
    .note = { flag-min-severity.note }
    .never = Funn endrar ikkje returkoden
help-scan-color = Fargar
    .auto = I terminalen
    .always = Òg i filer og røyr
    .never = Ingen
help-scan-progress = Framdrift på standard feil
    .auto = I terminalen
    .never = Inga
help-scan-names = Kvar det blir søkt etter namn
    .near = I felt, og nær det som røper noko
    .all = Overalt
    .off = Ingen stader
help-scan-synthetic = Korleis nummer frå testseriane tel
    .note = Som merknader
    .real = Som ekte
help-scan-only = Berre desse gruppene (identifiers, names, terms, documents) eller slaga
help-scan-today = Dagen alder blir rekna frå [standard: i dag]
help-scan-baseline = Tidlegare rapport i JSON Lines: det som står der, er kjent og blir ikkje rekna med
help-scan-key-file = Nøkkelen til verksemda, som id-ar og fingeravtrykk byggjer på [standard: i datamappa til plattforma]
help-scan-columns = Kva kolonnane i ein tabell er, som felt=Overskrift: case, year, number, document, post, id, title, party, official, metadata, basis (eller hjemmel), date eller text; kan oppgjevast fleire gonger
help-scan-profile = Systemet tabellane kjem frå: acos-websak, elements, ephorte, public-360, esa eller ei eiga fil
help-scan-cleared = Mappe for det av journaleksportane som kan publiserast, med liste over det som blir halde tilbake, og kriteria
help-scan-shield = Byter ut funn i klarerte eksportar med ***** der det er nok, heller enn å utelate postane
help-scan-mark-names = Merkjer personnamn i klarerte eksportar slik Noark 5 krev
help-scan-quiet = Berre oppsummeringa
help-scan-verbose = Fortel meir på standard feil

## skjerm extract
help-extract-paths = Filer, mapper, eller - for standard inn
help-extract-format = Korleis det blir skrive ut
    .text = Teksten, stykke for stykke
    .jsonl = Eitt objekt for kvart stykke

## skjerm rules
help-rules-explain-rule = Id-en til regelen
help-rules-import-names-files = Tabellar slik statistikkbanken gjev dei: CSV, JSON-stat eller JSON frå PxWeb; - for standard inn
help-rules-import-names-output = Fil som lista blir skriven til [standard: standard ut]
help-rules-import-names-out = Regelmappe som listene blir skrivne til, som names/ssb-fornavn.toml og names/ssb-etternavn.toml
help-rules-import-names-least = Utelèt namn med færre berarar
help-rules-import-names-as = Kva tabellane tel, der overskriftene ikkje seier det
    .first-names = Førenamn
    .surnames = Etternamn

## skjerm corpus
help-corpus-generate-out = Mappa det blir skrive til: tom, eller ikkje oppretta enno
help-corpus-generate-size = Byte i alle dokument til saman, på eitt dokument nær: 4096, 10MB, 256MiB, 1GiB
help-corpus-generate-shape = Kva filene er
    .big = Éi tekstfil
    .mid = Tekstfiler på om lag 1 MiB
    .small = Ei tekstfil for kvart dokument, på rundt 5 kB
    .csv = Ein journal som tabell, i filer på høgst 256 MiB
    .noark = Ein offentleg journal i Noark 5, i filer på høgst 256 MiB
help-corpus-generate-seed = Frø for det tilfeldige: same frø gjev same korpus
help-corpus-generate-leaks-per-mb = Lekkasjar i ein million byte, i snitt
help-corpus-generate-jobs = Trådar [standard: alle kjernar]; dei endrar ikkje anna enn tida
help-corpus-generate-quiet = Seier ikkje noko
help-corpus-evaluate-findings = Funna som blir målte (med --write-texts: fasiten)
help-corpus-evaluate-answers = Fasiten
help-corpus-evaluate-write-texts = Skriv tekstane i fasiten til MAPPE, éi fil for kvar, og sluttar
help-corpus-evaluate-documents = Mappa stiane i fasiten går ut frå
help-corpus-evaluate-from = Forma på FUNN [standard: blir kjend att på innhaldet]
    .skjerm = Rapporten frå skjerm i JSON Lines
    .presidio = JSON frå analyzer i Presidio
    .csv = Ein tabell over stader
help-corpus-evaluate-unit = Kva stadene i FUNN tel [standard: byte; teikn i dei frå Presidio]
    .bytes = Byte i UTF-8
    .characters = Teikn i Unicode
help-corpus-evaluate-map = Kva ein type er: TYPE=slag, TYPE=slag,slag for eitt av fleire, TYPE= for ingen; kan oppgjevast fleire gonger
help-corpus-evaluate-kinds = Berre desse slaga
help-corpus-evaluate-min-severity = Utelèt funn under dette alvoret; dei som ikkje har noko, blir med
help-corpus-evaluate-beside = Kva eit funn utanom alle svar er [standard: false-alarm; unjudged der fasiten har feller]
    .false-alarm = Feil: fasiten er fullstendig
    .unjudged = Blir utelate: fasiten går forbi noko
help-corpus-evaluate-cleaned = Reinsa kopi, fil eller mappe, der ingen av verdiane i svara skal stå att
help-corpus-evaluate-limit = Kor mange som blir lista av kvar: ikkje funne, falsk alarm, står att
help-corpus-evaluate-format = { help-extract-format }
    .text = Ein tabell, for folk
    .json = Eitt objekt, for program
help-corpus-evaluate-output = Fil for resultatet [standard: standard ut]
help-corpus-evaluate-plots = Mappe for figurar: precision-recall.svg, reliability.svg, kinds.svg
help-corpus-evaluate-fail-below = Returkode 1 når eit mål er lågare: precision, recall, f1 (etter overlapp, alt samla), average-precision; kan oppgjevast fleire gonger
help-corpus-evaluate-seed = Frø for intervalla, som kjem av gjenteken trekning

## skjerm bench
help-bench-size = Byte løpande tekst som blir skanna; andre former får ein fjerdedel
help-bench-archive = Storleiken på arkivet det blir gjeve eit overslag for
help-bench-format = { help-extract-format }
    .text = Ein tabell, for folk
    .jsonl = Eitt objekt for kvar måling, for program
help-bench-jobs = Arbeidarar på det meste [standard: alle kjernar]

## skjerm completions
help-completions-shell = Skalet det blir fullført i: bash, elvish, fish, powershell eller zsh

## What arguments are given
value-answers = FASIT
value-command = KOMMANDO
value-dir = MAPPE
value-entity-kind = TYPE=SLAG
value-field-header = FELT=OVERSKRIFT,…
value-file = FIL
value-file-name = FIL|NAMN
value-findings = FUNN
value-form = FORM
value-format = FORMAT
value-group-kind = GRUPPE|SLAG,…
value-how = KORLEIS
value-kind = SLAG
value-kinds = SLAG,…
value-lang = SPRÅK
value-measure-share = MÅL=DEL
value-mode = MÅTE
value-n = N
value-name-file = NAMN|FIL
value-path = STI
value-rule = REGEL
value-seconds = SEKUND
value-severity = ALVOR
value-shape = FORM
value-shell = SKAL
value-size = STORLEIK
value-unit = EINING
value-what = KVA
value-when = NÅR
value-yyyy-mm-dd = ÅÅÅÅ-MM-DD

## Headings and what stands around the texts
heading-commands = Kommandoar
heading-arguments = Argument
heading-options = Val
heading-limits = Grenser for dokument
heading-name = NAMN
heading-synopsis = BRUK
heading-description = OMTALE
heading-version = VERSJON
frame-usage = Bruk:
frame-options = [VAL]
frame-default = [standard: { $values }]
frame-variable = [variabel: { $variable }]
frame-values = [moglege verdiar: { $values }]
frame-values-list = Moglege verdiar:

## Arguments that cannot be read
misuse-error = feil:
misuse-unknown-argument = ukjent argument «{ $argument }»
misuse-unknown-command = ukjend kommando «{ $command }»
misuse-no-command = «{ $command }» må ha ein kommando etter seg
misuse-missing = desse argumenta manglar:
misuse-no-value = «{ $argument }» manglar ein verdi
misuse-wrong-value = ugyldig verdi «{ $value }» for «{ $argument }»
misuse-too-many-values = «{ $argument }» tek ikkje imot verdien «{ $value }»
misuse-twice = «{ $argument }» kan berre oppgjevast éin gong
misuse-conflict = «{ $argument }» kan ikkje brukast saman med:
misuse-commands = [kommandoar: { $values }]
misuse-tip = tips:
misuse-similar = noko som liknar, finst: { $names }
misuse-exists = «{ $command }» finst
misuse-as-value = er «{ $argument }» meint som ein verdi, skriv ein «{ $written }»
misuse-more = Meir hjelp: «{ $flag }».
misuse-number = ikkje eit heilt tal, eller for stort
misuse-day = ikkje ein dag, slik som 2026-11-30
misuse-size = ikkje ein storleik, slik som 4096, 10MB, 256MiB eller 1GiB
misuse-only = det kan vere grupper (identifiers, names, terms, documents) eller slag: { $names }
misuse-measure = ikkje MÅL=DEL, slik som recall=0.9; mål: { $names }
