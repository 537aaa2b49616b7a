//! HTML: what a browser does not show is searched. That a page holds such text is nothing by itself: every page does.

use crate::seen::{CLEAN, Seen, number, scan, secret};

const PATH: &str = "inn/side.html";

fn seen(head: &str, body: &str) -> Seen {
    scan(
        "side.html",
        format!(
            "<!DOCTYPE html>\n<html lang=\"nb\"><head><meta charset=\"utf-8\">{head}</head>\
             <body><p>{CLEAN}</p>{body}</body></html>\n"
        ),
    )
}

#[test]
fn comments_are_found() {
    seen("", &format!("<!-- {} -->", secret())).finds(PATH, "comment");
    seen("", "<!-- meny -->").publishes();
}

#[test]
fn text_that_is_not_displayed_is_found() {
    seen("", &format!("<div style=\"display:none\">{}</div>", secret())).finds(PATH, "hidden");
    seen("", &format!("<p hidden>{}</p>", secret())).finds(PATH, "hidden");
    seen("", &format!("<div style=\"display:none\">{CLEAN}</div><p hidden>Meny</p>")).publishes();
}

#[test]
fn attributes_titles_and_data_are_searched() {
    seen(&format!("<title>{}</title>", secret()), "").finds(PATH, "title");
    seen("", &format!("<span data-fnr=\"{}\">x</span>", number())).finds(PATH, "metadata");
    let script = seen("", &format!("<script>var felt = {{\"fnr\": \"{}\"}};</script>", number()));
    assert_eq!(script.count("fodselsnummer"), 1, "{}", script.told());
    seen("<title>Vedtak</title>", "<span data-id=\"14\">x</span><script>var side = 2;</script>").publishes();
}

#[test]
fn addresses_are_searched_as_people_read_them() {
    let number = number();
    let (day, rest) = number.split_at(6);
    let encoded = seen("", &format!("<a href=\"sok?fnr={day}%20{rest}&amp;side=2\">Søk</a>"));
    assert_eq!(encoded.count("fodselsnummer"), 1, "{}", encoded.told());
    let found = encoded.finds_text(PATH, "metadata", &format!("{day} {rest}"));
    assert!(found["location"]["xpath"].as_str().unwrap().ends_with("a[1]/@href"), "{found}");
    let mail = seen("", "<a href=\"mailto:kari.nordmann%40example.no\">Skriv</a>");
    assert_eq!(mail.count("epost"), 1, "{}", mail.told());
    // As it stands, once.
    let plain = seen("", &format!("<a href=\"sok?fnr={number}\">Søk</a>"));
    assert_eq!(plain.count("fodselsnummer"), 1, "{}", plain.told());
    seen("", "<a href=\"sok?side=2%20av%203&amp;sort=dato%2Cned\">Søk</a>").publishes();
}

#[test]
fn escapes_in_scripts_are_read() {
    let number = number();
    let (day, rest) = number.split_at(6);
    for script in [
        format!("<script type=\"application/json\">{{\"fnr\":\"\\u0066nr.\\n{day}\\u0020{rest}\"}}</script>"),
        format!("<script>vis('\\x66nr. {day}\\x20{rest}')</script>"),
        format!("<script>push(\"{{\\\"fnr\\\":\\\"{day}\\\\u0020{rest}\\\"}}\")</script>"),
    ] {
        let seen = seen("", &script);
        seen.finds_text(PATH, "hidden", &format!("{day} {rest}"));
        assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    }
    seen("", &format!("<p onclick=\"vis('{day}\\x20{rest}')\">Vis</p>")).finds_text(
        PATH,
        "metadata",
        &format!("{day} {rest}"),
    );
    seen("", "<script>var nivå = '\\u00e5pen', m = /^\\d+\\u0020\\w\\n/;</script>").publishes();
}
