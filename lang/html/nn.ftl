# Texts of the HTML report and the review page. Keys begin with html-.
html-title = Rapport frå skjerm, { $date }
html-report = Rapport
html-date = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] desember
} { $year } kl. { $time }
html-page-number = Side
html-skip = Hopp til funna
html-lead = skjerm finn det eit menneske må ta stilling til, og stoppar det som openbert ikkje kan publiserast. Avgjerda er dykkar.
html-headline-documents = { $count } av { $total } dokument må haldast tilbake
html-headline-entries = { $count } av { $total } journalpostar må haldast tilbake
html-headline-both = { $entries ->
    [one] { $entries } journalpost
   *[other] { $entries } journalpostar
} og { $documents } dokument må haldast tilbake
html-headline-review = { $count } av { $total } dokument må vurderast før dei blir publiserte
html-headline-review-entries = { $count } av { $total } journalpostar må vurderast før dei blir publiserte
html-headline-unread = Ingenting er funne i det som vart lese
html-headline-notes = Ingenting hindrar publisering
html-headline-clean = Ingenting er funne
html-fact-command = Kommando
html-fact-extent = Omfang
html-extent = { $size } på { $time }
html-fact-policy = Retningslinjer
html-fact-rules = Program og reglar
html-fact-names = Namn
html-names-near = Ved sida av noko som seier meir
html-names-all = Alle
html-names-off = Ikkje leitt etter
html-fact-sought = Leita etter
html-sought = Med { $flags }: Vurderingane gjeld det som vart leita etter og talt med slik, ikkje alt
html-fact-values = Verdiar
html-values-masked = Maskerte
html-values-open = Viste i klartekst
html-revealed = Verdiane i denne rapporten er ikkje maskerte. Han inneheld opplysningar under teieplikt og må handsamast deretter.
html-fact-known = Kjent frå før
html-known = { $count } funn er godkjende tidlegare og er ikkje med
html-overview = Oversyn
html-documents = Dokument
html-entries = Journalpostar
html-findings = Funn
html-unread-title = Ikkje lese
html-unread-warning = Det som ikkje er lese, er ikkje klarert.
html-unread-none = Alt vart lese i sin heilskap.
html-unread-show = Sjå kva og kvifor
html-unread-heading = { $count ->
    [one] { $count } fil er ikkje lesen i sin heilskap
   *[other] { $count } filer er ikkje lesne i sin heilskap
}
html-unread-lead = Dei er ikkje klarerte for publisering. skjerm veit ikkje kva som står i dei; nokon må sjå på dei, eller dei må gjerast leselege og skannast på nytt.
html-unread-inputs = { $count ->
    [one] Vis { $count } fil
   *[other] Vis { $count } filer
}
html-unread-left = { $count } til er ikkje lista her. Alle står i rapporten i JSON Lines.
html-filters = Filter
html-reset = Nullstill
html-search = Søk i sti og journalpost
html-facet-severity = Alvor
html-facet-verdict = Følgje
html-facet-kind = Slag
html-facet-part = Del av dokumentet
html-facet-basis = Heimel
html-facet-rule = Regel
html-shown-all = Viser alle { $total } funn
html-shown-some = Viser { $shown } av { $total } funn. Dokument: { $documents }
html-unread-too = Ikkje lese, men passar til søket: { $count }
html-remove-filter = Fjern filteret { $name }
html-nothing-left = Ingen funn passar til filtera.
html-expand = Vis alle grunngjevingar
html-collapse = Skjul alle grunngjevingar
html-without = { $count } dokument utan funn er ikkje lista.
html-left-out = Sida viser dei { $most } mest alvorlege funna. Utelatne: { $left }. Alle står i rapportane i CSV og JSON Lines.
html-left-in-document = Utelatne her: { $left }.
html-count-stop = { $count } å stoppe
html-count-review = { $count } til vurdering
html-count-note = { $count ->
    [one] { $count } merknad
   *[other] { $count } merknader
}
html-partial = Dokumentet er ikkje lese i sin heilskap ({ $reason }). Det kan innehalde meir enn det som står her.
html-entry = Journalpost
html-synthetic = Testserie
html-why = Grunngjeving
html-evidence = Kvifor
html-basis = Heimel
html-rule = Regel
html-path = Sti i fila
html-sure-very = svært sikker
html-sure = sikker
html-sure-likely = sannsynleg
html-sure-perhaps = usikker
html-sure-hardly = svært usikker
html-place-page = side { $n }
html-place-paragraph = avsnitt { $n }
html-place-line = linje { $n }
html-place-row = rad { $n }
html-place-column = teikn { $n }
html-place-cell = celle { $name }
html-place-field = felt «{ $name }»
html-place-path = { $name }
html-laws = Heimlane
html-laws-lead = Reglane som funna viser til, med våre ord. Lovteksten sjølv er det som gjeld.
html-law-offl = Lov 19. mai 2006 nr. 16 om rett til innsyn i dokument i offentleg verksemd
html-law-offf = Forskrift 17. oktober 2008 nr. 1119 til offentleglova
html-law-noark = Norsk arkivstandard, fastsett med heimel i arkivregelverket
html-law-local = Verksemda sine eigne reglar for publisering
html-short-offl = offl. § { $number }
html-short-offf = offl.forskr. § { $number }
html-short-noark = Noark 5, { $number }
html-short-local = eigne reglar
html-verdicts = Kva følgjene tyder
html-verdict-withhold = Noko i dokumentet eller journalposten er det forbode å publisere. Skjerm det, eller hald det tilbake.
html-verdict-review = Noko er ikkje lese i sin heilskap, eller kan vere unnateke. Eit menneske må sjå på det før det blir publisert.
html-verdict-publish = Ingenting er funne som hindrar publisering. Merknader kan lesast, men krev ingenting.
html-criteria = Retningslinjene som galdt
html-footer = Skriven av skjerm { $version }. Sida hentar ingenting frå nettet og sender ingenting frå seg.
html-keys = Snøggtastar
html-keys-finding = Neste og førre funn (òg piltastar når eit funn er valt)
html-keys-document = Neste og førre dokument
html-keys-open = Opne eller lukk grunngjevinga
html-keys-severity = Vis berre stopp, vurder, merknad (trykk igjen for å slå av)
html-keys-reset = Nullstill filtera
html-keys-search = Søk
html-keys-help = Denne hjelpa
html-keys-on = Bruk snøggtastar på éin bokstav
html-close = Lukk
