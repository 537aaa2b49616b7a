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
