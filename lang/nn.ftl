# Nynorsk. What a user reads; keys are the same in nb, nn and en (tests hold them to it).

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
kind-gnr-bnr = gards- og bruksnummer
kind-personnavn = personnamn
kind-helse = helse
kind-barnevern = barnevern
kind-sosial = sosiale ytingar og gjeld
kind-skole = skule og PPT
kind-straff = straffbare forhold
kind-etnisitet = etnisk opphav
kind-religion = religion og livssyn
kind-politikk = politisk oppfatning
kind-fagforening = fagforeiningsmedlemskap
kind-seksualliv = seksuelle forhold
kind-personal = personalsak
kind-lonn = løn
kind-gradert-adresse = gradert adresse
kind-flyktning = asyl og innvandring
kind-failed-redaction = sladding som ikkje held
kind-hidden-text = skjult tekst
kind-over-shielding = for mykje skjerma
kind-shielding-mismatch = ulik skjerming
kind-policy = eigen publiseringsregel
kind-connection = person kopla til følsam sak

## Severities and verdicts
severity-stop = stopp
severity-review = vurder
severity-note = merknad
verdict-publish = kan publiserast
verdict-review = må vurderast
verdict-withhold = blir halde tilbake

## Parts of a document
part-body = tekst
part-title = tittel
part-party = korrespondansepart
part-official = saksbehandlar
part-metadata = metadata
part-comment = kommentar
part-hidden = skjult tekst
part-deleted-text = sletta tekst
part-under-redaction = tekst under sladding
part-ocr = lese av bilete
part-attachment-name = namn på vedlegg
part-file-name = filnamn

## Why an input was not read in full, and how to go on
reason-encrypted = passordverna
reason-corrupt = skadd
reason-too-large = for stor
reason-timeout = tok for lang tid
reason-unsupported = formatet blir ikkje lese
reason-io = kunne ikkje opnast
reason-crashed = lesaren stansa
advice-encrypted = Lagre ein kopi utan passord og køyr på nytt.
advice-corrupt = Opne fila i programmet ho kjem frå, lagre ho på nytt, og køyr igjen.
advice-too-large = Del opp fila, eller hev grensa, og køyr på nytt.
advice-timeout = Del opp fila, eller hev tidsgrensa, og køyr på nytt.
advice-unsupported = Lagre ho som PDF/A eller rein tekst, eller lat ein saksbehandlar sjå gjennom ho.
advice-io = Sjå etter at fila finst og kan lesast, og køyr på nytt.
advice-crashed = Lat ein saksbehandlar sjå gjennom fila, og meld frå om feilen.

## Evidence
evidence-check-digits = kontrollsifra stemmer
evidence-check-digits-2032 = kontrollsifra stemmer etter regelen som gjeld frå 2032
evidence-check-digits-fail = kontrollsifra stemmer ikkje: kan vere feilskrive
evidence-checksum = kontrollsifferet stemmer
evidence-cue = ordet framfor seier det
evidence-label = namnet på feltet seier det
evidence-neighbour = like ved: { $kind }
evidence-person-role = eit ord like ved viser at det gjeld ein privatperson
evidence-pronoun = viser til ein person
evidence-negated = det blir sagt at det ikkje er slik
evidence-generic = omtalt generelt
evidence-model = namnemodellen les det som eit namn
evidence-listed = står på ei liste
evidence-compound = ledd i eit samansett ord
evidence-official = eit ord like ved viser at personen opptrer for det offentlege
evidence-ocr-repair = bokstavar i skanna tekst er lesne som siffer
evidence-spreadsheet-damage = endra av eit rekneark
evidence-pattern = eige søkjemønster

## Laws: titles, and what they say in our words
law-offl-3 = offentleglova § 3 og § 1
law-offl-3-says = Dokument, journalar og register er opne når ikkje anna følgjer av lov.
law-offl-10 = offentleglova § 10, offentlegforskrifta § 6
law-offl-10-says = Organet fører journal. Personnamn i journal på nettet skal ikkje kunne søkjast fram når dei er eldre enn eitt år.
law-offl-13 = offentleglova § 13, forvaltningslova § 13
law-offl-13-says = Opplysningar under lovfesta teieplikt, særleg om personlege forhold, er alltid unnatekne.
law-offl-26 = offentleglova § 26
law-offl-26-says = Fødselsnummer og tilsvarande nummer kan unntakast.
law-offf-7a = offentlegforskrifta § 7 andre ledd bokstav a
law-offf-7a-says = Opplysningar under teieplikt skal aldri på internett.
law-offf-7b = offentlegforskrifta § 7 andre ledd bokstav b
law-offf-7b-says = Opplysningar som kan unntakast etter forskrifta § 9.
law-offf-7c = offentlegforskrifta § 7 andre ledd bokstav c
law-offf-7c-says = Særlege kategoriar av personopplysningar (helse, etnisitet, religion, politikk, fagforeining, seksuelle forhold) og straffbare forhold.
law-offf-7d = offentlegforskrifta § 7 andre ledd bokstav d
law-offf-7d-says = Fødselsnummer, personnummer og tilsvarande nummer.
law-offf-7e = offentlegforskrifta § 7 andre ledd bokstav e
law-offf-7e-says = Løn og godtgjersle til einskildpersonar, unnateke leiarar.
law-offf-7f = offentlegforskrifta § 7 andre ledd bokstav f
law-offf-7f-says = Materiale som tredjeperson har rettar til, utan samtykke.
law-noark-5-2-6 = Noark 5, krav 5.2.6
law-noark-5-2-6-says = Den offentlege tittelen er tittelen utan dei skjerma orda.
law-noark-5-2-9 = Noark 5, krav 5.2.9
law-noark-5-2-9-says = Namn på korrespondansepart og klasse blir utelatne frå offentleg journal når dei er unnatekne.
law-noark-5-2-30 = Noark 5, krav 5.2.30
law-noark-5-2-30-says = Journalen på nettet inneheld ikkje noko som er unnateke.
law-noark-5-2-31 = Noark 5, krav 5.2.31
law-noark-5-2-31-says = Særlege kategoriar, fødselsnummer, løn og rettane til andre skal aldri på internett.
law-noark-5-2-32 = Noark 5, krav 5.2.32
law-noark-5-2-32-says = Personnamn på nettsider blir merkte slik at søkjemotorar hoppar over dei.
law-noark-5-2-33 = Noark 5, krav 5.2.33
law-noark-5-2-33-says = Personnamn skal ikkje kunne søkjast fram etter eitt år.
law-noark-5-2-34 = Noark 5, krav 5.2.34
law-noark-5-2-34-says = Personnamn blir merkte før eksport.
law-noark-5-2-36 = Noark 5, krav 5.2.36
law-noark-5-2-36-says = Dokument med noko av det offentlegforskrifta § 7 nemner, blir ikkje lagde på internett.
law-noark-5-2-37 = Noark 5, krav 5.2.37
law-noark-5-2-37-says = Kriteria for kva som blir publisert, blir gjorde kjende.
law-local = dei eigne publiseringsreglane til organet
law-local-says = Reglar som organet sjølv har sett for kva det publiserer.

## Units
bytes = { $count } byte
unit-hour = t

## The summary
summary-title = Oppsummering
summary-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokument
    }
summary-entries =
    { $count ->
        [one] 1 journalpost
       *[other] { $count } journalpostar
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
        [one] 1 funn er kjent frå før og ikkje rekna med.
       *[other] { $count } funn er kjende frå før og ikkje rekna med.
    }
summary-names-near = Personnamn: søkt der dei kan bety noko (--names near)
summary-names-all = Personnamn: søkt i all tekst (--names all)
summary-names-off = Personnamn: ikkje søkt etter (--names off)
summary-sought = Med { $flags }: Vurderingane gjeld det som vart leita etter og talt med slik, ikkje alt
summary-laws = Heimlar
summary-pictures = { $count ->
    [one] Eitt dokument er bilete av tekst
   *[other] { $count } dokument er bilete av tekst
} og blir lese der tesseract med norsk er installert (på Debian og Ubuntu: apt install tesseract-ocr tesseract-ocr-nor)
summary-unread =
    { $count ->
        [one] 1 dokument er ikkje lese i sin heilskap, og er ikkje klarert:
       *[other] { $count } dokument er ikkje lesne i sin heilskap, og er ikkje klarerte:
    }

## Reports in the terminal
text-document = dokumentet
text-synthetic = testnummer
text-unread = ikkje lese i sin heilskap
text-page = s. { $page }

## SARIF
sarif-message = { $kind }: { $value }
sarif-basis = Heimel: { $laws }
sarif-unread = Ikkje lese i sin heilskap ({ $reason }): { $detail } { $advice }
sarif-built-in = Innebygd regel.

## The site's key
key-no-folder = Fann inga mappe for nøkkelen: denne køyringa bruker sin eigen, så id-ane kan ikkje samanliknast med andre køyringar. Oppgje ei fil med --key-file.
key-unusable = { $path }: { $error }. Denne køyringa bruker sin eigen nøkkel, så id-ane kan ikkje samanliknast med andre køyringar.
misuse-output-place = kvar --output høyrer til rett etter sin --format
misuse-extension = namnet { $path } seier ikkje kva format rapporten skal ha (.txt, .jsonl, .csv, .sarif, .html): oppgje --format
output-twice = to rapportar ville gå til { $path }: gje kvar av dei si fil
output-key = rapporten ville skrive over nøkkelfila, { $path }: oppgje ei anna fil
output-configuration = rapporten ville skrive over oppsettet, { $path }: oppgje ei anna fil
output-baseline = rapporten ville skrive over grunnlinja, { $path }: oppgje ei anna fil
output-rules = rapporten ville skrive over regelverket eller profilen, { $path }: oppgje ei anna fil
output-cleared = rapporten ville liggje blant dei klarerte eksportane, { $path }: oppgje ei fil i ei anna mappe
output-input = rapporten ville skrive over noko som skal skannast, { $path }: oppgje ei anna fil
misuse-one-report = berre éin rapport kan gå til standard ut: gje dei andre ein --output
misuse-cleared = --cleared publiserer det som ingenting vart funne i: utelat --only, --names off og --baseline, som leitar etter mindre
key-malformed = { $path } er inga nøkkelfil (64 heksadesimale teikn) og er ikkje rørt. Denne køyringa bruker sin eigen nøkkel, så id-ane kan ikkje samanliknast med andre køyringar.
key-exposed = { $path }: andre enn eigaren kan lese nøkkelen. chmod 600 rettar det.

## The run
scan-begins = Skannar { $files ->
    [one] 1 fil
   *[other] { $files } filer
}, { $size }.
scan-unfinished = { $count ->
    [one] Ein uferdig rapport frå ei køyring som vart drepen, er
   *[other] { $count } uferdige rapportar frå køyringar som vart drepne, er
} utelaten (.skjerm-….part).
scan-temporary = Mappa for mellombelse filer sviktar ({ $trouble }). Oppgje ei anna i variabelen TMPDIR.
scan-interrupted = Avbrote. Det er ikkje skrive nokon rapport.
progress-left = att

## Måling av fart
bench-title = Farten til skjerm { $version } på denne maskina, som har { $cores ->
    [one] 1 kjerne
   *[other] { $cores } kjernar
}
bench-method = Medianen av { $runs } køyringar over laga tekst ({ $size } løpande tekst, ein fjerdedel i andre former) som ligg i minnet frå før.
bench-rate = fart
bench-time = tid
bench-findings = funn
bench-read = Berre lesing
bench-text = Alt, i éi tekstfil
bench-files = Alt, i små tekstfiler
bench-csv = Alt, i ein journal som tabell (CSV)
bench-noark = Alt, i ein journal i Noark 5
bench-identifiers = Berre nummer (--only identifiers)
bench-names-all = Alt, og alle namn (--names all)
bench-archive = Eit arkiv på { $size } tek i denne farten, med --jobs { $jobs }:
bench-archive-text = som store tekstfiler
bench-archive-files = som små tekstfiler
bench-archive-csv = som tabellar (CSV)
bench-archive-noark = som journalar i Noark 5
bench-archive-note = Eit overslag: lageret må levere like fort, og PDF, Word og bilete har sin eigen fart.
bench-generates = Lagar tekst
bench-interrupted = Avbrote.

## Innlesing av namn
import-first-names = Førenamn (tabell 10501 frå Statistisk sentralbyrå)
import-surnames = Etternamn (tabell 12891 frå Statistisk sentralbyrå)
import-year = , nyaste år { $year }
import-read =
    { $count ->
        [one] 1 namn lese
       *[other] { $count } namn lesne
    }
import-taken = { $count } tekne inn i lista
import-weak = { $count } av dei tel berre ved sida av eit anna namn: dei er, eller kan vere, vanlege ord eller stader
import-left-out = { $count } utelatne
import-few = { $count } med færre enn { $least } berarar
import-known = { $count } som dei innebygde listene alt har
import-frequent = { $count } som høyrer til dei orda tekster er laga av
import-uncounted = { $count } utan tal
import-unwritten =
    { $count ->
        [one] 1 anna rad hoppa over: ho er ikkje skriven som eit namn
       *[other] { $count } andre rader hoppa over: dei er ikkje skrivne som namn
    }
import-one-sex = Tabellen har berre namn for eitt kjønn. Vel både jentenamn og gutenamn i statistikkbanken.
import-written = Skrive: { $path }

## Klarerte eksportar
cleared-posts = { $published } av { $all } journalpostar er klarerte ({ $shielded } med skjerming), { $withheld } blir haldne tilbake.
cleared-busy = ei anna køyring skriv til { $path } no: vent på henne, eller oppgje ei anna mappe
cleared-not = { $path } er ikkje klarert: { $reason }
cleared-unmarked = { $path }: formatet har ikkje noko merke for personnamn, så dei er ikkje merkte.
cleared-nothing-left = ingen av journalpostane kan publiserast, så det er ikkje skrive noka fil
cleared-name-tells = filnamnet inneheld noko som skal skjermast: gje fila eit anna namn
cleared-no-name = inndata har ikkje noko filnamn: lagre eksporten i ei fil
cleared-same-name = namnet er alt i bruk i mappa for klarerte eksportar: gje fila eit anna namn, eller oppgje mappa over
cleared-itself = den klarerte fila ville ha skrive over eksporten sjølv: oppgje ei anna mappe
cleared-changed = fila vart endra medan ho vart lesen
cleared-no-end = nye funn dukkar opp kvar gong noko blir teke ut
cleared-copy-differs = postane i kopien er ikkje dei som vart lesne
cleared-no-journal = fila blir ikkje lenger lesen som ein journal
cleared-outside-posts = det er funn utanfor journalpostane, som må rettast i eksporten
cleared-format = journalar i dette formatet ({ $format }) kan sjekkast, men ikkje skrivast
cleared-running = fila har titlane slik dei er ved sida av dei offentlege: eksporter den offentlege journalen, og klarer den
cleared-encoding = kopien kan ikkje skrivast i teiknsettet til fila: { $detail }
cleared-disagreement = fila lèt seg ikkje dele opp i dei { $posts } postane som vart lesne: { $detail }
cleared-marks-tell = merka rundt personnamn gjev nye funn: køyr utan --mark-names
cleared-goes-with = høyrer til ei sak eller ein post som blir halden tilbake
cleared-document = eit dokument i posten kan ikkje publiserast, eller er ikkje lese
cleared-covert = rada eller arket er gøymt i arbeidsboka
cleared-einnsyn = eInnsyn vil avvise posten: han har elleve siffer som ser ut som eit fødselsnummer
withheld-do-number = Ta ut eller skjerm nummeret i arkivsystemet, og eksporter på nytt.
withheld-do-name = Skjerm namnet, eller merk det slik at det ikkje kan søkjast fram, og eksporter på nytt.
withheld-do-connection = Skjerm namnet eller det som fortel om personen, og oppgje heimel.
withheld-do-term = Vurder om opplysninga gjeld ein person. Gjer ho det, skjerm henne og oppgje heimel.
withheld-do-over-shielding = Opne dei orda som ikkje er unnatekne, eller oppgje heimel.
withheld-do-mismatch = Skjerm namnet alle stader i saka, eller opne det alle stader.
withheld-do-policy = Organet publiserer ikkje slike saker. Endre publiseringsregelen om han er feil.
withheld-do-hidden = Fjern den skjulte teksten frå dokumentet.
withheld-do-check-shielding = Skjerma i den klarerte eksporten. Skjerm òg i arkivsystemet.
withheld-do-file = Rett feilen, og køyr på nytt. Publiser ikkje fila slik ho er.
withheld-do-post = Sjå på saka eller posten som han høyrer til.
withheld-do-einnsyn = Ta ut nummeret, eller skriv det på ein annan måte, før opplasting til eInnsyn.

## Kriteria for publisering
criteria-title = Kriterium for publisering av journalen
criteria-made = Laga med skjerm { $version }, { $date }
criteria-rules = Reglar: { $hash }
criteria-options = Val: { $options }
criteria-posts-in = Journalpostar i eksportane: { $count }
criteria-posts-published = Publiserte: { $count }
criteria-posts-shielded = Av dei med opplysningar skjerma: { $count }
criteria-posts-withheld = Haldne tilbake: { $count }
criteria-documents = Dokument som ikkje er journalar, og ikkje er kopierte: { $count }
criteria-marked = Personnamn merkte: { $count }
criteria-not-cleared = Ikkje klarert:
criteria-by-kind = Utelate, etter kva det gjeld:
criteria-by-basis = Utelate, etter heimel:
criteria-kinds = Dette blir det leita etter:
criteria-kind = { $kind }: { $alone }, ved ein privatperson { $person } ({ $laws })
