# Texts of the HTML report and the review page. Keys begin with html-.
html-title = Report by skjerm, { $date }
html-report = Report
html-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time }
html-page-number = Page
html-skip = Skip to the findings
html-lead = skjerm finds what a person must decide on, and stops what plainly may not be published. The decision is yours.
html-headline-documents = { $count } of { $total } documents must be withheld
html-headline-entries = { $count } of { $total } journal entries must be withheld
html-headline-both = { $entries ->
    [one] { $entries } journal entry
   *[other] { $entries } journal entries
} and { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} must be withheld
html-headline-review = { $count } of { $total } documents need review before they are published
html-headline-review-entries = { $count } of { $total } journal entries need review before they are published
html-headline-unread = Nothing was found in what was read
html-headline-notes = Nothing stands against publication
html-headline-clean = Nothing was found
html-fact-command = Command
html-fact-extent = Extent
html-extent = { $size } in { $time }
html-fact-policy = Policy
html-fact-rules = Program and rules
html-fact-names = Names
html-names-near = Beside something that tells more
html-names-all = All
html-names-off = Not looked for
html-fact-sought = Looked for
html-sought = With { $flags }: the verdicts are of what was looked for and counted so, not of everything
html-fact-values = Values
html-values-masked = Masked
html-values-open = Shown in the clear
html-revealed = The values in this report are not masked. It holds confidential information and must be handled accordingly.
html-fact-known = Known before
html-known = { $count ->
    [one] { $count } finding was accepted before and is left out
   *[other] { $count } findings were accepted before and are left out
}
html-overview = Overview
html-documents = Documents
html-entries = Journal entries
html-findings = Findings
html-unread-title = Not read
html-unread-warning = What was not read is not cleared.
html-unread-none = Everything was read in full.
html-unread-show = See what and why
html-unread-heading = { $count ->
    [one] { $count } file was not read in full
   *[other] { $count } files were not read in full
}
html-unread-lead = They are not cleared for publication. skjerm does not know what they hold; somebody must look at them, or they must be made readable and scanned again.
html-unread-inputs = { $count ->
    [one] Show { $count } file
   *[other] Show { $count } files
}
html-unread-left = { $count } more are not listed here. All are in the JSON Lines report.
html-filters = Filters
html-reset = Reset
html-search = Search path and entry
html-facet-severity = Severity
html-facet-verdict = Verdict
html-facet-kind = Kind
html-facet-part = Part of the document
html-facet-basis = Legal basis
html-facet-rule = Rule
html-shown-all = { $total ->
    [one] Showing { $total } finding
   *[other] Showing all { $total } findings
}
html-shown-some = Showing { $shown } of { $total } findings. Documents: { $documents }
html-unread-too = Not read, but fits the search: { $count }
html-remove-filter = Remove the filter { $name }
html-nothing-left = No finding fits the filters.
html-expand = Show all reasons
html-collapse = Hide all reasons
html-without = { $count ->
    [one] { $count } document without findings is not listed.
   *[other] { $count } documents without findings are not listed.
}
html-left-out = The page shows the { $most } most severe findings. Left out: { $left }. All are in the CSV and JSON Lines reports.
html-left-in-document = Left out here: { $left }.
html-count-stop = { $count } to stop
html-count-review = { $count } to review
html-count-note = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
html-partial = The document was not read in full ({ $reason }). It may hold more than what stands here.
html-entry = Journal entry
html-synthetic = Test series
html-why = Reasons
html-evidence = Why
html-basis = Legal basis
html-rule = Rule
html-path = Path in the file
html-sure-very = very sure
html-sure = sure
html-sure-likely = likely
html-sure-perhaps = unsure
html-sure-hardly = very unsure
html-place-page = page { $n }
html-place-paragraph = paragraph { $n }
html-place-line = line { $n }
html-place-row = row { $n }
html-place-column = character { $n }
html-place-cell = cell { $name }
html-place-field = field “{ $name }”
html-place-path = { $name }
html-laws = The legal rules
html-laws-lead = The rules that the findings cite, in our words. The text of the law is what holds.
html-law-offl = Act of 19 May 2006 no. 16 on the right of access to documents held by public authorities (Freedom of Information Act)
html-law-offf = Regulation of 17 October 2008 no. 1119 to the Freedom of Information Act
html-law-noark = The Norwegian records standard, under the archive regulations
html-law-local = The body’s own rules for publication
html-short-offl = FOI Act § { $number }
html-short-offf = FOI Reg. § { $number }
html-short-noark = Noark 5, { $number }
html-short-local = own rules
html-verdicts = What the verdicts mean
html-verdict-withhold = Something in the document or journal entry may not be published. Redact it, or withhold it.
html-verdict-review = Something was not read in full, or may be exempt. A person must look before it is published.
html-verdict-publish = Nothing was found that stands against publication. Notes may be read, but ask for nothing.
html-criteria = The policy in force
html-footer = Written by skjerm { $version }. The page fetches nothing from the net and sends nothing.
html-keys = Keyboard
html-keys-finding = Next and previous finding (arrow keys, too, once a finding is chosen)
html-keys-document = Next and previous document
html-keys-open = Open or close the reasons
html-keys-severity = Show only stop, review, note (again to undo)
html-keys-reset = Reset the filters
html-keys-search = Search
html-keys-help = This help
html-keys-on = Use single-letter keys
html-close = Close
