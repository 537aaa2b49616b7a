# Bokmål. What a user reads; keys are the same in nb, nn and en (tests hold them to it).

## Kinds of findings
kind-fodselsnummer = fødselsnummer
kind-d-nummer = D-nummer
kind-h-nummer = H-nummer (hjelpenummer)
kind-fh-nummer = FH-nummer (felles hjelpenummer)
kind-duf-nummer = DUF-nummer
kind-kontonummer = kontonummer
kind-iban = IBAN
kind-organisasjonsnummer = organisasjonsnummer
kind-telefon = telefonnummer
kind-epost = e-postadresse
kind-adresse = adresse
kind-fodselsdato = fødselsdato
kind-bilskilt = registreringsnummer på bil
kind-passnummer = passnummer
kind-kid = KID-nummer
kind-gnr-bnr = gårds- og bruksnummer
kind-personnavn = personnavn
kind-helse = helse
kind-barnevern = barnevern
kind-sosial = sosiale ytelser og gjeld
kind-skole = skole og PPT
kind-straff = straffbare forhold
kind-etnisitet = etnisk opphav
kind-religion = religion og livssyn
kind-politikk = politisk oppfatning
kind-fagforening = fagforeningsmedlemskap
kind-seksualliv = seksuelle forhold
kind-personal = personalsak
kind-lonn = lønn
kind-gradert-adresse = gradert adresse
kind-flyktning = asyl og innvandring
kind-failed-redaction = sladding som ikke holder
kind-hidden-text = skjult tekst
kind-over-shielding = for mye skjermet
kind-shielding-mismatch = ulik skjerming
kind-policy = egen publiseringsregel
kind-connection = person koblet til følsom sak

## Severities and verdicts
severity-stop = stopp
severity-review = vurderes
severity-note = merknad
verdict-publish = kan publiseres
verdict-review = må vurderes
verdict-withhold = holdes tilbake

## Parts of a document
part-body = tekst
part-title = tittel
part-party = korrespondansepart
part-official = saksbehandler
part-metadata = metadata
part-comment = kommentar
part-hidden = skjult tekst
part-deleted-text = slettet tekst
part-under-redaction = tekst under sladding
part-ocr = lest av bilde
part-attachment-name = navn på vedlegg
part-file-name = filnavn

## Why an input was not read in full, and how to go on
reason-encrypted = passordbeskyttet
reason-corrupt = skadet
reason-too-large = for stor
reason-timeout = tok for lang tid
reason-unsupported = formatet leses ikke
reason-io = kunne ikke åpnes
reason-crashed = leseren stanset
advice-encrypted = Lagre en kopi uten passord og kjør på nytt.
advice-corrupt = Åpne filen i programmet den kommer fra, lagre den på nytt, og kjør igjen.
advice-too-large = Del filen opp, eller hev grensen, og kjør på nytt.
advice-timeout = Del filen opp, eller hev tidsgrensen, og kjør på nytt.
advice-unsupported = Lagre den som PDF/A eller ren tekst, eller la en saksbehandler se gjennom den.
advice-io = Se etter at filen finnes og kan leses, og kjør på nytt.
advice-crashed = La en saksbehandler se gjennom filen, og meld fra om feilen.

## Evidence
evidence-check-digits = kontrollsifrene stemmer
evidence-check-digits-2032 = kontrollsifrene stemmer etter regelen som gjelder fra 2032
evidence-check-digits-fail = kontrollsifrene stemmer ikke: kan være feilskrevet
evidence-checksum = kontrollsifferet stemmer
evidence-cue = ordet foran sier det
evidence-label = feltets navn sier det
evidence-neighbour = like ved: { $kind }
evidence-person-role = et ord like ved viser at det gjelder en privatperson
evidence-pronoun = viser til en person
evidence-negated = det blir sagt at det ikke er slik
evidence-generic = omtalt generelt
evidence-model = navnemodellen leser det som et navn
evidence-listed = står på en liste
evidence-compound = ledd i et sammensatt ord
evidence-official = et ord like ved viser at personen opptrer for det offentlige
evidence-ocr-repair = bokstaver i skannet tekst er lest som sifre
evidence-spreadsheet-damage = endret av et regneark
evidence-pattern = eget søkemønster

## Laws: titles, and what they say in our words
law-offl-3 = offentleglova § 3 og § 1
law-offl-3-says = Dokumenter, journaler og registre er åpne når ikke annet følger av lov.
law-offl-10 = offentleglova § 10, offentlegforskrifta § 6
law-offl-10-says = Organet fører journal. Personnavn i journal på nettet skal ikke kunne søkes fram når de er eldre enn ett år.
law-offl-13 = offentleglova § 13, forvaltningsloven § 13
law-offl-13-says = Opplysninger under lovfestet taushetsplikt, særlig om noens personlige forhold, er alltid unntatt.
law-offl-26 = offentleglova § 26
law-offl-26-says = Fødselsnummer og tilsvarende nummer kan unntas.
law-offf-7a = offentlegforskrifta § 7 andre ledd bokstav a
law-offf-7a-says = Opplysninger under taushetsplikt skal aldri på internett.
law-offf-7b = offentlegforskrifta § 7 andre ledd bokstav b
law-offf-7b-says = Opplysninger som kan unntas etter forskriften § 9.
law-offf-7c = offentlegforskrifta § 7 andre ledd bokstav c
law-offf-7c-says = Særlige kategorier av personopplysninger (helse, etnisitet, religion, politikk, fagforening, seksuelle forhold) og straffbare forhold.
law-offf-7d = offentlegforskrifta § 7 andre ledd bokstav d
law-offf-7d-says = Fødselsnummer, personnummer og tilsvarende nummer.
law-offf-7e = offentlegforskrifta § 7 andre ledd bokstav e
law-offf-7e-says = Lønn og godtgjøring til enkeltpersoner, unntatt ledere.
law-offf-7f = offentlegforskrifta § 7 andre ledd bokstav f
law-offf-7f-says = Materiale som tredjeperson har rettigheter til, uten samtykke.
law-noark-5-2-6 = Noark 5, krav 5.2.6
law-noark-5-2-6-says = Den offentlige tittelen er tittelen uten de skjermede ordene.
law-noark-5-2-9 = Noark 5, krav 5.2.9
law-noark-5-2-9-says = Navn på korrespondansepart og klasse utelates fra offentlig journal når de er unntatt.
law-noark-5-2-30 = Noark 5, krav 5.2.30
law-noark-5-2-30-says = Journalen på nettet inneholder ikke noe som er unntatt.
law-noark-5-2-31 = Noark 5, krav 5.2.31
law-noark-5-2-31-says = Særlige kategorier, fødselsnummer, lønn og andres rettigheter skal aldri på internett.
law-noark-5-2-32 = Noark 5, krav 5.2.32
law-noark-5-2-32-says = Personnavn på nettsider merkes slik at søkemotorer hopper over dem.
law-noark-5-2-33 = Noark 5, krav 5.2.33
law-noark-5-2-33-says = Personnavn skal ikke kunne søkes fram etter ett år.
law-noark-5-2-34 = Noark 5, krav 5.2.34
law-noark-5-2-34-says = Personnavn merkes før eksport.
law-noark-5-2-36 = Noark 5, krav 5.2.36
law-noark-5-2-36-says = Dokumenter med noe av det offentlegforskrifta § 7 nevner, legges ikke på internett.
law-noark-5-2-37 = Noark 5, krav 5.2.37
law-noark-5-2-37-says = Kriteriene for hva som publiseres, gjøres kjent.
law-local = organets egne publiseringsregler
law-local-says = Regler som organet selv har satt for hva det publiserer.

## Units
bytes = { $count } byte
unit-hour = t

## The summary
summary-title = Oppsummering
summary-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokumenter
    }
summary-entries =
    { $count ->
        [one] 1 journalpost
       *[other] { $count } journalposter
    }
summary-speed = { $size } på { $time } ({ $rate })
summary-findings =
    { $count ->
        [one] 1 funn
       *[other] { $count } funn
    }
summary-no-findings = Ingen funn.
summary-stop =
    { $count ->
        [one] 1 stopp
       *[other] { $count } stopp
    }
summary-review =
    { $count ->
        [one] 1 til vurdering
       *[other] { $count } til vurdering
    }
summary-note =
    { $count ->
        [one] 1 merknad
       *[other] { $count } merknader
    }
summary-known =
    { $count ->
        [one] 1 funn er kjent fra før og ikke regnet med.
       *[other] { $count } funn er kjent fra før og ikke regnet med.
    }
summary-names-near = Personnavn: søkt der de kan bety noe (--names near)
summary-names-all = Personnavn: søkt i all tekst (--names all)
summary-names-off = Personnavn: ikke søkt etter (--names off)
summary-sought = Med { $flags }: Vurderingene gjelder det som ble lett etter og talt med slik, ikke alt
summary-laws = Hjemler
summary-pictures = { $count ->
    [one] Ett dokument er bilde av tekst
   *[other] { $count } dokumenter er bilder av tekst
} og leses der tesseract med norsk er installert (på Debian og Ubuntu: apt install tesseract-ocr tesseract-ocr-nor)
summary-unread =
    { $count ->
        [one] 1 dokument er ikke lest i sin helhet, og er ikke klarert:
       *[other] { $count } dokumenter er ikke lest i sin helhet, og er ikke klarert:
    }

## Reports in the terminal
text-document = dokumentet
text-synthetic = testnummer
text-unread = ikke lest i sin helhet
text-page = s. { $page }

## SARIF
sarif-message = { $kind }: { $value }
sarif-basis = Hjemmel: { $laws }
sarif-unread = Ikke lest i sin helhet ({ $reason }): { $detail } { $advice }
sarif-built-in = Innebygd regel.

## The site's key
key-no-folder = Fant ingen mappe for nøkkelen: denne kjøringen bruker sin egen, så id-ene kan ikke sammenlignes med andre kjøringer. Oppgi en fil med --key-file.
key-unusable = { $path }: { $error }. Denne kjøringen bruker sin egen nøkkel, så id-ene kan ikke sammenlignes med andre kjøringer.
misuse-output-place = hver --output hører til rett etter sin --format
misuse-extension = navnet { $path } sier ikke hvilket format rapporten skal ha (.txt, .jsonl, .csv, .sarif, .html): oppgi --format
output-twice = to rapporter ville gått til { $path }: gi hver av dem sin fil
output-key = rapporten ville skrevet over nøkkelfilen, { $path }: oppgi en annen fil
output-configuration = rapporten ville skrevet over oppsettet, { $path }: oppgi en annen fil
output-baseline = rapporten ville skrevet over grunnlinjen, { $path }: oppgi en annen fil
output-rules = rapporten ville skrevet over regelverket eller profilen, { $path }: oppgi en annen fil
output-cleared = rapporten ville ligget blant de klarerte eksportene, { $path }: oppgi en fil i en annen mappe
output-input = rapporten ville skrevet over noe som skal skannes, { $path }: oppgi en annen fil
misuse-one-report = bare én rapport kan gå til standard ut: gi de andre en --output
misuse-cleared = --cleared publiserer det som ingenting ble funnet i: utelat --only, --names off og --baseline, som leter etter mindre
key-malformed = { $path } er ikke en nøkkelfil (64 heksadesimale tegn) og er ikke rørt. Denne kjøringen bruker sin egen nøkkel, så id-ene kan ikke sammenlignes med andre kjøringer.
key-exposed = { $path }: andre enn eieren kan lese nøkkelen. chmod 600 retter det.

## The run
scan-begins = Skanner { $files ->
    [one] 1 fil
   *[other] { $files } filer
}, { $size }.
scan-unfinished = { $count ->
    [one] En uferdig rapport fra en kjøring som ble drept, er
   *[other] { $count } uferdige rapporter fra kjøringer som ble drept, er
} utelatt (.skjerm-….part).
scan-temporary = Mappen for midlertidige filer svikter ({ $trouble }). Oppgi en annen i variabelen TMPDIR.
scan-interrupted = Avbrutt. Det er ikke skrevet noen rapport.
progress-left = igjen

## Måling av fart
bench-title = Farten til skjerm { $version } på denne maskinen, som har { $cores ->
    [one] 1 kjerne
   *[other] { $cores } kjerner
}
bench-method = Medianen av { $runs } kjøringer over laget tekst ({ $size } løpende tekst, en fjerdedel i andre former) som ligger i minnet fra før.
bench-rate = fart
bench-time = tid
bench-findings = funn
bench-read = Bare lesing
bench-text = Alt, i én tekstfil
bench-files = Alt, i små tekstfiler
bench-csv = Alt, i en journal som tabell (CSV)
bench-noark = Alt, i en journal i Noark 5
bench-identifiers = Bare nummer (--only identifiers)
bench-names-all = Alt, og alle navn (--names all)
bench-archive = Et arkiv på { $size } tar i denne farten, med --jobs { $jobs }:
bench-archive-text = som store tekstfiler
bench-archive-files = som små tekstfiler
bench-archive-csv = som tabeller (CSV)
bench-archive-noark = som journaler i Noark 5
bench-archive-note = Et anslag: lageret må levere like fort, og PDF, Word og bilder har sin egen fart.
bench-generates = Lager tekst
bench-interrupted = Avbrutt.

## Innlesing av navn
import-first-names = Fornavn (Statistisk sentralbyrås tabell 10501)
import-surnames = Etternavn (Statistisk sentralbyrås tabell 12891)
import-year = , nyeste år { $year }
import-read =
    { $count ->
        [one] 1 navn lest
       *[other] { $count } navn lest
    }
import-taken = { $count } tatt inn i lista
import-weak = { $count } av dem teller bare ved siden av et annet navn: de er, eller kan være, vanlige ord eller steder
import-left-out = { $count } utelatt
import-few = { $count } med færre enn { $least } bærere
import-known = { $count } som de innebygde listene alt har
import-frequent = { $count } som hører til de ordene tekster er laget av
import-uncounted = { $count } uten tall
import-unwritten =
    { $count ->
        [one] 1 annen rad hoppet over: den er ikke skrevet som et navn
       *[other] { $count } andre rader hoppet over: de er ikke skrevet som navn
    }
import-one-sex = Tabellen har bare navn for ett kjønn. Velg både jentenavn og guttenavn i statistikkbanken.
import-written = Skrevet: { $path }

## Klarerte eksporter
cleared-posts = { $published } av { $all } journalposter er klarert ({ $shielded } med skjerming), { $withheld } holdes tilbake.
cleared-busy = en annen kjøring skriver til { $path } nå: vent på den, eller oppgi en annen mappe
cleared-not = { $path } er ikke klarert: { $reason }
cleared-unmarked = { $path }: formatet har ikke noe merke for personnavn, så de er ikke merket.
cleared-nothing-left = ingen av journalpostene kan publiseres, så det er ikke skrevet noen fil
cleared-name-tells = filnavnet inneholder noe som skal skjermes: gi filen et annet navn
cleared-no-name = inndata har ikke noe filnavn: lagre eksporten i en fil
cleared-same-name = navnet er alt i bruk i mappen for klarerte eksporter: gi filen et annet navn, eller oppgi mappen over
cleared-itself = den klarerte filen ville skrevet over eksporten selv: oppgi en annen mappe
cleared-changed = filen ble endret mens den ble lest
cleared-no-end = nye funn dukker opp hver gang noe tas ut
cleared-copy-differs = postene i kopien er ikke de som ble lest
cleared-no-journal = filen leses ikke lenger som en journal
cleared-outside-posts = det er funn utenfor journalpostene, som må rettes i eksporten
cleared-format = journaler i dette formatet ({ $format }) kan sjekkes, men ikke skrives
cleared-running = filen har titlene slik de er ved siden av de offentlige: eksporter den offentlige journalen, og klarer den
cleared-encoding = kopien kan ikke skrives i filens tegnsett: { $detail }
cleared-disagreement = filen lar seg ikke dele opp i de { $posts } postene som ble lest: { $detail }
cleared-marks-tell = merkene rundt personnavn gir nye funn: kjør uten --mark-names
cleared-goes-with = hører til en sak eller post som holdes tilbake
cleared-document = et dokument i posten kan ikke publiseres, eller er ikke lest
cleared-covert = raden eller arket er skjult i arbeidsboken
cleared-einnsyn = eInnsyn vil avvise posten: den har elleve sifre som ser ut som et fødselsnummer
withheld-do-number = Ta ut eller skjerm nummeret i arkivsystemet, og eksporter på nytt.
withheld-do-name = Skjerm navnet, eller merk det slik at det ikke kan søkes fram, og eksporter på nytt.
withheld-do-connection = Skjerm navnet eller det som forteller om personen, og oppgi hjemmel.
withheld-do-term = Vurder om opplysningen gjelder en person. Gjør den det, skjerm den og oppgi hjemmel.
withheld-do-over-shielding = Åpne de ordene som ikke er unntatt, eller oppgi hjemmel.
withheld-do-mismatch = Skjerm navnet alle steder i saken, eller åpne det alle steder.
withheld-do-policy = Organet publiserer ikke slike saker. Endre publiseringsregelen hvis den er feil.
withheld-do-hidden = Fjern den skjulte teksten fra dokumentet.
withheld-do-check-shielding = Skjermet i den klarerte eksporten. Skjerm også i arkivsystemet.
withheld-do-file = Rett feilen, og kjør på nytt. Publiser ikke filen slik den er.
withheld-do-post = Se på saken eller posten som den hører til.
withheld-do-einnsyn = Ta ut nummeret, eller skriv det på en annen måte, før opplasting til eInnsyn.

## Kriteriene for publisering
criteria-title = Kriterier for publisering av journalen
criteria-made = Laget med skjerm { $version }, { $date }
criteria-rules = Regler: { $hash }
criteria-options = Valg: { $options }
criteria-posts-in = Journalposter i eksportene: { $count }
criteria-posts-published = Publisert: { $count }
criteria-posts-shielded = Av dem med opplysninger skjermet: { $count }
criteria-posts-withheld = Holdt tilbake: { $count }
criteria-documents = Dokumenter som ikke er journaler, og ikke er kopiert: { $count }
criteria-marked = Personnavn merket: { $count }
criteria-not-cleared = Ikke klarert:
criteria-by-kind = Utelatt, etter hva det gjelder:
criteria-by-basis = Utelatt, etter hjemmel:
criteria-kinds = Dette letes det etter:
criteria-kind = { $kind }: { $alone }, ved en privatperson { $person } ({ $laws })
