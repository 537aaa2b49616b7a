use super::*;

struct Read<'t>(&'t str, Vec<String>);

impl Pieces for Read<'_> {
    fn piece(&mut self, range: Range<usize>, _: Place, group: u32) {
        self.1.push(format!("{group}:{}", self.0[range].trim()));
    }

    fn group_ends(&mut self) {}
}

fn read(text: &str) -> Option<Vec<String>> {
    let outline = Outline::of_value(text)?;
    let mut read = Read(text, Vec::new());
    outline.for_each_piece(&mut read);
    Some(read.1)
}

#[test]
fn parts_are_read_with_the_post_that_names_them_and_the_case_with_each() {
    let (part, first, case, second, alone) = (
        r#"{"@id":"k"}"#,
        r#"{"@id":"a","@type":["x/Journalpost"],"x/parent":[{"@id":"s"}],"x/korrespondansepart":{"@id":"k"}}"#,
        r#"{"@id":"s","@type":"x:Saksmappe"}"#,
        r#"{"@id":"b","@type":"x#Journalpost","x#parent":{"@id":"s"}}"#,
        r#"{"@id":"alone"}"#,
    );
    let text = format!("[{part},{first},{case},{second},{alone}]");
    let expected = [
        format!("1:{first}"),
        format!("1:{part}"),
        format!("1:{case}"),
        format!("2:{second}"),
        format!("2:{case}"),
        format!("3:{alone}"),
    ];
    assert_eq!(read(&text), Some(expected.to_vec()));
    let graph = format!(r#"{{"@context":{{"a":"b"}},"@graph":{text}}}"#);
    let read = read(&graph).expect("linked");
    assert_eq!((&read[0][..], &read[1..]), (r#"0:{"a":"b"}"#, &expected[..]));
}

#[test]
fn the_class_above_a_case_is_read_with_each_of_its_posts() {
    let (class, case, post) = (
        r#"{"@id":"c","@type":"x:Klasse","x:parent":{"@id":"d"}}"#,
        r#"{"@id":"s","@type":"x:Saksmappe","x:parent":{"@id":"c"}}"#,
        r#"{"@id":"a","@type":"x:Journalpost","x:parent":{"@id":"s"}}"#,
    );
    let text = format!(r#"[{class},{case},{post},{{"@id":"d","@type":"x:Arkivdel"}}]"#);
    let read = read(&text).expect("linked");
    assert_eq!(read[..3], [format!("1:{post}"), format!("1:{case}"), format!("1:{class}")]);
}

#[test]
fn what_names_nothing_is_left_alone() {
    for text in [
        r#"[{"@id":"a","@type":"Journalpost"}]"#,
        r#"{"items":[{"entity":"Journalpost","saksmappe":{"entity":"Saksmappe","id":"s"}}]}"#,
        r#"[{"@id":"a","@type":"Journalpost","parent":"#,
        r#"[{"@id":"a"},{"@id":"b","parent":"a"}]"#,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn hostile_links_cost_linear_time() {
    let ring: String =
        (0..200).map(|at| format!(r#"{{"@id":"{at}","x":[{{"@id":"{}"}}]}},"#, (at + 1) % 200)).collect();
    let posts: String = (0..500)
        .map(|at| format!(r#"{{"@id":"p{at}","@type":"Journalpost","x":[{{"@id":"{}"}}]}},"#, at % 200))
        .collect();
    let text = format!("[{ring}{posts}1]");
    let read = read(&text).expect("linked");
    assert!(read.iter().map(String::len).sum::<usize>() < (COPIES + 3) * text.len());
    assert_eq!(read.iter().filter(|piece| piece.contains("Journalpost")).count(), 500);
}
