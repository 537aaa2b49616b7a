# Texts of the HTML report and the review page. Keys begin with html-.
html-title = Rapport fra skjerm, { $date }
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
html-skip = Hopp til funnene
html-lead = skjerm finner det et menneske må ta stilling til, og stopper det som åpenbart ikke kan publiseres. Avgjørelsen er deres.
html-headline-documents = { $count } av { $total } dokumenter må holdes tilbake
html-headline-entries = { $count } av { $total } journalposter må holdes tilbake
html-headline-both = { $entries ->
    [one] { $entries } journalpost
   *[other] { $entries } journalposter
} og { $documents ->
    [one] { $documents } dokument
   *[other] { $documents } dokumenter
} må holdes tilbake
html-headline-review = { $count } av { $total } dokumenter må vurderes før de publiseres
html-headline-review-entries = { $count } av { $total } journalposter må vurderes før de publiseres
html-headline-unread = Ingenting er funnet i det som ble lest
html-headline-notes = Ingenting hindrer publisering
html-headline-clean = Ingenting er funnet
html-fact-command = Kommando
html-fact-extent = Omfang
html-extent = { $size } på { $time }
html-fact-policy = Retningslinjer
html-fact-rules = Program og regler
html-fact-names = Navn
html-names-near = Ved siden av noe som sier mer
html-names-all = Alle
html-names-off = Ikke lett etter
html-fact-sought = Lett etter
html-sought = Med { $flags }: Vurderingene gjelder det som ble lett etter og talt med slik, ikke alt
html-fact-values = Verdier
html-values-masked = Maskert
html-values-open = Vist i klartekst
html-revealed = Verdiene i denne rapporten er ikke maskert. Den inneholder taushetsbelagte opplysninger og må behandles deretter.
html-fact-known = Kjent fra før
html-known = { $count } funn er godkjent tidligere og er ikke med
html-overview = Oversikt
html-documents = Dokumenter
html-entries = Journalposter
html-findings = Funn
html-unread-title = Ikke lest
html-unread-warning = Det som ikke er lest, er ikke klarert.
html-unread-none = Alt ble lest i sin helhet.
html-unread-show = Se hva og hvorfor
html-unread-heading = { $count ->
    [one] { $count } fil er ikke lest i sin helhet
   *[other] { $count } filer er ikke lest i sin helhet
}
html-unread-lead = De er ikke klarert for publisering. skjerm vet ikke hva som står i dem; noen må se på dem, eller de må gjøres lesbare og skannes på nytt.
html-unread-inputs = { $count ->
    [one] Vis { $count } fil
   *[other] Vis { $count } filer
}
html-unread-left = { $count } til er ikke listet her. Alle står i rapporten i JSON Lines.
html-filters = Filtre
html-reset = Nullstill
html-search = Søk i sti og journalpost
html-facet-severity = Alvor
html-facet-verdict = Følge
html-facet-kind = Slag
html-facet-part = Del av dokumentet
html-facet-basis = Hjemmel
html-facet-rule = Regel
html-shown-all = Viser alle { $total } funn
html-shown-some = Viser { $shown } av { $total } funn. Dokumenter: { $documents }
html-unread-too = Ikke lest, men passer til søket: { $count }
html-remove-filter = Fjern filteret { $name }
html-nothing-left = Ingen funn passer til filtrene.
html-expand = Vis alle begrunnelser
html-collapse = Skjul alle begrunnelser
html-without = { $count ->
    [one] { $count } dokument uten funn er ikke listet.
   *[other] { $count } dokumenter uten funn er ikke listet.
}
html-left-out = Siden viser de { $most } mest alvorlige funnene. Utelatt: { $left }. Alle står i rapportene i CSV og JSON Lines.
html-left-in-document = Utelatt her: { $left }.
html-count-stop = { $count } å stoppe
html-count-review = { $count } til vurdering
html-count-note = { $count ->
    [one] { $count } merknad
   *[other] { $count } merknader
}
html-partial = Dokumentet er ikke lest i sin helhet ({ $reason }). Det kan inneholde mer enn det som står her.
html-entry = Journalpost
html-synthetic = Testserie
html-why = Begrunnelse
html-evidence = Hvorfor
html-basis = Hjemmel
html-rule = Regel
html-path = Sti i filen
html-sure-very = svært sikker
html-sure = sikker
html-sure-likely = sannsynlig
html-sure-perhaps = usikker
html-sure-hardly = svært usikker
html-place-page = side { $n }
html-place-paragraph = avsnitt { $n }
html-place-line = linje { $n }
html-place-row = rad { $n }
html-place-column = tegn { $n }
html-place-cell = celle { $name }
html-place-field = felt «{ $name }»
html-place-path = { $name }
html-laws = Hjemlene
html-laws-lead = Reglene som funnene viser til, med våre ord. Lovteksten selv er det som gjelder.
html-law-offl = Lov 19. mai 2006 nr. 16 om rett til innsyn i dokument i offentleg verksemd
html-law-offf = Forskrift 17. oktober 2008 nr. 1119 til offentleglova
html-law-noark = Norsk arkivstandard, fastsatt med hjemmel i arkivregelverket
html-law-local = Virksomhetens egne regler for publisering
html-short-offl = offl. § { $number }
html-short-offf = offl.forskr. § { $number }
html-short-noark = Noark 5, { $number }
html-short-local = egne regler
html-verdicts = Hva følgene betyr
html-verdict-withhold = Noe i dokumentet eller journalposten er det forbudt å publisere. Skjerm det, eller hold det tilbake.
html-verdict-review = Noe er ikke lest i sin helhet, eller kan være unntatt. Et menneske må se på det før det publiseres.
html-verdict-publish = Ingenting er funnet som hindrer publisering. Merknader kan leses, men krever ingenting.
html-criteria = Retningslinjene som gjaldt
html-footer = Skrevet av skjerm { $version }. Siden henter ingenting fra nettet og sender ingenting fra seg.
html-keys = Hurtigtaster
html-keys-finding = Neste og forrige funn (også piltaster når et funn er valgt)
html-keys-document = Neste og forrige dokument
html-keys-open = Åpne eller lukk begrunnelsen
html-keys-severity = Vis bare stopp, vurderes, merknad (trykk igjen for å slå av)
html-keys-reset = Nullstill filtrene
html-keys-search = Søk
html-keys-help = Denne hjelpen
html-keys-on = Bruk hurtigtaster på én bokstav
html-close = Lukk
