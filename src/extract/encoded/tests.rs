use crate::extract::reading::reading;
use crate::model::Role;

/// As programs write it, in lines of `width` letters.
fn encoded(bytes: &[u8], width: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let at = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    let lines: Vec<&str> = text.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\n")
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

const LETTER: &str =
    "Kjære Kari Nordmann\n\nVi viser til søknaden av 5. mars. Den er avslått.\n\nMed hilsen\nBø kommune\n";

#[test]
fn a_letter_in_any_text_is_a_document_of_its_own() {
    let (line, lines) = (encoded(LETTER.as_bytes(), 10_000), encoded(LETTER.as_bytes(), 64));
    let cases = [
        ("a.xml", format!("<a><fil>{line}</fil><b>Hei</b></a>")),
        ("a.xml", format!("<a><fil>\n\t\t{}\n\t</fil><b>Hei</b></a>", lines.replace('\n', "\n\t\t"))),
        ("a.json", format!("{{\"fil\": \"{line}\", \"b\": \"Hei\"}}")),
        ("a.html", format!("<p>Hei</p><a href='data:text/plain;base64,{line}'>Se</a>")),
        ("a.html", format!("<style>a {{ background: url(data:x/y;base64,{line}) }}</style><p>Hei</p>")),
        ("a.txt", format!("Hei\n-----BEGIN CMS-----\n{lines}\n-----END CMS-----\n")),
        ("a.csv", format!("Navn;Fil\nHei;{line}\n")),
        (
            "a.ics",
            format!(
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Hei\nATTACH;ENCODING=BASE64:{line}\nEND:VEVENT\nEND:VCALENDAR\n"
            ),
        ),
        ("a.eml", format!("From: a@example.com\nTo: b@example.com\nMIME-Version: 1.0\n\nHei\n\n{lines}\n")),
    ];
    for (name, text) in cases {
        let read = reading(text.as_bytes(), name);
        let members: Vec<&[u8]> = read.members.iter().map(|(_, bytes, _)| bytes.as_slice()).collect();
        assert_eq!(members, [LETTER.as_bytes()], "{name}: {text}");
        assert!(read.seen.iter().any(|seen| seen.text.contains("Hei")), "{name}");
        assert!(!read.seen.iter().any(|seen| seen.text.contains("S2rDpn") || seen.text.contains("S2pmYX")), "{name}");
    }
    let short = format!("dn: cn=x\ndescription:: {}\n", encoded("Nummer 12345678".as_bytes(), 100));
    assert_eq!(reading(short.as_bytes(), "a.ldif").names(), ["encoded-1.txt"]);
}

#[test]
fn keys_and_signatures_are_passed_over_and_what_only_looks_alike_stays() {
    let key = encoded(&noise(400), 64);
    let read = reading(format!("Før\n{key}\nEtter").as_bytes(), "a.txt");
    assert!(read.members.is_empty());
    assert_eq!(read.of(Role::Body).split_whitespace().collect::<Vec<_>>(), ["Før", "Etter"]);
    let path =
        "/sites/arkiv/Saker/2024/Moter/Utvalg_for_helse_og_omsorg/Innkallinger/Vedlegg/Referat-fra-mote-i-utvalg"
            .repeat(3);
    for text in [path, "0123456789".repeat(40), "_".repeat(300), "Ord uten base64".to_owned(), "x".repeat(500)] {
        let read = reading(text.as_bytes(), "a.txt");
        assert!(read.members.is_empty() && read.of(Role::Body) == text, "{text}");
    }
}

#[test]
fn a_document_longer_than_a_window_is_read_whole() {
    let letter = LETTER.repeat(9000);
    for (name, width) in [("a.txt", 76), ("a.txt", 10_000_000), ("a.json", 10_000_000)] {
        let text = encoded(letter.as_bytes(), width);
        let text =
            if name == "a.json" { format!("{{\"fil\": \"{text}\"}}") } else { format!("Først\n{text}\nSist\n") };
        let read = reading(text.as_bytes(), name);
        assert_eq!(read.members.len(), 1, "{name}");
        assert!(read.members[0].1 == letter.as_bytes(), "{name} {width}");
    }
}

#[test]
fn pictures_are_documents_unless_they_are_logos() {
    let picture = |width: u32, height: u32| {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
        bytes.extend_from_slice(&width.to_be_bytes());
        bytes.extend_from_slice(&height.to_be_bytes());
        bytes.extend_from_slice(&[0; 60]);
        format!("<svg><image href='data:image/png;base64,{}'/></svg>", encoded(&bytes, 10_000))
    };
    assert_eq!(reading(picture(900, 700).as_bytes(), "a.svg").names(), ["encoded-1.png"]);
    assert!(reading(picture(200, 60).as_bytes(), "a.svg").names().is_empty());
}

#[test]
fn files_in_uuencode_are_documents() {
    let text = "#!/bin/sh\nbegin 644 brev.txt\n+2&5I($MA<FD@5FD \n`\nend\nX\n";
    let read = reading(text.as_bytes(), "a.sh");
    assert_eq!(read.members.len(), 1);
    assert_eq!((read.members[0].0.as_str(), read.members[0].1.as_slice()), ("brev.txt", &b"Hei Kari Vi"[..]));
    assert!(!read.of(Role::Body).contains("2&5I("));
}
