# English. What a user reads; keys are the same in nb, nn and en (tests hold them to it).

## Kinds of findings
kind-fodselsnummer = national identity number
kind-d-nummer = D number
kind-h-nummer = H number (help number)
kind-fh-nummer = FH number (common help number)
kind-duf-nummer = DUF number
kind-kontonummer = bank account
kind-iban = IBAN
kind-organisasjonsnummer = organisation number
kind-telefon = telephone number
kind-epost = e-mail address
kind-adresse = street address
kind-fodselsdato = date of birth
kind-bilskilt = vehicle plate
kind-passnummer = passport number
kind-kid = payment reference (KID)
kind-gnr-bnr = property number
kind-personnavn = personal name
kind-helse = health
kind-barnevern = child welfare
kind-sosial = social benefits and debt
kind-skole = special education
kind-straff = criminal matters
kind-etnisitet = ethnic origin
kind-religion = religion or belief
kind-politikk = political opinion
kind-fagforening = union membership
kind-seksualliv = sex life and orientation
kind-personal = personnel matter
kind-lonn = pay
kind-gradert-adresse = graded address
kind-flyktning = asylum and immigration
kind-failed-redaction = redaction that does not hold
kind-hidden-text = hidden text
kind-over-shielding = shielded too much
kind-shielding-mismatch = shielded in one place only
kind-policy = the body's own rule
kind-connection = person joined to a sensitive matter

## Severities and verdicts
severity-stop = stop
severity-review = review
severity-note = note
verdict-publish = may be published
verdict-review = needs review
verdict-withhold = withheld

## Parts of a document
part-body = text
part-title = title
part-party = correspondent
part-official = case handler
part-metadata = metadata
part-comment = comment
part-hidden = hidden text
part-deleted-text = deleted text
part-under-redaction = text under redaction
part-ocr = read off a picture
part-attachment-name = attachment name
part-file-name = file name

## Why an input was not read in full, and how to go on
reason-encrypted = password-protected
reason-corrupt = damaged
reason-too-large = too large
reason-timeout = took too long
reason-unsupported = format is not read
reason-io = could not be opened
reason-crashed = its reader died
advice-encrypted = Save a copy without a password and run again.
advice-corrupt = Open the file in the program it comes from, save it anew, and run again.
advice-too-large = Split the file or raise the limit, and run again.
advice-timeout = Split the file or raise the time limit, and run again.
advice-unsupported = Save it as PDF/A or plain text, or have a person look through it.
advice-io = See that the file exists and may be read, and run again.
advice-crashed = Have a person look through the file, and report the fault.

## Evidence
evidence-check-digits = the check digits hold
evidence-check-digits-2032 = the check digits hold by the rule in force from 2032
evidence-check-digits-fail = the check digits do not hold: may be mistyped
evidence-checksum = the check digit holds
evidence-cue = the word before it says so
evidence-label = the name of the field says so
evidence-neighbour = close by: { $kind }
evidence-person-role = a word close by says that it is about a private person
evidence-pronoun = refers to a person
evidence-negated = it is said not to be so
evidence-generic = spoken of in general
evidence-model = the name model reads it as a name
evidence-listed = stands on a list
evidence-compound = part of a compound word
evidence-official = a word close by says that the person acts for the body
evidence-ocr-repair = letters in scanned text were read as digits
evidence-spreadsheet-damage = altered by a spreadsheet
evidence-pattern = a pattern of your own

## Laws: titles, and what they say in our words
law-offl-3 = Freedom of Information Act § 3 and § 1
law-offl-3-says = Documents, journals and registers are open unless a rule exempts them.
law-offl-10 = Freedom of Information Act § 10, Regulation § 6
law-offl-10-says = Bodies keep a journal. Names of persons in the published journal must not be searchable once older than one year.
law-offl-13 = Freedom of Information Act § 13, Public Administration Act § 13
law-offl-13-says = Information under a statutory duty of confidentiality, above all on personal affairs, is always exempt.
law-offl-26 = Freedom of Information Act § 26
law-offl-26-says = National identity numbers and numbers with a like function may be exempted.
law-offf-7a = Freedom of Information Regulation § 7, second paragraph, a
law-offf-7a-says = Information under a duty of confidentiality is never put on the internet.
law-offf-7b = Freedom of Information Regulation § 7, second paragraph, b
law-offf-7b-says = Information that may be exempted under § 9 of the Regulation.
law-offf-7c = Freedom of Information Regulation § 7, second paragraph, c
law-offf-7c-says = Special categories of personal data (health, ethnicity, religion, politics, union membership, sex life) and criminal matters.
law-offf-7d = Freedom of Information Regulation § 7, second paragraph, d
law-offf-7d-says = National identity numbers and numbers with a like function.
law-offf-7e = Freedom of Information Regulation § 7, second paragraph, e
law-offf-7e-says = Pay and remuneration of natural persons, except those in leading positions.
law-offf-7f = Freedom of Information Regulation § 7, second paragraph, f
law-offf-7f-says = Material that a third party holds the rights to, unless that party consents.
law-noark-5-2-6 = Noark 5, requirement 5.2.6
law-noark-5-2-6-says = The public title is the title without every shielded word.
law-noark-5-2-9 = Noark 5, requirement 5.2.9
law-noark-5-2-9-says = Names of correspondents and classes are left out of the public journal where they are exempt.
law-noark-5-2-30 = Noark 5, requirement 5.2.30
law-noark-5-2-30-says = The journal on the web holds nothing that is exempt.
law-noark-5-2-31 = Noark 5, requirement 5.2.31
law-noark-5-2-31-says = Special categories, identity numbers, pay and third-party rights are never on the internet.
law-noark-5-2-32 = Noark 5, requirement 5.2.32
law-noark-5-2-32-says = Personal names on web pages are marked so that search engines leave them out.
law-noark-5-2-33 = Noark 5, requirement 5.2.33
law-noark-5-2-33-says = Personal names are not searchable after one year.
law-noark-5-2-34 = Noark 5, requirement 5.2.34
law-noark-5-2-34-says = Personal names are marked before export.
law-noark-5-2-36 = Noark 5, requirement 5.2.36
law-noark-5-2-36-says = Documents with anything named in § 7 of the Regulation are not made available on the internet.
law-noark-5-2-37 = Noark 5, requirement 5.2.37
law-noark-5-2-37-says = The criteria for what is published are stated to the public.
law-local = the body's own publication rules
law-local-says = Rules that the body itself has set for what it publishes.

## Units
bytes =
    { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
unit-hour = h

## The summary
summary-title = Summary
summary-documents =
    { $count ->
        [one] 1 document
       *[other] { $count } documents
    }
summary-entries =
    { $count ->
        [one] 1 journal post
       *[other] { $count } journal posts
    }
summary-speed = { $size } in { $time } ({ $rate })
summary-findings =
    { $count ->
        [one] 1 finding
       *[other] { $count } findings
    }
summary-no-findings = No findings.
summary-stop =
    { $count ->
        [one] 1 stop
       *[other] { $count } stops
    }
summary-review =
    { $count ->
        [one] 1 to review
       *[other] { $count } to review
    }
summary-note =
    { $count ->
        [one] 1 note
       *[other] { $count } notes
    }
summary-known =
    { $count ->
        [one] 1 finding is known from before and left out.
       *[other] { $count } findings are known from before and left out.
    }
summary-names-near = Names: looked for where they can matter (--names near)
summary-names-all = Names: looked for in all text (--names all)
summary-names-off = Names: not looked for (--names off)
summary-sought = With { $flags }: the verdicts are of what was looked for and counted so, not of everything
summary-laws = Legal basis
summary-pictures = { $count ->
    [one] One document is a picture of text
   *[other] { $count } documents are pictures of text
}, read where tesseract with Norwegian is installed (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-nor)
summary-unread =
    { $count ->
        [one] 1 document was not read in full, and is not cleared:
       *[other] { $count } documents were not read in full, and are not cleared:
    }

## Reports in the terminal
text-document = the document
text-synthetic = test number
text-unread = not read in full
text-page = p. { $page }

## SARIF
sarif-message = { $kind }: { $value }
sarif-basis = Legal basis: { $laws }
sarif-unread = Not read in full ({ $reason }): { $detail } { $advice }
sarif-built-in = Built-in rule.

## The site's key
key-no-folder = No folder for the key: this run uses its own, so ids cannot be compared with other runs. Name a file with --key-file.
key-unusable = { $path }: { $error }. This run uses a key of its own, so ids cannot be compared with other runs.
misuse-output-place = each --output belongs behind its --format
misuse-extension = the name { $path } does not say which format the report is to have (.txt, .jsonl, .csv, .sarif, .html): give it a --format
output-twice = two reports would go to { $path }: give each a file of its own
output-key = the report would overwrite the key file, { $path }: name another file
output-configuration = the report would overwrite the configuration, { $path }: name another file
output-baseline = the report would overwrite the baseline, { $path }: name another file
output-rules = the report would overwrite the policy or profile, { $path }: name another file
output-cleared = the report would lie among the cleared exports, { $path }: name a file in another folder
output-input = the report would overwrite an input, { $path }: name another file
misuse-one-report = only one report can go to standard output: give the others an --output
misuse-cleared = --cleared publishes what nothing was found in: leave out --only, --names off and --baseline, which look for less
key-malformed = { $path } is no key file (64 hexadecimal characters) and was left as it is. This run uses a key of its own, so ids cannot be compared with other runs.
key-exposed = { $path }: others than its owner may read the key. chmod 600 mends it.

## The run
scan-begins = Scanning { $files ->
    [one] 1 file
   *[other] { $files } files
}, { $size }.
scan-unfinished = { $count ->
    [one] An unfinished report of a run that was killed is
   *[other] { $count } unfinished reports of runs that were killed are
} left out (.skjerm-….part).
scan-temporary = The folder for temporary files fails ({ $trouble }). Name another in the variable TMPDIR.
scan-interrupted = Interrupted. No report was written.
progress-left = left

## Measuring speed
bench-title = The speed of skjerm { $version } on this machine, which has { $cores ->
    [one] 1 core
   *[other] { $cores } cores
}
bench-method = The median of { $runs } runs over generated text ({ $size } of running text, a quarter of it in other forms) that is in memory already.
bench-rate = rate
bench-time = time
bench-findings = findings
bench-read = Reading alone
bench-text = Everything, in one text file
bench-files = Everything, in small text files
bench-csv = Everything, in a journal as a table (CSV)
bench-noark = Everything, in a Noark 5 journal
bench-identifiers = Numbers alone (--only identifiers)
bench-names-all = Everything, and every name (--names all)
bench-archive = An archive of { $size } takes at this rate, with --jobs { $jobs }:
bench-archive-text = as large text files
bench-archive-files = as small text files
bench-archive-csv = as tables (CSV)
bench-archive-noark = as Noark 5 journals
bench-archive-note = An estimate: the storage must deliver as fast, and PDF, Word and pictures have a speed of their own.
bench-generates = Generating text
bench-interrupted = Interrupted.

## Importing names
import-first-names = First names (Statistics Norway's table 10501)
import-surnames = Surnames (Statistics Norway's table 12891)
import-year = , newest year { $year }
import-read =
    { $count ->
        [one] 1 name read
       *[other] { $count } names read
    }
import-taken = { $count } taken into the list
import-weak = { $count } of them count only beside another name: they are, or may be, ordinary words or places
import-left-out = { $count } left out
import-few = { $count } with fewer than { $least } holders
import-known = { $count } that the built-in lists hold already
import-frequent = { $count } that are among the words texts are made of
import-uncounted = { $count } without a number
import-unwritten =
    { $count ->
        [one] 1 other row passed over: it is not written as a name
       *[other] { $count } other rows passed over: they are not written as names
    }
import-one-sex = The table holds the names of one sex only. Choose both girls' and boys' names in the statbank.
import-written = Written: { $path }

## Cleared exports
cleared-posts = { $published } of { $all } journal posts are cleared ({ $shielded } with shielding), { $withheld } are withheld.
cleared-busy = another run writes to { $path } at this time: wait for it, or name another folder
cleared-not = { $path } is not cleared: { $reason }
cleared-unmarked = { $path }: the format has no mark for the names of persons, so they are not marked.
cleared-nothing-left = none of the journal posts can be published, so no file was written
cleared-name-tells = the file's name holds something that is to be shielded: give the file another name
cleared-no-name = the input has no file name: save the export in a file
cleared-same-name = the name is taken in the folder of cleared exports: give the file another name, or name the folder above
cleared-itself = the cleared file would overwrite the export itself: name another folder
cleared-changed = the file changed while it was read
cleared-no-end = something new is found whenever something is taken out
cleared-copy-differs = the posts of the copy are not those that were read
cleared-no-journal = the file no longer reads as a journal
cleared-outside-posts = there are findings outside the journal posts, which must be mended in the export
cleared-format = journals in this format ({ $format }) can be checked but not written
cleared-running = it holds the titles as they are beside the public ones: export the public journal and clear that
cleared-encoding = the copy cannot be written in the file's character set: { $detail }
cleared-disagreement = the file cannot be taken apart into the { $posts } posts that were read: { $detail }
cleared-marks-tell = the marks around names lead to new findings: run without --mark-names
cleared-goes-with = belongs to a case or post that is withheld
cleared-document = a document of the post is not for publishing, or was not read
cleared-covert = its row or sheet is hidden in the workbook
cleared-einnsyn = eInnsyn will refuse the post: it has eleven digits that look like a national identity number
withheld-do-number = Take out or shield the number in the records system, and export again.
withheld-do-name = Shield the name, or mark it so that it cannot be searched for, and export again.
withheld-do-connection = Shield the name or what tells of the person, and give the legal basis.
withheld-do-term = Consider whether this is about a person. If so, shield it and give the legal basis.
withheld-do-over-shielding = Open the words that are not exempt, or give the legal basis.
withheld-do-mismatch = Shield the name everywhere in the case, or open it everywhere.
withheld-do-policy = The body does not publish such cases. Change its rule if that is wrong.
withheld-do-hidden = Remove the hidden text from the document.
withheld-do-check-shielding = Shielded in the cleared export. Shield it in the records system, too.
withheld-do-file = Mend it and run again. Do not publish the file as it is.
withheld-do-post = Look at the case or post that it belongs to.
withheld-do-einnsyn = Take the number out, or write it otherwise, before uploading to eInnsyn.

## The criteria of publication
criteria-title = Criteria for publishing the journal
criteria-made = Made with skjerm { $version }, { $date }
criteria-rules = Rules: { $hash }
criteria-options = Options: { $options }
criteria-posts-in = Journal posts in the exports: { $count }
criteria-posts-published = Published: { $count }
criteria-posts-shielded = Of those with information shielded: { $count }
criteria-posts-withheld = Withheld: { $count }
criteria-documents = Documents that are no journals, and were not copied: { $count }
criteria-marked = Names marked: { $count }
criteria-not-cleared = Not cleared:
criteria-by-kind = Left out, by what it is about:
criteria-by-basis = Left out, by legal basis:
criteria-kinds = What is looked for:
criteria-kind = { $kind }: { $alone }, beside a private person { $person } ({ $laws })
