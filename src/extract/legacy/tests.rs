use crate::extract::reading::{Reading, damage, reading};
use crate::extract::{Limits, Options, Piece, extract_all};
use crate::model::{Reason, Role};
use std::io::{Cursor, Write};

/// A compound file of those streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    for (path, bytes) in streams {
        if let Some((storages, _)) = path.rsplit_once('/').filter(|(storages, _)| !storages.is_empty()) {
            file.create_storage_all(storages).expect("in memory");
        }
        file.create_stream(path).and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
    }
    file.flush().expect("in memory");
    file.into_inner().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A set of properties with texts by number.
fn summary(properties: &[(u32, &str)]) -> Vec<u8> {
    let mut stream = vec![0; 48];
    stream[24] = 1;
    let mut set = vec![0; 8 + 8 * properties.len()];
    set[4] = properties.len() as u8;
    for (index, (number, text)) in properties.iter().enumerate() {
        let at = set.len() as u32;
        set[8 + 8 * index..][..4].copy_from_slice(&number.to_le_bytes());
        set[12 + 8 * index..][..4].copy_from_slice(&at.to_le_bytes());
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).chain([0]).collect();
        set.extend(0x1E_u32.to_le_bytes());
        set.extend((bytes.len() as u32).to_le_bytes());
        set.extend(&bytes);
        set.resize(set.len().next_multiple_of(4), 0);
    }
    stream[44..48].copy_from_slice(&48_u32.to_le_bytes());
    stream.extend(set);
    stream
}

const DELETED: &[u8] = &[0x00, 0x08, 1];
const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
const WHITE: &[u8] = &[0x42, 0x2A, 8];
const ON_BLACK: &[u8] = &[0x0C, 0x2A, 1];
const TINY: &[u8] = &[0x43, 0x4A, 2, 0];
const SMALL: &[u8] = &[0x43, 0x4A, 8, 0];

/// A Word document: runs with how they are set, each a piece of its own, in one and in two bytes by turns. `lengths` are those of
/// the stories.
fn word(runs: &[(&str, &[u8])], lengths: &[usize], flags: u16) -> Vec<u8> {
    let mut document = vec![0_u8; 2048];
    let put = |bytes: &mut [u8], at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    document[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    document[10..12].copy_from_slice(&(flags | 0x0200).to_le_bytes());
    for (place, length) in [0x4C, 0x50, 0x54, 0x5C, 0x60, 0x64, 0x68].into_iter().zip(lengths) {
        put(&mut document, place, *length as u32);
    }
    let (mut starts, mut pieces, mut characters) = (vec![0_u32], Vec::new(), vec![0_u32]);
    for (index, (text, _)) in runs.iter().enumerate() {
        let at = document.len() as u32;
        let is_narrow = index % 2 == 0;
        if is_narrow {
            document.extend(text.chars().map(|c| c as u8));
        } else {
            document.extend(utf16(text));
        }
        pieces.extend([0, 0]);
        pieces.extend(if is_narrow { (at * 2) | 0x4000_0000 } else { at }.to_le_bytes());
        pieces.extend([0, 0]);
        if index == 0 {
            starts[0] = at;
        }
        starts.push(document.len() as u32);
        characters.push(characters[index] + text.chars().count() as u32);
    }
    // The page of formatting.
    let mut page = vec![0_u8; 512];
    let mut end = 511;
    for (index, (_, changes)) in runs.iter().enumerate() {
        end = (end - 1 - changes.len()) & !1;
        page[end] = changes.len() as u8;
        page[end + 1..end + 1 + changes.len()].copy_from_slice(changes);
        page[4 * (runs.len() + 1) + index] = (end / 2) as u8;
    }
    starts.iter().enumerate().for_each(|(index, start)| put(&mut page, 4 * index, *start));
    page[511] = runs.len() as u8;
    document.resize(document.len().next_multiple_of(512), 0);
    let number = (document.len() / 512) as u32;
    document.extend(page);
    let mut table = vec![2];
    let list: Vec<u8> = characters.iter().flat_map(|at| at.to_le_bytes()).chain(pieces).collect();
    table.extend((list.len() as u32).to_le_bytes());
    table.extend(list);
    put(&mut document, 0x9A + 8 * 33, 0);
    put(&mut document, 0x9E + 8 * 33, table.len() as u32);
    let bins: Vec<u8> = [starts[0], starts[runs.len()], number].iter().flat_map(|at| at.to_le_bytes()).collect();
    put(&mut document, 0x9A + 8 * 12, table.len() as u32);
    put(&mut document, 0x9E + 8 * 12, bins.len() as u32);
    table.extend(bins);
    let mut revisers = vec![0xFF, 0xFF, 2, 0, 0, 0, 7, 0];
    revisers.extend(utf16("Unknown"));
    revisers.extend([4, 0]);
    revisers.extend(utf16("Rita"));
    put(&mut document, 0x9A + 8 * 51, table.len() as u32);
    put(&mut document, 0x9E + 8 * 51, revisers.len() as u32);
    table.extend(revisers);
    let properties = summary(&[(2, "Vedtak"), (4, "Olga \u{c5}s"), (8, "Peder")]);
    let mut package = b"\0\0\0\0\x02\0a.txt\0C:\\Olga\\a.txt\0\0\0\x03\0\x06\0\0\0C:\\tmp\x05\0\0\0Dagny".to_vec();
    package[0] = (package.len() - 4) as u8;
    compound(&[
        ("/WordDocument", &document),
        ("/1Table", &table),
        ("/\u{5}SummaryInformation", &properties),
        ("/ObjectPool/_1/\u{1}Ole10Native", &package),
    ])
}

fn example() -> Vec<u8> {
    let runs: &[(&str, &[u8])] = &[
        ("F\u{f8}rste\r", &[]),
        ("To \u{2013} strek ", &[]),
        ("Dagny ", DELETED),
        ("Borte ", HIDDEN),
        ("synlig\r", &[]),
        ("hvit ", WHITE),
        ("dekket ", ON_BLACK),
        ("bitte ", TINY),
        ("liten ", SMALL),
        ("sist\r", &[0x3C, 0x08, 0]),
        ("Se \u{13}HYPERLINK \"mailto:olga@example.com\"\u{14}Olga\u{15}\r", &[]),
        ("Fotnote\r", &[]),
        ("Kommentar\r", &[]),
    ];
    let length = |runs: &[(&str, &[u8])]| runs.iter().map(|(text, _)| text.chars().count()).sum();
    word(runs, &[length(&runs[..11]), 8, 0, 10], 0)
}

#[test]
fn word_documents_are_read_with_what_is_deleted_and_hidden() {
    let read = reading(&example(), "a.doc");
    assert_eq!(read.unread, None);
    assert_eq!(read.of(Role::Body), "Første\nTo – strek synlig\nliten sist\nSe Olga\nFotnote");
    assert_eq!(
        read.kept(),
        [
            ("tracked-deletion", "Dagny"),
            ("vanish", "Borte"),
            ("white-text", "hvit"),
            ("black-highlight", "dekket"),
            ("tiny", "bitte")
        ]
    );
    let deleted = read.seen.iter().find(|seen| seen.role == Role::DeletedText).map(|seen| seen.place.paragraph);
    assert_eq!(deleted, Some(Some(2)));
    assert_eq!(read.of(Role::Comment), "Kommentar");
    assert_eq!(read.of(Role::Title), "Vedtak");
    for (label, value) in
        [("author", "Olga Ås"), ("last-saved-by", "Peder"), ("reviser", "Rita"), ("link", "mailto:olga@example.com")]
    {
        assert_eq!(read.field(label), Some(value), "{label}");
    }
    assert_eq!(read.names(), ["object-1.ole"]);
    let object = reading(&read.members[0].1, "object-1.ole");
    assert_eq!((object.names(), object.members[0].1.as_slice()), (vec!["a.txt"], &b"Dagny"[..]));
    assert_eq!(object.field("path"), Some("C:\\Olga\\a.txt"));
    // Its content tells it, whatever it is called.
    assert_eq!(reading(&example(), "a.msg").of(Role::Comment), "Kommentar");
}

#[test]
fn documents_of_word_6_are_read() {
    let mut document = vec![0_u8; 0x200];
    document[..4].copy_from_slice(&[0xDC, 0xA5, 0x65, 0]);
    document[0x18..0x1C].copy_from_slice(&0x200_u32.to_le_bytes());
    document[0x34] = 7;
    document[0x38] = 8;
    document.extend(b"Bl\xE5b\xE6r\rFotnote\r");
    let read = reading(&compound(&[("/WordDocument", &document)]), "a.doc");
    assert_eq!((read.of(Role::Body).as_str(), &read.unread), ("Blåbær\nFotnote", &None));
}

#[test]
fn what_has_a_password_or_is_of_another_program_is_unread() {
    let reason = |bytes: &[u8]| reading(bytes, "a.doc").unread.map(|unread| unread.reason);
    assert_eq!(reason(&word(&[("x", &[])], &[1], 0x0100)), Some(Reason::Encrypted));
    assert_eq!(reason(&compound(&[("/EncryptedPackage", b"x")])), Some(Reason::Encrypted));
    assert_eq!(reason(&compound(&[("/VisioDocument", b"x")])), Some(Reason::Unsupported));
    assert_eq!(reason(&compound(&[("/WordDocument", b"x")])), Some(Reason::Corrupt));
    assert_eq!(reason(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(Reason::Corrupt));
    let locked = record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0]).into_iter().chain(record(0x2F, &[0; 6])).collect::<Vec<_>>();
    assert_eq!(reason(&compound(&[("/Workbook", &locked)])), Some(Reason::Encrypted));
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A workbook of a sheet that is shown and one that is hidden.
fn workbook() -> Vec<u8> {
    let numbers = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let begin = |kind: u16| record(0x809, &numbers(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let shared = |row, column, string| record(0xFD, &numbers(&[row, column, 0, string, 0]));
    let strings =
        ["Navn", "Nummer", "Dagny B\u{e6}r", "skjult rad", "skjult kolonne", "på skjult ark", "ubrukt", "siste"];
    let mut table = numbers(&[8, 0, 8, 0]);
    for string in &strings[..7] {
        table.extend(numbers(&[string.chars().count() as u16]));
        table.push(1);
        table.extend(utf16(string));
    }
    // The last string is cut in two, and goes on in single bytes.
    table.extend([5, 0, 1]);
    table.extend(utf16("si"));
    let continued = [0, b's', b't', b'e'];
    let sheet = |is_first: bool| {
        let mut sheet = begin(0x10);
        if !is_first {
            return [sheet, shared(0, 0, 5), record(0x0A, &[])].concat();
        }
        sheet.extend(record(0x7D, &numbers(&[3, 3, 0, 0, 1])));
        sheet.extend(record(0x208, &numbers(&[2, 0, 4, 0, 0, 0, 0x20, 0])));
        sheet.extend([shared(0, 0, 0), shared(0, 1, 1), shared(1, 0, 2), shared(1, 3, 4), shared(2, 0, 3)].concat());
        // A number with eleven digits in format `00000000000`, and a packed date.
        sheet.extend(record(0x203, &[&numbers(&[1, 1, 1])[..], &1_010_000_123_f64.to_le_bytes()].concat()));
        sheet.extend(record(0x27E, &[&numbers(&[3, 2, 2])[..], &(45352_u32 << 2 | 2).to_le_bytes()].concat()));
        sheet.extend(record(0x06, &[&numbers(&[3, 0, 0])[..], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat()));
        sheet.extend(record(0x207, &[3, 0, 0, b'a', b'b', b'c']));
        sheet.extend(shared(3, 1, 7));
        for (column, style) in [(0, 3), (1, 4), (2, 5)] {
            sheet.extend(record(0x204, &[&numbers(&[4, column, style, 3])[..], b"\0xyz"].concat()));
        }
        sheet.extend(record(0x5D, &numbers(&[0x15, 0x12, 0x19, 1, 0, 0, 0, 0, 0, 0, 0])));
        sheet.extend(record(0x1B6, &numbers(&[0, 0, 0, 0, 0, 4, 16, 0, 0])));
        sheet.extend(record(0x3C, b"\0Note"));
        sheet.extend(record(0x1C, &[&numbers(&[1, 0, 0, 1, 4])[..], b"\0Olga\0"].concat()));
        [sheet, record(0x0A, &[])].concat()
    };
    let listed = |at: usize, state: u8, name: &str| {
        record(0x85, &[&(at as u32).to_le_bytes()[..], &[state, 0, name.len() as u8, 0], name.as_bytes()].concat())
    };
    let globals = |first: usize, second: usize| {
        [
            begin(5),
            record(0x41E, &[&numbers(&[164, 11])[..], b"\x00\x30\x30\x30\x30\x30\x30\x30\x30\x30\x30\x30"].concat()),
            record(0xE0, &numbers(&[0, 0])),
            record(0xE0, &numbers(&[0, 164])),
            record(0xE0, &numbers(&[0, 14])),
            record(0x31, &numbers(&[200, 0, 0x7FFF])),
            record(0x31, &numbers(&[200, 0, 9])),
            // White letters on no ground and on a dark one, and a format that shows nothing.
            record(0xE0, &numbers(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
            record(0xE0, &numbers(&[1, 0, 0, 0, 0, 0, 0, 0, 1 << 10, 8])),
            record(0xE0, &numbers(&[0, 165, 0, 0, 0, 0, 0, 0, 0, 0])),
            record(0x41E, &[&numbers(&[165, 3])[..], b"\0;;;"].concat()),
            listed(first, 0, "Ark1"),
            listed(second, 1, "Ark2"),
            record(0xFC, &table),
            record(0x3C, &continued),
            record(0x0A, &[]),
        ]
        .concat()
    };
    let first = globals(0, 0).len();
    let stream = [globals(first, first + sheet(true).len()), sheet(true), sheet(false)].concat();
    compound(&[("/Workbook", &stream)])
}

#[test]
fn workbooks_are_read_with_what_is_hidden() {
    let read = reading(&workbook(), "a.xls");
    assert_eq!(read.unread, None);
    let cell = |name: &str| {
        let seen = read.seen.iter().find(|seen| {
            seen.place.cell.as_deref() == Some(name)
                && seen.place.sheet.as_deref() == Some("Ark1")
                && seen.role != Role::Comment
        });
        seen.map(|seen| (seen.role, seen.label.as_str(), seen.text.as_str()))
    };
    assert_eq!(cell("A1"), Some((Role::Metadata, "", "Navn")));
    assert_eq!(cell("A2"), Some((Role::Body, "Navn", "Dagny Bær")));
    assert_eq!(cell("B2"), Some((Role::Body, "Nummer", "01010000123")));
    assert_eq!(cell("C4"), Some((Role::Body, "", "2024-03-01")));
    assert_eq!(cell("D2"), Some((Role::Hidden, "", "skjult kolonne")));
    assert_eq!(cell("A3"), Some((Role::Hidden, "Navn", "skjult rad")));
    assert_eq!((cell("A4"), cell("B4")), (Some((Role::Body, "Navn", "abc")), Some((Role::Body, "Nummer", "siste"))));
    assert_eq!(
        ["A5", "B5", "C5"].map(|name| cell(name).map(|cell| cell.0)),
        [Role::Hidden, Role::Body, Role::Hidden].map(Some)
    );
    assert_eq!((read.of(Role::Comment).as_str(), read.field("comment-author")), ("Note", Some("Olga")));
    let of_sheet = read.seen.iter().find(|seen| seen.text == "på skjult ark").map(|seen| (seen.of_part, seen.role));
    assert_eq!(of_sheet, Some((Role::Hidden, Role::Hidden)));
    assert_eq!(read.field("unused-string"), Some("ubrukt"));
}

fn atom(kind: u16, instance: u16, data: &[u8]) -> Vec<u8> {
    [&(instance << 4).to_le_bytes(), &kind.to_le_bytes(), &(data.len() as u32).to_le_bytes()[..], data].concat()
}

fn container(kind: u16, instance: u16, inside: &[Vec<u8>]) -> Vec<u8> {
    let data = inside.concat();
    [&(instance << 4 | 15).to_le_bytes(), &kind.to_le_bytes(), &(data.len() as u32).to_le_bytes()[..], &data].concat()
}

/// Two slides, the second one hidden, with notes and an earlier state of the first one.
fn presentation() -> Vec<u8> {
    let text = |text: &str| container(0xF00D, 0, &[atom(0x0FA0, 0, &utf16(text))]);
    let slide = |content: &str, flags: u8| {
        let show = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, flags, 0, 0, 0, 0, 0];
        container(0x03EE, 0, &[atom(0x03F9, 0, &show), text(content)])
    };
    let reference = |number: u32, id: u32| {
        atom(0x03F3, 0, &[number, 0, 0, id, 0].iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>())
    };
    let document = container(
        0x03E8,
        0,
        &[container(0x0FF0, 0, &[reference(2, 256), atom(0x0FA8, 0, b"Tittel"), reference(3, 257)])],
    );
    let notes = container(0x03F0, 0, &[atom(0x03F1, 0, &257_u32.to_le_bytes()), text("Notat")]);
    let parts =
        [document, slide("Synlig\rlinje", 0), slide("Skjult lysbilde", 4), notes, slide("Synlig\rDagny Borte", 0)];
    let mut stream = Vec::new();
    let mut places = Vec::new();
    for part in parts {
        places.push(stream.len() as u32);
        stream.extend(part);
    }
    let directory = stream.len() as u32;
    let list: Vec<u8> = [1 | 4 << 20].iter().chain(&places[..4]).flat_map(|n: &u32| n.to_le_bytes()).collect();
    stream.extend(atom(0x1772, 0, &list));
    let edit = stream.len() as u32;
    stream.extend(atom(
        0x0FF5,
        0,
        &[0, 0, 0, directory, 1, 0, 0].iter().flat_map(|n: &u32| n.to_le_bytes()).collect::<Vec<_>>(),
    ));
    let user: Vec<u8> = [0, 0, 20, 0xE391_C05F, edit, 0, 0].iter().flat_map(|n: &u32| n.to_le_bytes()).collect();
    compound(&[("/PowerPoint Document", &stream), ("/Current User", &user)])
}

#[test]
fn presentations_are_read_with_what_is_hidden_and_what_was_there() {
    let read: Reading = reading(&presentation(), "a.ppt");
    assert_eq!(read.unread, None);
    assert_eq!(read.of(Role::Body), "Tittel\nSynlig\nlinje");
    assert_eq!(read.kept(), [("hidden-slide", "Skjult lysbilde"), ("earlier-revision", "Dagny Borte")]);
    let notes =
        read.seen.iter().find(|seen| seen.role == Role::Comment).map(|seen| (seen.place.page, seen.text.as_str()));
    assert_eq!(notes, Some((Some(2), "Notat")));
}

#[test]
fn an_object_that_is_not_unpacked_in_full_is_unread() {
    let file = vec![b'a'; 200_000];
    let mut stream = b"\0\0\0\0\x02\0a.txt\0C:\\a.txt\0\0\0\x03\0\x06\0\0\0C:\\tmp".to_vec();
    stream.extend((file.len() as u32).to_le_bytes());
    stream.extend(file);
    let bytes = compound(&[("/\u{1}Ole10Native", &stream)]);
    let unread = |unpacked: u64| {
        let limits = Limits { unpacked, ..Limits::default() };
        let options = Options { limits, ..Options::default() };
        let mut members = 0;
        let extraction = extract_all(&bytes, "a.ole", options, None, &mut |piece| {
            members += usize::from(matches!(piece, Piece::Member(_)));
        });
        (members, extraction.unread.map(|unread| unread.reason))
    };
    assert_eq!(unread(1 << 20), (1, None));
    assert_eq!(unread(100_000), (1, Some(Reason::TooLarge)));
}

/// The file with a project of macros, whose modules are stored as they are.
fn with_macros(file: Vec<u8>, storage: &str) -> Vec<u8> {
    let container = |bytes: &[u8]| {
        let mut padded = bytes.to_vec();
        padded.resize(4096, b'\n');
        [&[1, 0xFF, 0x3F][..], &padded].concat()
    };
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u32).to_le_bytes(), data].concat();
    let version = [&[9, 0, 4, 0, 0, 0][..], &[0; 6]].concat();
    let listed = [
        record(3, &1252_u16.to_le_bytes()),
        version,
        record(0x19, b"Modul1"),
        record(0x1A, b"Modul1"),
        record(0x31, &4_u32.to_le_bytes()),
        record(0x19, b"Tom"),
        record(0x1A, b"Tom"),
        record(0x31, &0_u32.to_le_bytes()),
        record(0x19, b"Borte"),
        record(0x1A, b"Borte"),
    ];
    let source = b"Attribute VB_Name = \"Modul1\"\r\nSub Vis()\r\n' For Olga S\xF8rli\r\nEnd Sub\r\n";
    let module = [&b"\0\0\0\0"[..], &container(source)].concat();
    let path = |name: &str| format!("{storage}/{name}");
    let empty = container(b"Attribute VB_Name = \"Tom\"\r\n");
    let mut file = cfb::CompoundFile::open(Cursor::new(file)).expect("in memory");
    file.create_storage_all(storage).expect("in memory");
    for (name, bytes) in [("dir", &container(&listed.concat())), ("Modul1", &module), ("Tom", &empty)] {
        file.create_stream(path(name)).and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
    }
    file.flush().expect("in memory");
    file.into_inner().into_inner()
}

#[test]
fn macros_are_documents_of_their_own() {
    let files = [
        (compound(&[]), "/VBA"),
        (word(&[("Hei\r", &[])], &[4], 0), "/Macros/VBA"),
        (workbook(), "/_VBA_PROJECT_CUR/VBA"),
    ];
    for (file, storage) in files {
        let read = reading(&with_macros(file, storage), "vbaProject.bin");
        let [.., (name, source, None), (missing, _, Some(unread))] = &read.members[..] else { panic!("{read:?}") };
        assert_eq!((name.as_str(), missing.as_str(), unread.reason), ("Modul1.bas", "Borte.bas", Reason::Corrupt));
        assert_eq!(String::from_utf8_lossy(source).trim(), "Sub Vis()\n' For Olga Sørli\nEnd Sub");
    }
}

#[test]
fn forms_of_macros_are_documents_of_their_own() {
    for (file, storage) in [(compound(&[]), "/VBA"), (workbook(), "/_VBA_PROJECT_CUR/VBA")] {
        let read = reading(&with_form(with_macros(file, storage), storage.trim_end_matches("/VBA")), "vbaProject.bin");
        let forms: Vec<_> = read.members.iter().filter(|(name, ..)| name.ends_with(".frm")).collect();
        let [(name, text, None)] = &forms[..] else { panic!("{:?}", read.members) };
        assert_eq!(name, "Skjema.frm");
        assert_eq!(String::from_utf8_lossy(text), "Sak om Olga Sørli\nLabel1\nFødt 1890\nInnerst i rammen");
    }
}

/// The file with a form beside its macros, a label in it and a frame with another.
fn with_form(file: Vec<u8>, project: &str) -> Vec<u8> {
    let streams: [(&str, &[u8]); 4] = [
        ("Skjema/\u{3}VBFrame", b"VERSION 5.00\r\nBegin {C62A69F0-16DC-11CE-9E98-00AA00574A4F} Skjema\r\n   Caption         =   \"Sak om Olga S\xF8rli\"\r\n   ClientHeight    =   3165\r\nEnd\r\n"),
        ("Skjema/f", b"\0\x04\x20\0\x06\0\0\x80Label1\0\0"),
        ("Skjema/o", b"\0\x02\x18\0\x0A\0\0\x80F\xF8dt 1890\0\0\x01"),
        ("Skjema/i01/o", b"\0\x02Innerst i rammen\0"),
    ];
    let mut file = cfb::CompoundFile::open(Cursor::new(file)).expect("in memory");
    file.create_storage_all(format!("{project}/Skjema/i01")).expect("in memory");
    for (name, bytes) in streams {
        file.create_stream(format!("{project}/{name}"))
            .and_then(|mut stream| stream.write_all(bytes))
            .expect("in memory");
    }
    file.flush().expect("in memory");
    file.into_inner().into_inner()
}

#[test]
fn damaged_files_end_well() {
    damage(&with_form(with_macros(compound(&[]), "/VBA"), ""), "b.bin");
    damage(&with_macros(compound(&[]), "/VBA"), "a.bin");
    damage(&example(), "a.doc");
    damage(&workbook(), "a.xls");
    damage(&presentation(), "a.ppt");
}
