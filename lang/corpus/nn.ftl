# Nynorsk: what `skjerm corpus` says.

evaluate-title = Funn mot fasit
evaluate-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokument
    }
evaluate-answers =
    { $count ->
        [one] 1 svar
       *[other] { $count } svar
    }
evaluate-traps =
    { $count ->
        [one] 1 felle
       *[other] { $count } feller
    }
evaluate-claims =
    { $count ->
        [one] 1 funn
       *[other] { $count } funn
    }
evaluate-beside-false-alarm = Eit funn av slaga i fasiten som ikkje overlappar eit svar av same slag, er falsk alarm.
evaluate-beside-unjudged = Falsk alarm er funn som går i ei felle; det som ligg utanom svar og feller, er ikkje vurdert.
evaluate-unjudged =
    { $count ->
        [one] 1 funn er ikkje vurdert: fasiten seier ikkje noko om det.
       *[other] { $count } funn er ikkje vurderte: fasiten seier ikkje noko om dei.
    }
evaluate-below =
    { $count ->
        [one] 1 funn er under --min-severity og ikkje rekna med.
       *[other] { $count } funn er under --min-severity og ikkje rekna med.
    }
evaluate-elsewhere =
    { $count ->
        [one] 1 funn ligg i eit dokument som fasiten ikkje nemner.
       *[other] { $count } funn ligg i dokument som fasiten ikkje nemner.
    }
evaluate-left-out =
    { $count ->
        [one] 1 funn er av ein type som ikkje er noko av våre slag.
       *[other] { $count } funn er av typar som ikkje er noko av våre slag.
    }
evaluate-unknown = Ukjende typar, ikkje rekna med (--map TYPE=slag seier kva dei er): { $entities }
evaluate-unread =
    { $count ->
        [one] 1 dokument vart ikkje lese i sin heilskap av programmet.
       *[other] { $count } dokument vart ikkje lesne i sin heilskap av programmet.
    }
evaluate-not-whole = Funnfila sluttar ikkje med oppsummeringa si: ho kan vere avkorta.
evaluate-overlap = Etter overlapp
evaluate-exact-span = På byten
evaluate-column-kind = slag
evaluate-column-answers = svar
evaluate-column-found = funne
evaluate-column-wrong = feil
evaluate-column-precision = presisjon
evaluate-column-recall = gjenfinning
evaluate-micro = alt samla
evaluate-macro = snitt av slaga
evaluate-intervals = Spenn: 95 %-intervall, for presisjon og gjenfinning etter Wilson, for F1 ved gjenteken trekking av dokument.
evaluate-any-kind = Funne som kva slag som helst: { $found } av { $all }.
evaluate-traps-hit = Feller som slo til: { $hit } av { $all }.
evaluate-held = Dokument som skal haldast tilbake, og er stoppa: { $stopped } av { $hold }. Som kan publiserast, og er stoppa: { $wrongly } av { $publish }.
evaluate-severities = Alvor
evaluate-severity = { $severity }: { $found } av { $all } funne, { $enough } med det alvoret eller høgare
evaluate-groups = Gjenfinning etter gruppe
evaluate-reliability = Kor sikkert, og kva som er rett
evaluate-column-confidence = sikkerheit
evaluate-column-claims = funn
evaluate-column-mean = snitt
evaluate-column-right = rett
evaluate-calibration-error = Snittavstand mellom sikkerheit og kva som er rett (ECE): { $value }
evaluate-average-precision = Gjennomsnittleg presisjon (AP): { $value }
evaluate-misses = Ikkje funne ({ $shown } av { $all })
evaluate-false-alarms = Falsk alarm ({ $shown } av { $all })
evaluate-survivors = Det som står att i den reinsa kopien ({ $shown } av { $all })
evaluate-cleaned = Reinsa kopi: { $survivors } av { $values } verdiar står att.
evaluate-absent =
    { $count ->
        [one] 1 dokument er ikkje med i kopien.
       *[other] { $count } dokument er ikkje med i kopien.
    }
evaluate-copy-unread =
    { $count ->
        [one] 1 dokument i kopien vart ikkje lese i sin heilskap: meir kan stå att.
       *[other] { $count } dokument i kopien vart ikkje lesne i sin heilskap: meir kan stå att.
    }
evaluate-times =
    { $count ->
        [one] éin gong
       *[other] { $count } gonger
    }
evaluate-covered = under eit funn som tel for eit anna svar
evaluate-taken-for = teke for { $kinds }
evaluate-over = ligg over { $kinds }
evaluate-trap = felle
evaluate-texts =
    { $count ->
        [one] 1 tekst skriven.
       *[other] { $count } tekstar skrivne.
    }
evaluate-no-confidence = Funna oppgjev inga sikkerheit: berre figuren etter slag er teikna.
evaluate-failed = { $measure } er { $value }, under { $least }.

## Plots
plot-curve-title = Presisjon og gjenfinning
plot-curve-note = Tala ved punkta er kravet til sikkerheit.
plot-curve-description = Presisjon etter gjenfinning når kravet til sikkerheit søkk frå { $first } til { $last }. Gjennomsnittleg presisjon { $average }.
plot-reliability-title = Sikkerheit og kva som er rett
plot-reliability-note = På den stipla linja held sikkerheita det ho lovar. n: funn.
plot-reliability-description = Del rette funn etter sikkerheit, med 95 %-intervall. Snittavstand frå den stipla linja (ECE) { $error }.
plot-kinds-title = Presisjon og gjenfinning etter slag
plot-kinds-description = Etter overlapp, med 95 %-intervall. Alt samla: presisjon { $precision }, gjenfinning { $recall }.
plot-precision = Presisjon
plot-recall = Gjenfinning
plot-confidence = Sikkerheit
plot-right = Del som er rett
plot-none = ingen

# corpus generate
generate-title = Korpuset er skrive
generate-files =
    { $count ->
        [one] 1 fil
       *[other] { $count } filer
    }
generate-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokument
    }
generate-cases =
    { $count ->
        [one] 1 sak
       *[other] { $count } saker
    }
generate-posts =
    { $count ->
        [one] 1 journalpost
       *[other] { $count } journalpostar
    }
generate-leaks =
    { $count ->
        [one] 1 lekkasje
       *[other] { $count } lekkasjar
    }
generate-traps =
    { $count ->
        [one] 1 felle
       *[other] { $count } feller
    }
