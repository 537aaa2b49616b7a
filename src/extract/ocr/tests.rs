//! Tesseract's answers, and one that it gives where it is installed.

use super::*;
use crate::model::{LineCounter, Span};

fn picture(width: u32, height: u32, dots_per_point: f32) -> Picture {
    Picture { page: 3, width, height, grey: vec![255; (width * height) as usize], dots_per_point }
}

const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1000\t500\t-1\t
4\t1\t1\t1\t1\t0\t100\t40\t300\t20\t-1\t
5\t1\t1\t1\t1\t1\t100\t40\t80\t20\t96.5\tSøker
5\t1\t1\t1\t1\t2\t200\t40\t120\t20\t90.5\tbarne-
5\t1\t1\t1\t2\t1\t100\t80\t80\t20\t95.0\tvern
5\t1\t1\t1\t2\t2\t190\t80\t20\t20\t3.0\t~;
5\t1\t1\t1\t3\t1\t100\t120\t80\t20\t94.0\tsosial-
5\t1\t1\t1\t4\t1\t100\t160\t80\t20\t94.0\tOslo
5\t1\t2\t1\t1\t1\t100\t300\t80\t20\t93.0\tHilsen
5\t1\t2\t1\t1\t2\t100\t300\t80\t20\t95.0\t\x20
";

#[test]
fn words_are_joined_with_their_places() {
    let Recognized { part, confidence } = text(TABLE, &picture(1000, 500, 2.0));
    assert_eq!(std::str::from_utf8(&part.text), Ok("Søker barnevern ~;\nsosial-\nOslo\n\nHilsen"));
    assert_eq!(part.role, Role::Ocr);
    assert!((88.0..90.0).contains(&confidence), "{confidence}");
    let place = |from, to| {
        let location = part.location(None, &mut LineCounter::default(), Span::new(from, to));
        (location.page, location.bbox)
    };
    assert_eq!(place(0, 6), (Some(3), Some([50.0, 20.0, 90.0, 30.0])));
    // Both halves of a divided word.
    assert_eq!(place(7, 16), (Some(3), Some([50.0, 20.0, 160.0, 50.0])));
}

#[test]
fn nothing_is_read_off_nothing() {
    let Recognized { part, confidence } = text("", &picture(10, 10, 1.0));
    assert_eq!((part.text.len(), confidence), (0, 0.0));
}

/// A page of these lines, rendered.
fn rendered(lines: &[&str]) -> Picture {
    use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
    let [catalog, tree, page, font, contents] = [1, 2, 3, 4, 5].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut of_page = pdf.page(page);
    of_page.media_box(Rect::new(0.0, 0.0, 400.0, 100.0)).parent(tree).contents(contents);
    of_page.resources().fonts().pair(Name(b"F"), font);
    of_page.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut content = Content::new();
    content.begin_text().set_font(Name(b"F"), 14.0).next_line(20.0, 75.0);
    for line in lines {
        let bytes: Vec<u8> = line.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        content.show(Str(&bytes)).next_line(0.0, -20.0);
    }
    content.end_text();
    pdf.stream(contents, &content.finish());
    let pdf = hayro_syntax::Pdf::new(pdf.finish()).unwrap();
    let pages = hayro::render_pdf(&pdf, 3.0, Default::default(), &Default::default(), None).unwrap();
    let dots = &pages[0];
    let (width, height) = (u32::from(dots.width()), u32::from(dots.height()));

    let grey = dots.data_as_u8_slice().chunks_exact(4).map(|dot| dot[1]).collect();
    Picture { page: 1, width, height, grey, dots_per_point: 3.0 }
}

#[test]
fn tesseract_reads_norwegian() {
    let Some(ocr) = Ocr::find() else {
        eprintln!("SKIPPED: tesseract with Norwegian (nor) is not installed");
        return;
    };
    assert!(ocr.version.starts_with("tesseract"));
    let page = rendered(&["Vedtak om økonomisk sosialhjelp til Åse"]);
    let Recognized { part, confidence } = ocr.read(&page, Duration::from_secs(60)).unwrap();
    assert_eq!(std::str::from_utf8(&part.text), Ok("Vedtak om økonomisk sosialhjelp til Åse"));
    assert!(confidence > 80.0, "{confidence}");
    // The last word stands at the right of the line, about 20 points down.
    let location = part.location(None, &mut LineCounter::default(), Span::new(part.text.len() - 4, part.text.len()));
    let [left, top, right, bottom] = location.bbox.unwrap();
    assert!(left > 200.0 && right < 300.0 && top > 5.0 && bottom < 35.0, "{:?}", location.bbox);
    // A page that lay the wrong way is turned.
    let lines = [
        "Søkeren opplyser at hun siden høsten har vært",
        "sykmeldt, og at familien ikke klarer å betale",
        "husleien. Kommunen har innhentet opplysninger.",
    ];
    let mut page = rendered(&lines);
    page.grey.reverse();
    let turned = ocr.read(&page, Duration::from_secs(60)).unwrap();
    if ocr.turns_pages {
        assert_eq!(std::str::from_utf8(&turned.part.text), Ok(lines.join("\n").as_str()));
    } else {
        assert!(turned.confidence < DOUBTFUL);
    }
    // It is stopped, and leaves nothing behind.
    let outcome = ocr.read(&picture(4000, 4000, 4.0), Duration::ZERO);
    assert_eq!(outcome.unwrap_err().reason, Reason::Timeout);
    // An empty page holds no text.
    assert_eq!(ocr.read(&picture(600, 400, 4.0), Duration::from_secs(60)).unwrap().part.text.len(), 0);
}
