//! Headers and footers of sheets as workbooks write them: text with codes for its place and look (`&LKari&R&"Arial"&8side &P`).

/// The text of a header without its codes, each of its three places a line.
pub(super) fn text_of(header: &str) -> String {
    let mut text = String::with_capacity(header.len());
    let mut rest = header;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(code) = rest.chars().next() else { break };
        let length = match code {
            '&' => {
                text.push('&');
                1
            }
            'L' | 'C' | 'R' => {
                text.push('\n');
                1
            }
            '"' => rest[1..].find('"').map_or(1, |end| end + 2),
            '0'..='9' => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            // A colour: six digits of it, or one of the theme's with its tint.
            'K' => rest
                .char_indices()
                .take(7)
                .map_while(|(at, c)| (at == 0 || is_of_colour(c)).then_some(at + 1))
                .last()
                .unwrap_or(1),
            // A page's number, a date, a name of the program's; bold, raised and so on.
            code => code.len_utf8(),
        };
        rest = &rest[length..];
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_of_colour(character: char) -> bool {
    character.is_ascii_hexdigit() || matches!(character, '+' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_text() {
        assert_eq!(text_of("&LKari Nordmann&C&\"Arial,Fet\"&12&KFF0000Klage&R1900"), "Kari Nordmann\nKlage\n1900");
        assert_eq!(text_of("&CSide &P av &N, Bø && Sønn"), "Side  av , Bø & Sønn");
        assert_eq!(text_of("&K01+000&8Ås&K"), "Ås");
        assert_eq!(text_of("Uten koder"), "Uten koder");
        assert!(["&P", "&", "&Ø", "&12&K"].iter().all(|header| text_of(header).is_empty()));
        assert_eq!(text_of("&\"Arial Kari"), "Arial Kari");
    }
}
