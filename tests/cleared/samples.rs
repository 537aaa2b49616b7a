//! Exports of each format whose posts' own bytes are known, so that what must be left is, too.

pub const HARMLESS: &str = "Budsjett for vei og vann";

pub fn title(is_bad: bool, number: &str) -> String {
    if is_bad { format!("Klage fra {number}") } else { HARMLESS.to_owned() }
}

/// Stretches of an export: the posts', by their number, and what stands between.
pub type Pieces = Vec<(Option<usize>, String)>;

/// An export of each format as head, posts and tail: the posts' own bytes are known, so what must be left is, too.
pub struct Sample {
    pub name: &'static str,
    pub make: fn(&[bool], &str) -> Pieces,
}

pub fn noark_5(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(
        None,
        "<?xml version='1.0' encoding=\"UTF-8\" ?>\r\n<!-- fra arkivet -->\n<n:offentligJournal  xmlns:n=\"http://www.arkivverket.no/standarder/noark5/offentligJournal\" >\n\
         <n:journalhode><n:journalStartDato>2026-11-20</n:journalStartDato><n:journalSluttDato>2026-11-20</n:journalSluttDato>\
         <n:antallJournalposter>3</n:antallJournalposter><n:arkivskaper><n:arkivskaperID>1</n:arkivskaperID>\
         <n:arkivskaperNavn>Fjordnes kommune</n:arkivskaperNavn></n:arkivskaper></n:journalhode>"
            .to_owned(),
    )];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n\t<n:journalregistrering>\n\t\t<n:saksmappe><n:saksaar>2026</n:saksaar><n:sakssekvensnummer>{at}</n:sakssekvensnummer>\
                 <n:offentligTittel>Sak &amp; s\u{e5} videre</n:offentligTittel></n:saksmappe>\n\t\t<!-- post {at} --><n:journalpost>\
                 <n:systemID>0a1b2c3d-0000-4000-8000-{at:012}</n:systemID><n:journalaar>2026</n:journalaar><n:journalsekvensnummer>{at}</n:journalsekvensnummer>\
                 <n:journalpostnummer>1</n:journalpostnummer>\n\t\t\t<n:offentligTittel>{}</n:offentligTittel>\
                 <n:journaldato>2026-11-20</n:journaldato><n:korrespondansepart><n:korrespondanseparttype>Avsender</n:korrespondanseparttype>\
                 <n:korrespondansepartNavn>Veg AS</n:korrespondansepartNavn></n:korrespondansepart></n:journalpost></n:journalregistrering>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "\n</n:offentligJournal>\n<!-- slutt -->\n".to_owned()));
    pieces
}

fn noark_4(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(
        None,
        "<?xml version=\"1.0\"?>\n<OFFJOURNAL VERSJON='1'><RAPPORT>\n <NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>7</SA.SEKNR>\
         <SA.OFFTITTEL>Byggesak</SA.OFFTITTEL>\n <JOURNPOST.OJ><JP.POSTNR>9</JP.POSTNR><JP.OFFINNHOLD>Svar</JP.OFFINNHOLD></JOURNPOST.OJ>"
            .to_owned(),
    )];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n  <JOURNPOST.OJ a=\"1\"   b='2'><JP.POSTNR>{at}</JP.POSTNR><JP.OFFINNHOLD>{}</JP.OFFINNHOLD></JOURNPOST.OJ>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "</NOARKSAK.OJ></RAPPORT></OFFJOURNAL>".to_owned()));
    pieces
}

fn json_lines(posts: &[bool], number: &str) -> Pieces {
    let line = |(at, &is_bad): (usize, &bool)| {
        let title = title(is_bad, number);
        let post = format!(
            "{{\"entity\":\"Journalpost\", \"id\":\"jp_{at}\",\"journalpostnummer\":{at},\"offentligTittel\":\"{title} \\u00e5\"}}\r\n"
        );
        (Some(at), post)
    };
    posts.iter().enumerate().map(line).collect()
}

fn csv(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "\u{feff}Saksnr;Dokumentnr;Tittel;Avsender/mottaker\r\n".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        let title = title(is_bad, number);
        pieces.push((Some(at), format!("2026/{at};1;\"{title}; s\u{e5}\nto \"\"linjer\"\"\";Veg AS\r\n")));
    }
    pieces
}

fn tsv(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "Saksnr\tDokumentnr\tTittel\n".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((Some(at), format!("2026/{at}\t1\t{}\n", title(is_bad, number))));
    }
    pieces
}

/// A page as a program writes it.
fn page(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(
        None,
        "<!DOCTYPE html>\r\n<HTML lang=nb><head><meta charset=\"utf-8\"><title>Offentlig journal</title><style>td > a { color: #111 }</style>\n\
         </head><body><!-- laget i dag --><h1>Postliste &amp; s\u{e5} videre</h1>\n<TABLE class='liste'><thead><tr><th>Saksnr<th>Dok.nr\
         <th>Tittel<th>Avsender/mottaker</tr></thead>\n<tbody>"
            .to_owned(),
    )];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n  <TR id=\"r{at}\"><td>2026/{at}</td><td >1</td><!-- rad --><TD title='Vis > posten'><a href=\"/post/{at}\">{}</a> s&aring;<br/>\
                 videre</TD>\n<td>Veg AS</td></TR>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "\n</tbody></TABLE>\n<p>Slutt &copy; arkivet</p></body></HTML>\n".to_owned()));
    pieces
}

/// A page as a person writes it: nothing is closed, and the header is a row like any other.
fn bare_page(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "<table>\n<tr><td>Saksnr<td>Dok.nr<td>Tittel\n".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((Some(at), format!("<tr><td>2026/{at}<td>1<td>{}\n", title(is_bad, number))));
    }
    pieces.push((None, "</table>\n".to_owned()));
    pieces
}

/// Posts one after the other in a list of definitions.
fn definitions(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "<html><body><dl class=post>".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n<dt>Tittel</dt><dd>{}</dd>\n<dt>Saksnr</dt><dd>2026/{at}</dd>\n<DT>Dokumentnr<dd>1\n<dt>Avsender:</dt>  <dd>Veg AS</dd>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "\n</dl></body></html>".to_owned()));
    pieces
}

pub const SAMPLES: [Sample; 8] = [
    Sample { name: "journal.xml", make: noark_5 },
    Sample { name: "gammel.xml", make: noark_4 },
    Sample { name: "poster.jsonl", make: json_lines },
    Sample { name: "liste.csv", make: csv },
    Sample { name: "liste.tsv", make: tsv },
    Sample { name: "liste.html", make: page },
    Sample { name: "bar.htm", make: bare_page },
    Sample { name: "detaljer.html", make: definitions },
];

pub fn whole(pieces: &[(Option<usize>, String)], without: &[usize]) -> String {
    let stays = |piece: &&(Option<usize>, String)| piece.0.is_none_or(|at| !without.contains(&at));
    pieces.iter().filter(stays).map(|(_, text)| text.as_str()).collect()
}
