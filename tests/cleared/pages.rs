//! Post lists on pages: tables and definition lists.

use crate::run::{Encode, Run, latin, shielded, wide};
use crate::support::a_fodselsnummer;

/// A page whose table has these rows below its header.
fn page(rows: &str) -> String {
    format!(
        "<html><head><title>Journal</title></head><body><table>\n<tr><th>Saksnr</th><th>Dok.nr</th><th>Tittel</th><th>Tilgangskode</th>\
         <th>Hjemmel</th></tr>\n{rows}</table></body></html>"
    )
}

fn row(number: u32, title: &str) -> String {
    format!("<tr><td>2026/{number}</td><td>1</td>{title}<td></td><td> </td></tr>\n")
}

const SHIELDED: &str = "<td>UO</td><td>Offl. \u{a7} 26 femte ledd </td>";

#[test]
fn what_is_shown_is_shielded_and_all_else_stays() {
    let number = a_fodselsnummer();
    let references: String = number.chars().map(|digit| format!("&#{};", digit as u32)).collect();
    let (first, last) = number.split_at(6);
    for (cell, left) in [
        (
            format!("<td>Klage &amp; svar fra {number} &lt;i g&aring;r&gt;</td>"),
            "<td>Klage &amp; svar fra ***** &lt;i g&aring;r&gt;</td>",
        ),
        (format!("<td>Klage fra {references}!</td>"), "<td>Klage fra *****!</td>"),
        (format!("<td>\n  Klage\r\n\tfra   {number}\n</td>"), "<td>\n  Klage\r\n\tfra   *****\n</td>"),
        (format!("<td>Klage fra <b>{first}</b>{last} i dag</td>"), "<td>Klage fra <b>*****</b> i dag</td>"),
        (format!("<td>Klage<br>fra {first}<!-- x -->{last}</td>"), "<td>Klage<br>fra *****<!-- x --></td>"),
        (
            format!("<TD Title=\"Klage fra {number} &amp; flere\" class=x>Klage</TD>"),
            "<TD Title=\"Klage fra ***** &amp; flere\" class=x>Klage</TD>",
        ),
        (format!("<td><img alt='{references}' src=x.png>Klage</td>"), "<td><img alt='*****' src=x.png>Klage</td>"),
        (
            format!("<td>Klage<span style='display: none'>fra {number}</span></td>"),
            "<td>Klage<span style='display: none'>fra *****</span></td>",
        ),
        (format!("<td>Klage <!-- fra {number} --></td>"), "<td>Klage <!-- fra ***** --></td>"),
        (
            format!("<td>Klage <table><tr><td>fra {number}</td></tr></table></td>"),
            "<td>Klage <table><tr><td>fra *****</td></tr></table></td>",
        ),
    ] {
        let rows = |cell: &str| page(&(row(1, "<td>Vei</td>") + &row(2, cell) + &row(3, "<td>Vann</td>")));
        let run = shielded("l.html", rows(&cell).as_bytes());
        let expected = rows(left).replace(&format!("{left}<td></td><td> </td>"), &format!("{left}{SHIELDED}"));
        assert_eq!(run.text("l.html"), expected, "{:#?}", run.withheld());
        assert_eq!((run.entries("shielded"), run.entries("withheld").len()), (vec!["2026/2-1".to_owned()], 0));
        let run = Run::of(&[("l.html", rows(&cell).as_bytes())], &[]);
        let without = page(&(row(1, "<td>Vei</td>") + &row(3, "<td>Vann</td>")));
        assert_eq!(run.text("l.html"), without, "{}", run.ran.everything());
        run.is_clean("l.html");
        run.ran.exits(1);
    }
}

#[test]
fn rows_go_where_stars_do_not_help() {
    let number = a_fodselsnummer();
    for bad in [
        format!("<tr data-ref='{number}'><td>2026/2</td><td>1</td><td>Klage</td><td></td><td></td></tr>\n"),
        row(2, &format!("<td><a href='/sak?id={number}'>Klage</a></td>")),
        row(2, &format!("<td><input type=hidden value={number}>Klage</td>")),
    ] {
        let export = page(&(row(1, "<td>Vei</td>") + &bad + &row(3, "<td>Vann</td>")));
        let run = shielded("l.html", export.as_bytes());
        assert_eq!(run.text("l.html"), export.replace(&bad, ""), "{:#?}", run.withheld());
        assert_eq!(run.entries("withheld"), ["2026/2-1"]);
    }
}

#[test]
fn a_finding_beside_the_posts_keeps_the_page_back() {
    let number = a_fodselsnummer();
    let clean = page(&row(1, "<td>Vei</td>"));
    for beside in [
        clean.replace("<table>", &format!("<p>Klage fra {number}</p><table>")),
        clean.replace("Journal</title>", &format!("Klage fra {number}</title>")),
        clean.replace("<table>", &format!("<table title='{number}'>")),
        clean.replace("<table>", &format!("<table>Klage fra {number}")),
        clean.replace("</body>", &format!("<script>var sak = '{number}'</script></body>")),
        clean.replace("<th>Dok.nr", &format!("<th title='{number}'>Dok.nr")),
    ] {
        let run = Run::of(&[("l.html", beside.as_bytes())], &[]);
        assert_eq!(run.cleared("l.html"), None, "{beside}");
        assert!(run.ran.err().contains("utenfor journalpostene"), "{}", run.ran.err());
        run.ran.exits(3);
    }
    let run = Run::of(&[("l.html", clean.replace("<table>", &format!("<!-- {number} --><table>")).as_bytes())], &[]);
    assert_eq!(run.text("l.html"), clean);
    // As in other formats stars help where the text is read.
    let beside = clean.replace("<table>", &format!("<p>Klage fra {number}</p><table>"));
    assert_eq!(shielded("l.html", beside.as_bytes()).text("l.html"), beside.replace(&number, "*****"));
}

#[test]
fn pages_keep_their_encoding() {
    let number = a_fodselsnummer();
    let declared = |charset: &str| {
        page(&(row(1, &format!("<td>S\u{e5} {number} \u{f8}</td>")) + &row(2, "<td>Gr\u{f8}ft p\u{e5} \u{c5}s</td>")))
            .replace("<head>", &format!("<head><meta charset={charset}>"))
    };
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let encodings: [(&str, Encode); 4] = [
        ("windows-1252", latin),
        ("utf-8", |text| text.as_bytes().to_vec()),
        ("utf-8", |text| format!("\u{feff}{text}").into_bytes()),
        ("utf-16", wide),
    ];
    for (charset, encode) in encodings {
        let export = declared(charset);
        let left = export.replace(&number, "*****").replacen("<td></td><td> </td>", SHIELDED, 1);
        let run = shielded("l.html", &encode(&export));
        assert_eq!(run.cleared("l.html").unwrap(), encode(&left), "{charset}");
    }
    let clean = declared("utf-8").replace(&number, "her");
    assert_eq!(Run::of(&[("l.html", &marked(&clean))], &[]).cleared("l.html").unwrap(), marked(&clean));
}

#[test]
fn tables_within_tables_and_several_tables() {
    let number = a_fodselsnummer();
    let inner = |title: &str| {
        format!(
            "<table><tr><td>Saksnr<td>Dok.nr<td>Tittel</tr><tr><td>2026/7</td><td>1</td><td>{title}</td></tr><tr><td>2026/8</td><td>2</td>\
             <td>Vei</td></tr></table>"
        )
    };
    let day = |day: u32, title: &str| format!("<tr><td><h2>Dag {day}</h2>{}</td></tr>", inner(title));
    let export =
        |first: &str| format!("<body><table><tr><td>Meny</td></tr>{}{}</table>", day(1, first), day(2, "Vann"));
    let run = Run::of(&[("l.html", export(&format!("Klage {number}")).as_bytes())], &[]);
    let row = "<tr><td>2026/7</td><td>1</td><td>Klage</td></tr>";
    assert_eq!(run.text("l.html"), export("Klage").replace(row, ""));
    // Hidden text of a table that is not the last one.
    let hidden = export(&format!("Klage <i hidden>{number}</i>"));
    let run = Run::of(&[("l.html", hidden.as_bytes())], &[]);
    assert_eq!(run.text("l.html"), export("Klage").replace(row, ""));
    assert_eq!(shielded("l.html", hidden.as_bytes()).text("l.html"), hidden.replace(&number, "*****"));
}

#[test]
fn posts_without_a_number_and_tables_of_details() {
    let number = a_fodselsnummer();
    let export = |second: &str| {
        page(&format!(
            "<tr><td></td><td>1</td><td>Vei</td></tr><tr><td></td><td></td><td>{second}</td></tr><tr><td>2026/3<td>1<td>Vann</tr>"
        ))
    };
    let run = Run::of(&[("l.html", export(&format!("Klage {number}")).as_bytes())], &[]);
    assert_eq!(run.text("l.html"), export("Klage").replace("<tr><td></td><td></td><td>Klage</td></tr>", ""));
    let details = |number: u32, title: &str| {
        format!(
            "<table class=post><tr><th>Saksnr</th><td>2026/{number}</td></tr>\n<tr><th>Dokumentnr</th><td>1</td></tr>\n\
             <tr><th>Tittel</th><td>{title}</td></tr>\n</table>"
        )
    };
    let export = |title: &str| format!("<body>{}\n{}</body>", details(1, title), details(2, "Vei"));
    let run = Run::of(&[("l.html", export(&format!("Klage {number}")).as_bytes())], &[]);
    assert_eq!(run.text("l.html"), export("Klage").replacen(&details(1, "Klage"), "", 1));
    assert_eq!(run.entries("withheld"), ["2026/1-1"]);
}

#[test]
fn tag_soup_is_cleared_or_refused() {
    let number = a_fodselsnummer();
    let bad = row(2, &format!("<td>Klage fra {number}</td>"));
    let good = row(1, "<td>Vei</td>");
    for soup in [
        page(&format!("{good}<p>mellom</p>{bad}")),
        page(&format!("{good}tekst<br>{bad}")),
        page(&format!("{good}</b></p>{bad}</tbody></tr>")),
        page(&format!("{good}<b><i>{bad}</b></i>")),
        page(&format!("{good}<form>{bad}</form>")),
        page(&format!("{good}{}", bad.replace("</tr>", "").replace("</td>", "</b></font>"))),
        page(&format!("{good}{bad}")).replace("</table></body></html>", "<"),
        page(&format!("{good}<!-- {bad}")),
        page(&format!("{good}<svg><tr><td>{number}</svg>")),
        page(&format!("{good}<tr><td>2026/2<td>1<td>Klage<table><tr><td>{number}")),
        page(&format!("{good}<tr><td>2026/2<td>1<td><textarea>{number}")),
        page(&format!("{good}<tr><td>2026/2<td>1<td><select><option>{number}</select>")),
        page(&format!("{good}<tr><td>2026/2<td>1<td><template>{number}</template>")),
        page(&format!("{good}<tr><td>2026/2<td>1<td>\0{number}\0</tr>")),
        page(&format!("{good}<tr><td>2026/2<td>1<td><Klage {number}</td></tr>")),
        format!("<frameset><frame title={number}></frameset>{}", page(&good)),
    ] {
        for more in [&[][..], &["--shield"], &["--shield", "--mark-names"]] {
            let run = Run::of(&[("l.html", soup.as_bytes())], more);
            let Some(cleared) = run.cleared("l.html") else { continue };
            let cleared = String::from_utf8(cleared).unwrap();
            assert!(!cleared.contains(&number), "{soup}\n{cleared}");
            run.is_clean("l.html");
        }
    }
}

#[test]
fn names_are_marked_for_search_engines() {
    let export = page(
        &(row(1, "<td title='Kari Nordmann'>Nabovarsel fra Kari <b>Nordmann</b></td>")
            + &row(2, "<td>Brev til <span data-nosnippet>Ola Nordmann</span> og Per &Aring;sen</td>")),
    );
    let run = Run::of(&[("l.html", export.as_bytes())], &["--mark-names"]);
    let cleared = run.text("l.html");
    for marked in [
        "fra <span data-nosnippet>Kari </span><b><span data-nosnippet>Nordmann</span></b><",
        "til <span data-nosnippet>Ola Nordmann</span> og <span data-nosnippet>Per &Aring;sen</span><",
        "title='Kari Nordmann'",
    ] {
        assert!(cleared.contains(marked), "{cleared}");
    }
    let bare = |text: &str| text.replace("<span data-nosnippet>", "").replace("</span>", "");
    assert_eq!(bare(&cleared), bare(&export));
    let again = Run::of(&[("l.html", cleared.as_bytes())], &["--mark-names"]);
    assert_eq!(again.text("l.html"), cleared);
}
