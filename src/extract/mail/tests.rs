use super::{header, is_mail, transfer};
use crate::extract::reading::{damage, reading};
use crate::model::{Reason, Role};
use std::io::{Cursor, Write};

const HEADER: &str = "From: =?iso-8859-1?Q?P=E5l_=C5s?= <pal@example.com>\r\nTo: Olga <olga@example.com>\r\n\
Bcc: \"Hemmelig, Rita\" <rita@example.com>\r\nSubject: =?utf-8?B?QmzDpWLD?=\r\n =?utf-8?B?pnI=?= i dag\r\n\
Received: from a.example.com by b.example.com;\r\n\tMon, 1 Jan 2024 12:00:00 +0100\r\nMIME-Version: 1.0\r\n";

fn mail(rest: &str) -> Vec<u8> {
    format!("{HEADER}{rest}").into_bytes()
}

#[test]
fn every_field_of_the_header_is_read_and_decoded() {
    let read = reading(&mail("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nHei\r\n"), "a.eml");
    assert_eq!((read.format, &read.unread), ("mail", &None));
    assert_eq!(read.field("From"), Some("Pål Ås <pal@example.com>"));
    assert_eq!(read.field("Bcc"), Some("\"Hemmelig, Rita\" <rita@example.com>"));
    assert_eq!(read.of(Role::Title), "Blåbær i dag");
    assert_eq!(read.field("Received"), Some("from a.example.com by b.example.com; Mon, 1 Jan 2024 12:00:00 +0100"));
    assert_eq!(read.of(Role::Body), "Hei");
    let raw =
        b"Subject: S\xF8knad\r\nX-A: na\xC3\xAFv\r\nFrom: a@example.com\r\nMIME-Version: 1.0\r\n\r\nT\xE5re".to_vec();
    let read = reading(&raw, "a.eml");
    assert_eq!(
        (read.of(Role::Title).as_str(), read.field("X-A"), read.of(Role::Body).as_str()),
        ("Søknad", Some("naïv"), "Tåre")
    );
}

#[test]
fn words_that_are_encoded_badly_are_still_read() {
    assert_eq!(header::decoded_words("=?utf-8?Q?=C3?= =?UTF-8?Q?=B8l?= =?x?y"), "øl =?x?y");
    assert_eq!(header::decoded_words("=?iso-8859-1*no?q?a_b?=c =?utf-8?q?=3D?="), "a bc =");
    assert_eq!(header::decoded_words("=?unknown-8bit?Q?S=F8r?="), "Sør");
    assert_eq!(header::decoded(b"+AOY-", Some("UTF-7")), "æ");
}

#[test]
fn alternatives_are_read_once_and_what_only_the_page_has_is_kept() {
    let alternatives = |html: &str| {
        mail(&format!(
            "Content-Type: multipart/alternative; boundary=\"b 1\"\r\n\r\n--b 1\r\nContent-Type: text/plain; charset=utf-8\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\r\nHei, Olga S=C3=B8rli! Se lenken=20=\r\n<https://example.com/x>.\r\n--b 1\r\n\
Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b 1--\r\n"
        ))
    };
    let same = reading(
        &alternatives("<p>Hei, <b>Olga</b> Sørli!</p><p>Se <a href='https://example.com/x'>lenken</a>.</p>"),
        "a.eml",
    );
    assert_eq!(same.of(Role::Body), "Hei, Olga Sørli! Se lenken <https://example.com/x>.");
    assert_eq!(same.field("href"), Some("https://example.com/x"));
    let more = reading(
        &alternatives("<p>Hei, Olga Sørli!</p><div style='display:none'>skjult</div><p>Noe annet</p>"),
        "a.eml",
    );
    assert!(more.of(Role::Body).contains("Noe annet"));
    assert_eq!(more.kept(), [("", "skjult")]);
    let hidden = reading(&alternatives("<p>Hei, Olga Sørli!</p><div style='display:none'>skjult</div>"), "a.eml");
    assert_eq!((hidden.of(Role::Body).lines().count(), hidden.kept()), (1, vec![("", "skjult")]));
}

#[test]
fn attachments_are_documents_within() {
    let read = reading(
        &mail(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\nHemmelig fortale\r\n--x\r\n\r\nTekst\r\n--x\r\nContent-Type: application/octet-stream; \
name*=utf-8''S%C3%B8knad.txt\r\nContent-Transfer-Encoding: base64\r\nContent-Description: Legen\r\n\r\nSGVp\r\n IHDDpSBkZWc=\r\n--x\r\n\
Content-Type: message/rfc822\r\n\r\nFrom: b@example.com\r\nSubject: Indre\r\n\r\nIndre tekst\r\n--x\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n\
--x\r\nContent-Disposition: attachment; filename=\"=?utf-8?Q?b=C3=A6r.html?=\"\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--x--\r\netterpå",
        ),
        "a.eml",
    );
    assert_eq!(read.names(), ["Søknad.txt", "part-4.eml", "part-5.ics", "bær.html"]);
    assert_eq!(read.members[0].1, "Hei på deg".as_bytes());
    assert!(read.members[1].1.starts_with(b"From: b@example.com") && read.members[1].1.ends_with(b"Indre tekst"));
    assert_eq!(read.of(Role::Body), "Tekst");
    assert_eq!(
        (read.field("Content-Description"), read.field("around-parts")),
        (Some("Legen"), Some("Hemmelig fortale"))
    );
    assert!(read.seen.iter().any(|seen| seen.text == "etterpå" && seen.role == Role::Metadata));
    assert_eq!(read.unread, None);
}

#[test]
fn broken_mails_are_read_as_far_as_they_go() {
    let without_end =
        reading(&mail("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nFørst\r\n--x\r\n\r\nSist"), "a.eml");
    assert_eq!(without_end.of(Role::Body), "Først\nSist");
    let other = reading(
        &mail("Content-Type: multipart/mixed\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nTekst\r\n--y--"),
        "a.eml",
    );
    assert_eq!(other.of(Role::Body), "Tekst");
    let none = reading(&mail("Content-Type: multipart/mixed; boundary=x\r\n\r\nBare tekst"), "a.eml");
    assert_eq!(none.of(Role::Body), "Bare tekst");
    let headless = reading(
        &mail("Content-Type: multipart/mixed; boundary=x\r\ntull\r\n--x\r\nContent-Type: text/plain\r\n\r\nTekst"),
        "a.eml",
    );
    assert_eq!(headless.of(Role::Body), "Tekst");
    let carriage_returns =
        reading(&mail("\r\nEn\r\nTo").iter().copied().filter(|byte| *byte != b'\n').collect::<Vec<_>>(), "a.eml");
    assert_eq!(carriage_returns.of(Role::Body), "En\nTo");
    let deep = (0..200)
        .fold(String::new(), |all, n| format!("{all}Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"));
    let deep = reading(&mail(&format!("{deep}\r\nInnerst")), "a.eml");
    assert!(deep.of(Role::Body).ends_with("Innerst"));
    assert_eq!(deep.unread.map(|unread| unread.reason), Some(Reason::TooLarge));
}

#[test]
fn flowing_lines_are_joined_and_quotes_are_body() {
    let text = "Content-Type: text/plain; format=flowed\r\n\r\nEn linje som \r\ngår videre.\r\n> Sitert \r\n> tekst\r\n-- \r\nOlga\r\n";
    assert_eq!(reading(&mail(text), "a.eml").of(Role::Body), "En linje som går videre.\nSitert tekst\n-- \nOlga");
}

#[test]
fn what_is_encrypted_is_unread() {
    let pgp = mail(
        "Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\n\
Content-Type: application/octet-stream\r\n\r\nabc\r\n--x--",
    );
    let read = reading(&pgp, "a.eml");
    assert_eq!(read.members[0].2.as_ref().map(|unread| unread.reason), Some(Reason::Encrypted));
    let inline = reading(&mail("\r\n-----BEGIN PGP MESSAGE-----\r\nabc"), "a.eml");
    assert_eq!(inline.unread.map(|unread| unread.reason), Some(Reason::Encrypted));
    let signed = "Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\nTekst\r\n--x\r\nContent-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\nabc\r\n--x--";
    let read = reading(&mail(signed), "a.eml");
    assert_eq!((read.of(Role::Body).as_str(), read.members.len(), read.unread), ("Tekst", 0, None));
}

#[test]
fn a_mail_within_its_signature_is_read() {
    let element = |tag: u8, content: &[u8]| [&[tag, content.len() as u8][..], content].concat();
    let inner = b"Content-Type: text/plain\r\n\r\nTekst";
    let sealed = |kind: u8| {
        let identifier = |last: u8| element(6, &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, last]);
        let content = [
            identifier(1),
            [&[0xA0, 0x80, 0x24, 0x80][..], &element(4, &inner[..20]), &element(4, &inner[20..]), &[0; 4]].concat(),
        ]
        .concat();
        let data = [element(2, &[1]), element(0x31, &[]), element(0x30, &content)].concat();
        element(0x30, &[identifier(kind), element(0xA0, &element(0x30, &data))].concat())
    };
    let read = |kind: u8| {
        let digits: String = sealed(kind).iter().map(|byte| format!("={byte:02X}")).collect();
        let text = format!(
            "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{digits}"
        );
        reading(&mail(&text), "a.eml")
    };
    assert_eq!((read(2).names(), read(2).members[0].1.as_slice()), (vec!["smime.p7m.eml"], &inner[..]));
    assert_eq!(read(3).members[0].2.as_ref().map(|unread| unread.reason), Some(Reason::Encrypted));
}

#[test]
fn files_in_uuencode_are_taken_out_of_the_text() {
    let read = reading(&mail("\r\nSe vedlegg\r\nbegin 644 a.txt\r\n#2&5I\r\n`\r\nend\r\nHilsen"), "a.eml");
    assert_eq!((read.names(), read.members[0].1.as_slice()), (vec!["a.txt"], &b"Hei"[..]));
    assert_eq!(read.of(Role::Body), "Se vedlegg\nHilsen");
    assert!(transfer::uuencoded(b"begin 644 the work\nof the year\n").is_none());
}

#[test]
fn a_text_about_a_mail_is_no_mail() {
    assert!(is_mail(HEADER));
    assert!(is_mail("From olga@example.com Mon Jan 1 2024\nReturn-Path: <a@b>\nFrom: a\nDate: x\n\n"));
    assert!(!is_mail("Til: Olga\nFra: Peder\nEmne: Møte\nDato: 1.1.2024\n\nHei"));
    assert!(!is_mail("From: Olga\nTo: Peder\nSubject: Møte\nDate: 1.1.2024\n\nHei"));
    assert!(!is_mail("From here: a\nThe message\n"));
    assert!(!is_mail(""));
    assert_eq!(reading(&mail("\r\nHei"), "notat.txt").format, "mail");
    assert_eq!(reading(b"Til: Olga\nFra: Peder\n", "notat.txt").format, "text");
}

#[test]
fn each_mail_of_a_mailbox_is_a_document() {
    let mailbox = b"From a@example.com Mon Jan  1 12:00:00 2024\nFrom: a@example.com\nMIME-Version: 1.0\nSubject: En\n\nHei\n\nFrom here on\n>From me\n\n\
From b@example.com Mon Jan  1 12:00:00 2024\nFrom: b@example.com\nSubject: To\n\nHallo\n";
    let read = reading(mailbox, "arkiv.mbox");
    assert_eq!(read.names(), ["1.eml", "2.eml"]);
    assert!(read.members[0].1.ends_with(b"From here on\nFrom me\n\n"));
    assert!(read.members[1].1.starts_with(b"From: b@example.com"));
    let inner = reading(&read.members[1].1, "2.eml");
    assert_eq!(inner.of(Role::Title), "To");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A message of Outlook's with an attached file and a message within.
fn message() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    let mut put = |path: &str, bytes: &[u8]| {
        if let Some((storages, _)) = path.rsplit_once('/').filter(|(storages, _)| !storages.is_empty()) {
            file.create_storage_all(storages).expect("in memory");
        }
        file.create_stream(path).and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
    };
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_0037001F", &utf16("Søknad om permisjon"));
    put("/__substg1.0_0C1A001E", b"P\xE5l \xC5s\0");
    put("/__substg1.0_1000001F", &utf16("Hei Olga.\r\nVedlagt."));
    put("/__substg1.0_10130102", b"<html><p>Hei Olga.</p><p>Vedlagt.</p><p style='display:none'>skjult</p>");
    put("/__substg1.0_007D001F", &utf16("Received: fra et sted\r\nX-Originating-IP: [10.0.0.1]\r\n\r\n"));
    put("/__substg1.0_8005101F", &[0; 8]);
    put("/__substg1.0_8005101F-00000000", &utf16("Personalsak"));
    let mut bcc = vec![0; 8];
    bcc.extend([3, 0, 0x15, 0x0C, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    put("/__recip_version1.0_#00000000/__properties_version1.0", &bcc);
    put("/__recip_version1.0_#00000000/__substg1.0_3001001F", &utf16("Rita Hemmelig"));
    put("/__recip_version1.0_#00000000/__substg1.0_39FE001F", &utf16("rita@example.com"));
    put("/__attach_version1.0_#00000000/__properties_version1.0", &[0; 8]);
    put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &utf16("søknad.txt"));
    put("/__attach_version1.0_#00000000/__substg1.0_37010102", b"innhold");
    let within = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    put("/__attach_version1.0_#00000001/__properties_version1.0", &[0; 8]);
    put("/__attach_version1.0_#00000001/__substg1.0_3001001F", &utf16("Indre"));
    put(&format!("{within}/__properties_version1.0"), &[0; 24]);
    put(&format!("{within}/__substg1.0_0037001F"), &utf16("Indre emne"));
    put(&format!("{within}/__substg1.0_1000001F"), &utf16("Indre tekst"));
    file.flush().expect("in memory");
    file.into_inner().into_inner()
}

#[test]
fn outlook_messages_are_read_with_messages_within() {
    let read = reading(&message(), "a.msg");
    assert_eq!((read.format, &read.unread), ("MSG", &None));
    assert_eq!((read.of(Role::Title).as_str(), read.field("sender")), ("Søknad om permisjon", Some("Pål Ås")));
    assert_eq!(
        (read.field("bcc"), read.field("property-8005")),
        (Some("Rita Hemmelig <rita@example.com>"), Some("Personalsak"))
    );
    assert_eq!(read.field("X-Originating-IP"), Some("[10.0.0.1]"));
    assert_eq!(read.of(Role::Body), "Hei Olga.\nVedlagt.");
    assert_eq!(read.kept(), [("", "skjult")]);
    assert_eq!(read.names(), ["søknad.txt", "Indre.msg"]);
    assert_eq!(read.members[0].1, b"innhold");
    let inner = reading(&read.members[1].1, "Indre.msg");
    assert_eq!((inner.of(Role::Title).as_str(), inner.of(Role::Body).as_str()), ("Indre emne", "Indre tekst"));
    // Without its extension it is known by its content.
    assert_eq!(reading(&message(), "a.doc").of(Role::Body), "Hei Olga.\nVedlagt.");
}

/// An Outlook attachment with a text in its code page and a file.
fn winmail() -> Vec<u8> {
    let mut bytes = b"\x78\x9F\x3E\x22\x01\x00".to_vec();
    let mut put = |level: u8, number: u32, data: &[u8]| {
        bytes.push(level);
        bytes.extend(number.to_le_bytes());
        bytes.extend((data.len() as u32).to_le_bytes());
        bytes.extend(data);
        bytes.extend([0, 0]);
    };
    put(1, 0x0006_9007, &1252_u32.to_le_bytes());
    put(1, 0x0001_8004, b"M\xF8te\0");
    put(1, 0x0002_800C, b"Hei p\xE5 deg\0");
    put(2, 0x0006_9002, &[0; 14]);
    put(2, 0x0001_8010, b"s\xF8knad.txt\0");
    put(2, 0x0006_800F, b"innhold");
    bytes
}

#[test]
fn outlooks_attachments_are_read() {
    let read = reading(&winmail(), "winmail.dat");
    assert_eq!((read.of(Role::Title).as_str(), read.of(Role::Body).as_str()), ("Møte", "Hei på deg"));
    assert_eq!(
        (read.names(), read.members[0].1.as_slice(), &read.unread),
        (vec!["søknad.txt"], &b"innhold"[..], &None)
    );
}

#[test]
fn outlooks_attachments_that_are_not_read_in_full_are_unread() {
    let told = |bytes: &[u8]| reading(bytes, "winmail.dat").unread.map(|unread| unread.reason);
    let sign = &winmail()[..6];
    for rest in [&b""[..], b"From: Olga S\xF8rli, whatever follows", b"\x01\x04\x80"] {
        assert_eq!(told(&[sign, rest].concat()), Some(Reason::Corrupt), "{rest:?}");
    }
    assert_eq!(told(&[&winmail()[..], b"\0\0\r\n"].concat()), None);
    assert_eq!(told(&[&winmail()[..], &[b'x'; 100]].concat()), Some(Reason::Corrupt));
    // A list of two properties that holds one.
    let list = [&2_u32.to_le_bytes()[..], b"\x03\0\x01\0\0\0\0\0"].concat();
    let attribute = [&b"\x01\x03\x90\x06\0"[..], &(list.len() as u32).to_le_bytes(), &list, &[0, 0]].concat();
    assert_eq!(told(&[&winmail()[..], &attribute].concat()), Some(Reason::Corrupt));
    // A file without the attribute that begins one.
    let file = [sign, b"\x02\x0F\x80\x06\0\x03\0\0\0Hei\0\0"].concat();
    let read = reading(&file, "winmail.dat");
    assert_eq!((read.members.len(), read.members[0].1.as_slice()), (1, &b"Hei"[..]));
}

#[test]
fn compressed_rtf_is_unpacked() {
    // The example of MS-OXRTFCP.
    let packed = b"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\
\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
    assert_eq!(super::lzfu::unpacked(packed), Ok(b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".to_vec()));
    assert!(super::lzfu::unpacked(b"\x2d").is_err());
}

#[test]
fn pages_saved_as_mails_and_mails_behind_other_lines_are_mails() {
    let page = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Nummer 12=\r\n34</p>\r\n--b--\r\n";
    for name in ["a.mht", "a.doc", "a.htm", "a"] {
        let read = reading(page.as_bytes(), name);
        assert_eq!((read.format, read.of(Role::Body).as_str()), ("mail", "Nummer 1234"), "{name}");
    }
    let inner =
        format!("{HEADER}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTa=\r\nkk");
    for before in
        ["X-arkiv eksport 2024\r\n", "HTTP/1.1 200 OK\r\n", "Journalpost 1\r\nOriginal e-post:\r\n\r\n", "\u{feff}\r\n"]
    {
        let read = reading(format!("{before}{inner}").as_bytes(), "a.txt");
        assert_eq!((read.format, read.of(Role::Body).as_str()), ("mail", "Takk"), "{before}");
    }
    let apple = format!("{}      \n{inner}<?xml version=\"1.0\"?><plist/>", inner.len());
    let read = reading(apple.as_bytes(), "1.emlx");
    assert_eq!((read.of(Role::Body).as_str(), read.names()), ("Takk", vec!["behind-the-mail.plist"]));
    let broken = mail("").len();
    let mut gap =
        mail("\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nVGFrawo=");
    assert!(gap.len() > broken);
    assert_eq!(reading(&gap, "a.eml").of(Role::Body), "Takk");
    gap.truncate(broken);
    assert_eq!(reading(&gap, "a.eml").of(Role::Body), "");
}

#[test]
fn copies_of_mails_and_their_headers_are_read() {
    let copy =
        format!("{HEADER}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nS=C3=B8knad");
    let report = mail(&format!("Content-Type: text/plain\r\n\r\nIkke levert.\r\n\r\n--- kopi ---\r\n\r\n{copy}"));
    let read = reading(&report, "a.eml");
    assert_eq!((read.names(), read.members[0].1.as_slice()), (vec!["copy-1.eml"], copy.as_bytes()));
    assert!(read.of(Role::Body).starts_with("Ikke levert."));
    let pasted = mail("Content-Type: text/plain\r\n\r\nHei\r\nSubject: =?utf-8?Q?S=C3=B8knad?=\r\n");
    assert!(reading(&pasted, "a.eml").of(Role::Body).ends_with("Subject: Søknad"));
}

#[test]
fn what_is_quoted_reads_on_over_the_end_of_a_line() {
    let read =
        |text: &str| reading(&mail(&format!("Content-Type: text/plain\r\n\r\n{text}\r\n")), "a.eml").of(Role::Body);
    assert_eq!(read("Hei\r\n> nummer 123\r\n> 456\r\n>> og 7\r\n>>8"), "Hei\nnummer 123\n456\nog 7\n8");
    assert_eq!(read("| nummer 123\r\n| 456"), "nummer 123\n456");
    assert_eq!(read("| a | b |\r\n| c | d |"), "| a | b |\n| c | d |");
    let both = mail(
        "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nNr *123456* *78901* her\r\n--x\r\n\
Content-Type: text/html\r\n\r\n<p>Nr <b>123456</b> <b>78901</b></p><p>her</p>\r\n--x--\r\n",
    );
    let read = reading(&both, "a.eml");
    assert!(read.of(Role::Body).ends_with("Nr 123456 78901"), "{}", read.of(Role::Body));
}

#[test]
fn parts_are_what_they_hold_and_all_their_names_are_told() {
    let part = |header: &str, body: &str| {
        mail(&format!("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n{header}\r\n\r\n{body}\r\n--x--\r\n"))
    };
    let read = reading(
        &part("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "JVBERi0xLjQKMSAwIG9iago="),
        "a.eml",
    );
    assert_eq!(read.members.len(), 1, "a PDF that is called a text");
    let read = reading(
        &part("Content-Type: text/plain; name=\"En.txt\"\r\nContent-Disposition: inline; filename=\"To.txt\"", "Hei"),
        "a.eml",
    );
    assert_eq!(read.of(Role::AttachmentName), "To.txt\nEn.txt");
    let read = reading(
        &part(
            "Content-Type: application/x; name=\"En.txt\"\r\nContent-Disposition: attachment; filename=\"To.txt\"",
            "Hei",
        ),
        "a.eml",
    );
    assert_eq!((read.of(Role::AttachmentName).as_str(), read.names()), ("En.txt", vec!["To.txt"]));
    let whole = mail(
        "Content-Type: multipart/mixed; boundary=q\r\nContent-Transfer-Encoding: base64\r\n\r\nLS1xDQoNCkhlaQ0KLS1xLS0NCg==\r\n",
    );
    let read = reading(&whole, "a.eml");
    assert_eq!(reading(&read.members[0].1, "part-1.eml").of(Role::Body), "Hei");
    let behind =
        part("Content-Type: text/plain", "Hei\r\n--x--\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nBak\r\n--y--");
    assert_eq!(reading(&behind, "a.eml").of(Role::Body), "Hei\nBak");
}

#[test]
fn pictures_in_the_text_are_members_unless_they_are_logos() {
    let picture = |width: u32, height: u32| {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
        bytes.extend_from_slice(&width.to_be_bytes());
        bytes.extend_from_slice(&height.to_be_bytes());
        bytes.extend_from_slice(b"\x08\0\0\0\0....\0\0\0\x0BtEXtComment\0Hei....");
        let start = mail(
            "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png; name=\"Kari.png\"\r\n\
Content-ID: <a>\r\nContent-Transfer-Encoding: binary\r\n\r\n",
        );
        reading(&[&start[..], &bytes, b"\r\n--x--\r\n"].concat(), "a.eml")
    };
    for (width, height) in [(1400, 290), (390, 844), (1400, 40)] {
        assert_eq!(picture(width, height).names(), ["Kari.png"], "{width} x {height}");
    }
    let logo = picture(200, 60);
    assert_eq!((logo.names(), logo.of(Role::AttachmentName).as_str()), (vec![], "Kari.png"));
    assert!(logo.seen.iter().any(|seen| seen.text == "Hei"), "{:?}", logo.seen);
}

#[test]
fn encodings_and_mailboxes_are_read_however_they_are_written() {
    for name in ["base64", "\"base64\"", "BASE64;", "base64 (RFC 2045)", " base64 "] {
        assert_eq!(&*transfer::decoded(b"SGVp", name), b"Hei", "{name}");
    }
    let envelope = "From a@example.com Tue Mar  5 09:12:00 2024\n";
    for (before, between) in [("", "\n"), ("\n", "\n"), ("\u{feff}", "\n"), ("", "")] {
        let one = format!("{envelope}{HEADER}\r\nHei\n");
        let read = reading(format!("{before}{one}{between}{one}").as_bytes(), "a.mbox");
        assert_eq!(read.names(), ["1.eml", "2.eml"], "{before:?} {between:?}");
    }
}

#[test]
fn damaged_mails_end_well() {
    let parts = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Hei\r\n--x\r\nContent-Type: image/png; name=a\r\n\
Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n";
    damage(&mail(parts), "a.eml");
    damage(&message(), "a.msg");
    damage(&winmail(), "winmail.dat");
}
