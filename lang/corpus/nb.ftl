# Bokmål: what `skjerm corpus` says.

evaluate-title = Funn mot fasit
evaluate-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokumenter
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
evaluate-beside-false-alarm = Et funn av fasitens slag som ikke overlapper et svar av samme slag, er falsk alarm.
evaluate-beside-unjudged = Falsk alarm er funn som går i en felle; det som ligger utenom svar og feller, er ikke vurdert.
evaluate-unjudged =
    { $count ->
        [one] 1 funn er ikke vurdert: fasiten sier ikke noe om det.
       *[other] { $count } funn er ikke vurdert: fasiten sier ikke noe om dem.
    }
evaluate-below =
    { $count ->
        [one] 1 funn er under --min-severity og ikke regnet med.
       *[other] { $count } funn er under --min-severity og ikke regnet med.
    }
evaluate-elsewhere =
    { $count ->
        [one] 1 funn ligger i et dokument som fasiten ikke nevner.
       *[other] { $count } funn ligger i dokumenter som fasiten ikke nevner.
    }
evaluate-left-out =
    { $count ->
        [one] 1 funn er av en type som ikke er noe av våre slag.
       *[other] { $count } funn er av typer som ikke er noe av våre slag.
    }
evaluate-unknown = Ukjente typer, ikke regnet med (--map TYPE=slag sier hva de er): { $entities }
evaluate-unread =
    { $count ->
        [one] 1 dokument ble ikke lest i sin helhet av programmet.
       *[other] { $count } dokumenter ble ikke lest i sin helhet av programmet.
    }
evaluate-not-whole = Funnfilen slutter ikke med oppsummeringen sin: den kan være avkortet.
evaluate-overlap = Etter overlapp
evaluate-exact-span = På byten
evaluate-column-kind = slag
evaluate-column-answers = svar
evaluate-column-found = funnet
evaluate-column-wrong = feil
evaluate-column-precision = presisjon
evaluate-column-recall = gjenfinning
evaluate-micro = alt samlet
evaluate-macro = snitt av slagene
evaluate-intervals = Spenn: 95 %-intervaller, for presisjon og gjenfinning etter Wilson, for F1 ved gjentatt trekning av dokumenter.
evaluate-any-kind = Funnet som et hvilket som helst slag: { $found } av { $all }.
evaluate-traps-hit = Feller som slo til: { $hit } av { $all }.
evaluate-held = Dokumenter som skal holdes tilbake, og er stoppet: { $stopped } av { $hold }. Som kan publiseres, og er stoppet: { $wrongly } av { $publish }.
evaluate-severities = Alvorlighet
evaluate-severity = { $severity }: { $found } av { $all } funnet, { $enough } med den alvorligheten eller høyere
evaluate-groups = Gjenfinning etter gruppe
evaluate-reliability = Sikkerhet og hva som er rett
evaluate-column-confidence = sikkerhet
evaluate-column-claims = funn
evaluate-column-mean = snitt
evaluate-column-right = rett
evaluate-calibration-error = Snittavstand mellom sikkerhet og hva som er rett (ECE): { $value }
evaluate-average-precision = Gjennomsnittlig presisjon (AP): { $value }
evaluate-misses = Ikke funnet ({ $shown } av { $all })
evaluate-false-alarms = Falsk alarm ({ $shown } av { $all })
evaluate-survivors = Det som står igjen i den rensede kopien ({ $shown } av { $all })
evaluate-cleaned = Renset kopi: { $survivors } av { $values } verdier står igjen.
evaluate-absent =
    { $count ->
        [one] 1 dokument er ikke med i kopien.
       *[other] { $count } dokumenter er ikke med i kopien.
    }
evaluate-copy-unread =
    { $count ->
        [one] 1 dokument i kopien ble ikke lest i sin helhet: mer kan stå igjen.
       *[other] { $count } dokumenter i kopien ble ikke lest i sin helhet: mer kan stå igjen.
    }
evaluate-times =
    { $count ->
        [one] én gang
       *[other] { $count } ganger
    }
evaluate-covered = under et funn som teller for et annet svar
evaluate-taken-for = tatt for { $kinds }
evaluate-over = ligger over { $kinds }
evaluate-trap = felle
evaluate-texts =
    { $count ->
        [one] 1 tekst skrevet.
       *[other] { $count } tekster skrevet.
    }
evaluate-no-confidence = Funnene oppgir ingen sikkerhet: bare figuren etter slag er tegnet.
evaluate-failed = { $measure } er { $value }, under { $least }.

## Plots
plot-curve-title = Presisjon og gjenfinning
plot-curve-note = Tallene ved punktene er kravet til sikkerhet.
plot-curve-description = Presisjon etter gjenfinning når kravet til sikkerhet synker fra { $first } til { $last }. Gjennomsnittlig presisjon { $average }.
plot-reliability-title = Sikkerhet og hva som er rett
plot-reliability-note = På den stiplede linjen holder sikkerheten det den lover. n: funn.
plot-reliability-description = Andel rette funn etter sikkerhet, med 95 %-intervaller. Snittavstand fra den stiplede linjen (ECE) { $error }.
plot-kinds-title = Presisjon og gjenfinning etter slag
plot-kinds-description = Etter overlapp, med 95 %-intervaller. Alt samlet: presisjon { $precision }, gjenfinning { $recall }.
plot-precision = Presisjon
plot-recall = Gjenfinning
plot-confidence = Sikkerhet
plot-right = Andel som er rett
plot-none = ingen

# corpus generate
generate-title = Korpuset er skrevet
generate-files =
    { $count ->
        [one] 1 fil
       *[other] { $count } filer
    }
generate-documents =
    { $count ->
        [one] 1 dokument
       *[other] { $count } dokumenter
    }
generate-cases =
    { $count ->
        [one] 1 sak
       *[other] { $count } saker
    }
generate-posts =
    { $count ->
        [one] 1 journalpost
       *[other] { $count } journalposter
    }
generate-leaks =
    { $count ->
        [one] 1 lekkasje
       *[other] { $count } lekkasjer
    }
generate-traps =
    { $count ->
        [one] 1 felle
       *[other] { $count } feller
    }
