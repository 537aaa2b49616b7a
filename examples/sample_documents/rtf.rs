//! A letter to an employee in Rich Text Format, as older case systems write it.

use super::metrics::win_ansi;

/// The invitation to a meeting about an employee's sick leave.
pub fn meeting() -> Vec<u8> {
    let paragraphs = [
        (true, "Fjordnes kommune – Helse og mestring"),
        (false, "Torill Marie Skeidsvoll\nSolbakkveien 52\n8299 Fjordnes"),
        (false, "Vår ref.: 2026/1252-2\nDato: 17.11.2026"),
        (true, "Innkalling til dialogmøte"),
        (
            false,
            "Du har vært sykmeldt siden 21. september på grunn av angst og utmattelse. Arbeidsgiver innkaller derfor \
             til dialogmøte etter arbeidsmiljøloven § 4-6.",
        ),
        (false, "Tid: 26. november 2026 klokka 13.00\nSted: møterom Holmen, rådhuset"),
        (false, "Du kan ta med tillitsvalgt eller verneombud. Legen din er invitert, men må ikke møte."),
        (false, "Spørsmål om møtet kan rettes til HR-vakten, 39 60 12 81."),
        (false, "Med hilsen\n\nRagna Lindbråten\navdelingsleder"),
    ];
    let mut rtf = b"{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1044{\\fonttbl{\\f0\\fswiss Arial;}}".to_vec();
    rtf.extend(b"{\\colortbl;\\red0\\green69\\blue122;}{\\info{\\title Innkalling til dialogm\\'f8te}{\\author HR}");
    rtf.extend(b"{\\creatim\\yr2026\\mo11\\dy17\\hr9\\min30}}\\paperw11906\\paperh16838\\margl1417\\margr1417\n");
    for (is_heading, text) in paragraphs {
        let style: &[u8] = if is_heading { b"{\\pard\\sa160\\b\\fs30\\cf1 " } else { b"{\\pard\\sa200\\fs21 " };
        rtf.extend(style);
        for byte in win_ansi_with_breaks(text) {
            match byte {
                b'\n' => rtf.extend(b"\\line\n"),
                0x80.. => rtf.extend(format!("\\'{byte:02x}").bytes()),
                byte => rtf.push(byte),
            }
        }
        rtf.extend(b"\\par}\n");
    }
    rtf.extend(b"}\n");
    rtf
}

fn win_ansi_with_breaks(text: &str) -> Vec<u8> {
    text.split('\n').map(win_ansi).collect::<Vec<_>>().join(&b'\n')
}
