//! Presentations of PowerPoint and OpenDocument: notes, hidden slides, text beside the slide.

use crate::make::odf::{Kind, document, slide};
use crate::make::pptx::{Slide, presentation};
use crate::seen::{CLEAN, Seen, scan, secret};

const PATH: &str = "inn/plan.pptx";
const ODP: &str = "inn/plan.odp";
const ON_THE_SLIDE: [i64; 2] = [1_000_000, 1_000_000];

fn seen(slides: &[Slide<'_>]) -> Seen {
    scan("plan.pptx", presentation(slides))
}

fn shown(text: &str) -> Slide<'_> {
    Slide { texts: vec![(text, ON_THE_SLIDE)], ..Slide::default() }
}

#[test]
fn slides_are_searched_and_count_as_pages() {
    let secret = secret();
    let seen = seen(&[shown(CLEAN), shown(&secret)]);
    assert_eq!(seen.finds(PATH, "body")["location"]["page"], 2);
    self::seen(&[shown(CLEAN), shown(CLEAN)]).publishes();
}

#[test]
fn notes_are_found_with_their_slide() {
    let secret = secret();
    let seen = seen(&[shown(CLEAN), Slide { notes: Some(&secret), ..shown(CLEAN) }]);
    assert_eq!(seen.finds(PATH, "comment")["location"]["page"], 2);
    self::seen(&[Slide { notes: Some("Fem minutter."), ..shown(CLEAN) }]).publishes();
}

#[test]
fn hidden_slides_are_found() {
    let secret = secret();
    let seen = seen(&[shown(CLEAN), Slide { is_hidden: true, ..shown(&secret) }]);
    assert_eq!(seen.flags(PATH, "hidden")["location"]["page"], 2);
}

#[test]
fn text_beside_the_slide_is_found() {
    let secret = secret();
    for place in [[13_000_000, 1_000_000], [-6_000_000, 1_000_000], [1_000_000, 7_500_000], [1_000_000, -2_000_000]] {
        seen(&[Slide { texts: vec![(CLEAN, ON_THE_SLIDE), (&secret, place)], ..Slide::default() }])
            .flags(PATH, "hidden");
    }
    // Partly on the slide: it is seen.
    let over_the_edge = [11_000_000, 1_000_000];
    seen(&[Slide { texts: vec![(CLEAN, ON_THE_SLIDE), (CLEAN, over_the_edge)], ..Slide::default() }]).publishes();
}

#[test]
fn presentations_of_opendocument_are_read() {
    let style = "<style:style style:name=\"dp2\" style:family=\"drawing-page\">\
                 <style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>";
    let odp = |slides: &[String]| scan("plan.odp", document(Kind::Presentation, style, &slides.concat(), ""));
    let plain = slide("draw:name=\"side1\"", CLEAN, "");
    odp(&[plain.clone(), slide("draw:name=\"side2\"", &secret(), "")]).finds(ODP, "body");
    odp(&[plain.clone(), slide("draw:name=\"side2\"", CLEAN, &secret())]).finds(ODP, "comment");
    let hidden = slide("draw:name=\"side2\" draw:style-name=\"dp2\"", &secret(), "");
    odp(&[plain.clone(), hidden]).flags(ODP, "hidden");
    odp(&[plain.clone(), slide("draw:name=\"side2\" draw:style-name=\"dp1\"", CLEAN, "Fem minutter.")]).publishes();
}
