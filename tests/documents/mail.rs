//! Messages: header fields, every body, attachments in turn, mailboxes, and what Outlook makes.

use crate::make::archive::zip;
use crate::make::docx::Docx;
use crate::make::mail::{attachment, base64, mbox, message, multipart, part, plain, winmail};
use crate::make::msg;
use crate::seen::{CLEAN, Seen, number, scan, secret};

const PATH: &str = "inn/post.eml";

fn seen(message: &[u8]) -> Seen {
    scan("post.eml", message)
}

fn text_part(text: &str) -> String {
    part(&["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], text)
}

fn html_part(text: &str) -> String {
    let html = format!("<!DOCTYPE html><html><body><p>{text}</p></body></html>");
    let fields = ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64"];
    part(&fields, &base64(html.as_bytes()))
}

#[test]
fn the_body_of_a_message_is_searched() {
    seen(&plain(&[], &secret())).finds(PATH, "body");
    let bytes = plain(&[], CLEAN);
    seen(&bytes).publishes();
}

#[test]
fn packed_bodies_are_unpacked() {
    // Quoted-printable breaks the line within the number; base64 shows nothing of it.
    let number = number();
    let (first, last) = number.split_at(5);
    let quoted = format!("Gjelder fnr.=20{first}=\r\n{last}.");
    let fields = ["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable"];
    seen(&message(&[], &part(&fields, &quoted))).finds(PATH, "body");
    let fields = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"];
    seen(&message(&[], &part(&fields, &base64(secret().as_bytes())))).finds(PATH, "body");
}

#[test]
fn header_fields_are_searched() {
    let title = format!("Subject: =?UTF-8?B?{}?=", base64(secret().as_bytes()));
    seen(&plain(&[&title], CLEAN)).finds(PATH, "title");
    for field in ["X-Klient", "References", "Comments", "Thread-Topic"] {
        let seen = seen(&plain(&[&format!("{field}: {}", secret())], CLEAN));
        assert_eq!(seen.count("fodselsnummer"), 1, "{field}:\n{}", seen.told());
    }
    let harmless = ["X-Mailer: Post 4.2", "Received: from a.example (a.example [192.0.2.1]) by b.example; 18 Nov 2026"];
    seen(&plain(&harmless, CLEAN)).publishes();
}

#[test]
fn every_alternative_body_is_searched() {
    let both = |plain: &str, html: &str| {
        seen(&message(&[], &multipart("alternative", "skille", &[text_part(plain), html_part(html)])))
    };
    both(&secret(), CLEAN).finds(PATH, "body");
    both(CLEAN, &secret()).finds(PATH, "body");
    both(CLEAN, CLEAN).publishes();
}

#[test]
fn quoted_text_and_what_follows_the_signature_are_searched() {
    let quoted = format!("Takk.\r\n\r\n-- \r\nArkivet\r\n\r\n> > {}\r\n> Hei\r\n", secret());
    seen(&plain(&[], &quoted)).finds(PATH, "body");
}

#[test]
fn attachments_are_opened_in_turn() {
    let docx = |text: &str| Docx::of(&[CLEAN, text]).bytes();
    let with = |text: &str| {
        let archive = zip(&[("sak/brev.docx", &docx(text)), ("sak/notat.txt", CLEAN.as_bytes())]);
        let parts = [text_part(CLEAN), attachment("vedlegg.zip", "application/zip", &archive)];
        seen(&message(&[], &multipart("mixed", "skille", &parts)))
    };
    let seen = with(&secret());
    let inner = "inn/post.eml!/vedlegg.zip!/sak/brev.docx";
    assert_eq!(seen.finds(inner, "body")["location"]["paragraph"], 2);
    let verdicts = [PATH, "inn/post.eml!/vedlegg.zip", inner].map(|path| seen.verdict(path));
    assert_eq!(verdicts, ["withhold"; 3], "as the worst of the members");
    assert_eq!(seen.verdict("inn/post.eml!/vedlegg.zip!/sak/notat.txt"), "publish");
    with(CLEAN).publishes();
}

#[test]
fn a_number_in_the_name_of_an_attachment_is_found() {
    let parts = [text_part(CLEAN), attachment(&format!("fnr_{}.txt", number()), "text/plain", CLEAN.as_bytes())];
    let seen = seen(&message(&[], &multipart("mixed", "skille", &parts)));
    let found = seen.findings().into_iter().find(|finding| finding["kind"] == "fodselsnummer");
    let found = found.unwrap_or_else(|| panic!("nothing found:\n{}", seen.told()));
    assert!(matches!(found["part"].as_str(), Some("file-name" | "attachment-name")), "{found}");
}

#[test]
fn a_message_within_a_message_is_searched() {
    let inner = String::from_utf8(plain(&[], &secret())).unwrap();
    let parts = [text_part(CLEAN), part(&["Content-Type: message/rfc822"], &inner)];
    let seen = seen(&message(&[], &multipart("mixed", "skille", &parts)));
    let found = seen.findings().into_iter().find(|finding| finding["kind"] == "fodselsnummer");
    let found = found.unwrap_or_else(|| panic!("nothing found:\n{}", seen.told()));
    assert!(found["path"].as_str().unwrap().starts_with(PATH), "{found}");
}

#[test]
fn winmail_is_opened() {
    let with = |body: &str, attached: &str| {
        let winmail = winmail(body, "notat.txt", attached.as_bytes());
        let parts = [text_part(CLEAN), attachment("winmail.dat", "application/ms-tnef", &winmail)];
        seen(&message(&[], &multipart("mixed", "skille", &parts)))
    };
    for seen in [with(&secret(), CLEAN), with(CLEAN, &secret())] {
        assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
        assert_eq!(seen.verdict(PATH), "withhold");
    }
    with(CLEAN, CLEAN).publishes();
}

#[test]
fn every_message_of_a_mailbox_is_searched() {
    let mailbox = |last: &str| scan("innboks.mbox", mbox(&[plain(&[], CLEAN), plain(&[], CLEAN), plain(&[], last)]));
    let seen = mailbox(&secret());
    assert_eq!((seen.count("fodselsnummer"), seen.verdict("inn/innboks.mbox")), (1, "withhold"), "{}", seen.told());
    mailbox(CLEAN).publishes();
}

#[test]
fn messages_of_outlook_are_read() {
    let headers = "X-Mailer: Outlook\r\n";
    let file = |subject: &str, body: &str, attached: &str| {
        scan("post.msg", msg::message(subject, headers, body, ("notat.txt", attached.as_bytes())))
    };
    file(&secret(), CLEAN, CLEAN).finds("inn/post.msg", "title");
    file("Oversendelse", &secret(), CLEAN).finds("inn/post.msg", "body");
    file("Oversendelse", CLEAN, &secret()).finds("inn/post.msg!/notat.txt", "body");
    file("Oversendelse", CLEAN, CLEAN).publishes();
}
