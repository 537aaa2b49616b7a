//! Messages: RFC 5322, mbox, and the attachment `winmail.dat` (TNEF).

/// Base64 in lines of 76 characters.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (at, chunk) in bytes.chunks(3).enumerate() {
        if at > 0 && at % 19 == 0 {
            text.push_str("\r\n");
        }
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let letter = char::from(ALPHABET[(bits >> (18 - 6 * digit)) as usize & 63]);
            text.push(if digit <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

/// A part of a message: its header fields and its text.
pub fn part(fields: &[&str], text: &str) -> String {
    format!("{}\r\n\r\n{text}\r\n", fields.join("\r\n"))
}

/// A part with any bytes attached.
pub fn attachment(name: &str, kind: &str, bytes: &[u8]) -> String {
    let fields = [
        format!("Content-Type: {kind}; name=\"{name}\""),
        format!("Content-Disposition: attachment; filename=\"{name}\""),
        "Content-Transfer-Encoding: base64".to_owned(),
    ];
    part(&fields.each_ref().map(String::as_str), &base64(bytes))
}

/// Parts one after the other: `mixed`, `alternative`, …
pub fn multipart(kind: &str, boundary: &str, parts: &[String]) -> String {
    let mut text = format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\r\n\r\n");
    for part in parts {
        text.push_str(&format!("--{boundary}\r\n{part}"));
    }
    text + &format!("--{boundary}--\r\n")
}

/// A whole message: `content` begins with its own header fields (`Content-Type: …`) and an empty line.
pub fn message(fields: &[&str], content: &str) -> Vec<u8> {
    let mut text = "From: Arkivet <arkiv@fjordnes.kommune.no>\r\nTo: postmottak@fjordnes.kommune.no\r\n\
                    Date: Wed, 18 Nov 2026 12:41:07 +0100\r\nMIME-Version: 1.0\r\n"
        .to_owned();
    if !fields.iter().any(|field| field.starts_with("Subject:")) {
        text.push_str("Subject: Oversendelse\r\n");
    }
    for field in fields {
        text.push_str(field);
        text.push_str("\r\n");
    }
    (text + content).into_bytes()
}

/// A message of plain text.
pub fn plain(fields: &[&str], text: &str) -> Vec<u8> {
    message(fields, &part(&["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], text))
}

/// A mailbox of messages, lines that begin with `From ` escaped.
pub fn mbox(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut mailbox = Vec::new();
    for message in messages {
        mailbox.extend(b"From arkiv@fjordnes.kommune.no Wed Nov 18 12:41:07 2026\n");
        let text = String::from_utf8(message.clone()).unwrap().replace("\r\n", "\n").replace("\nFrom ", "\n>From ");
        mailbox.extend(text.bytes());
        mailbox.push(b'\n');
    }
    mailbox
}

/// `winmail.dat` with a body of plain text and one attachment (MS-OXTNEF 2.1).
pub fn winmail(body: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = 0x223E_9F78_u32.to_le_bytes().to_vec();
    file.extend([1, 0]);
    attribute(&mut file, 1, 0x0008_9006, &0x0001_0000_u32.to_le_bytes());
    attribute(&mut file, 1, 0x0006_9007, &[0xE4, 4, 0, 0, 0, 0, 0, 0]);
    attribute(&mut file, 1, 0x0002_800C, &[body.as_bytes(), b"\0"].concat());
    attribute(&mut file, 2, 0x0006_9002, &[1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
    attribute(&mut file, 2, 0x0001_8010, &[name.as_bytes(), b"\0"].concat());
    attribute(&mut file, 2, 0x0006_800F, bytes);
    file
}

fn attribute(file: &mut Vec<u8>, level: u8, id: u32, data: &[u8]) {
    file.push(level);
    file.extend(id.to_le_bytes());
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    let sum = data.iter().fold(0_u16, |sum, &byte| sum.wrapping_add(u16::from(byte)));
    file.extend(sum.to_le_bytes());
}
