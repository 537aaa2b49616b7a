# English: what `skjerm corpus` says.

evaluate-title = Findings against answers
evaluate-documents =
    { $count ->
        [one] 1 document
       *[other] { $count } documents
    }
evaluate-answers =
    { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
evaluate-traps =
    { $count ->
        [one] 1 trap
       *[other] { $count } traps
    }
evaluate-claims =
    { $count ->
        [one] 1 finding
       *[other] { $count } findings
    }
evaluate-beside-false-alarm = A finding of the answers' kinds that overlaps no answer of its kind is a false alarm.
evaluate-beside-unjudged = False alarms are findings that hit traps; what lies beside answers and traps is not judged.
evaluate-unjudged =
    { $count ->
        [one] 1 finding is not judged: the answers say nothing of it.
       *[other] { $count } findings are not judged: the answers say nothing of them.
    }
evaluate-below =
    { $count ->
        [one] 1 finding is below --min-severity and left out.
       *[other] { $count } findings are below --min-severity and left out.
    }
evaluate-elsewhere =
    { $count ->
        [one] 1 finding lies in a document that the answers do not name.
       *[other] { $count } findings lie in documents that the answers do not name.
    }
evaluate-left-out =
    { $count ->
        [one] 1 finding is of an entity that is none of our kinds.
       *[other] { $count } findings are of entities that are none of our kinds.
    }
evaluate-unknown = Unknown entities, left out (--map ENTITY=kind says what they are): { $entities }
evaluate-unread =
    { $count ->
        [one] 1 document was not read in full by the program.
       *[other] { $count } documents were not read in full by the program.
    }
evaluate-not-whole = The findings file does not end with its summary: it may be cut off.
evaluate-overlap = By overlap
evaluate-exact-span = To the byte
evaluate-column-kind = kind
evaluate-column-answers = answers
evaluate-column-found = found
evaluate-column-wrong = wrong
evaluate-column-precision = precision
evaluate-column-recall = recall
evaluate-micro = all together
evaluate-macro = mean of the kinds
evaluate-intervals = Ranges: 95 % intervals, of precision and recall by Wilson, of F1 by resampling the documents.
evaluate-any-kind = Found as whatever kind: { $found } of { $all }.
evaluate-traps-hit = Traps hit: { $hit } of { $all }.
evaluate-held = Documents to be held back that are stopped: { $stopped } of { $hold }. To be published, and stopped: { $wrongly } of { $publish }.
evaluate-severities = Severity
evaluate-severity = { $severity }: { $found } of { $all } found, { $enough } at that severity or above
evaluate-groups = Recall by group
evaluate-reliability = Confidence and what is right
evaluate-column-confidence = confidence
evaluate-column-claims = findings
evaluate-column-mean = mean
evaluate-column-right = right
evaluate-calibration-error = Mean distance between confidence and what is right (ECE): { $value }
evaluate-average-precision = Average precision: { $value }
evaluate-misses = Misses ({ $shown } of { $all })
evaluate-false-alarms = False alarms ({ $shown } of { $all })
evaluate-survivors = What survives in the cleaned copy ({ $shown } of { $all })
evaluate-cleaned = Cleaned copy: { $survivors } of { $values } values survive.
evaluate-absent =
    { $count ->
        [one] 1 document is not in the copy.
       *[other] { $count } documents are not in the copy.
    }
evaluate-copy-unread =
    { $count ->
        [one] 1 document of the copy was not read in full: more may survive.
       *[other] { $count } documents of the copy were not read in full: more may survive.
    }
evaluate-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
evaluate-covered = under a finding that counts for another answer
evaluate-taken-for = taken for { $kinds }
evaluate-over = lies over { $kinds }
evaluate-trap = trap
evaluate-texts =
    { $count ->
        [one] 1 text written.
       *[other] { $count } texts written.
    }
evaluate-no-confidence = The findings tell no confidence: only the plot by kind was drawn.
evaluate-failed = { $measure } is { $value }, below { $least }.

## Plots
plot-curve-title = Precision and recall
plot-curve-note = Numbers at the points: the least confidence.
plot-curve-description = Precision by recall as the least confidence falls, from { $first } to { $last }. Average precision { $average }.
plot-reliability-title = Confidence and what is right
plot-reliability-note = On the dashed line confidence keeps its word. n: findings.
plot-reliability-description = Share of right findings by confidence, with 95 % intervals. Mean distance from the dashed line (ECE) { $error }.
plot-kinds-title = Precision and recall by kind
plot-kinds-description = By overlap, with 95 % intervals. All together: precision { $precision }, recall { $recall }.
plot-precision = Precision
plot-recall = Recall
plot-confidence = Confidence
plot-right = Share that is right
plot-none = none

# corpus generate
generate-title = The corpus is written
generate-files =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    }
generate-documents =
    { $count ->
        [one] 1 document
       *[other] { $count } documents
    }
generate-cases =
    { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
generate-posts =
    { $count ->
        [one] 1 journal post
       *[other] { $count } journal posts
    }
generate-leaks =
    { $count ->
        [one] 1 leak
       *[other] { $count } leaks
    }
generate-traps =
    { $count ->
        [one] 1 trap
       *[other] { $count } traps
    }
