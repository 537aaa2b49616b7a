use super::*;

fn fault(source: &str) -> String {
    Grammar::compile(&[source]).err().unwrap_or_default()
}

#[test]
fn a_fault_names_the_symbol_and_the_template() {
    assert!(fault("[symbols]\na = ['{b}']").contains("a: there is no symbol «b» in «{b}»"));
    assert!(fault("[symbols]\na = ['x{b']").contains("not closed"));
    assert!(fault("[symbols]\na = ['<m:x>']").contains("no mark «m»"));
    assert!(fault("[symbols]\na = ['x>']").contains("has not begun"));
    assert!(fault("[symbols]\na = ['{#5-2}']").contains("no range"));
    assert!(fault("[symbols]\na = ['{@x}']").contains("no number «x»"));
    assert!(fault("[symbols]\na = []").contains("no alternatives"));
    assert!(fault("[symbols]\na = ['{b}']\nb = ['{a}']").contains("calls itself"));
    assert!(fault("[nouns.x]\nm = ['y']").contains("no paradigm «m»"));
}

#[test]
fn weights_repeat_and_signs_can_be_written() {
    let grammar = Grammar::compile(&["[symbols]\na = ['3| x', '\\{y\\}']"]).unwrap_or_default();
    assert_eq!(grammar.symbols, [(0, 4)]);
    assert_eq!(grammar.text, b"x{y}");
}

#[test]
fn nouns_are_inflected_and_compounds_take_their_first_part() {
    let source = "plural = 'de'\n[paradigms.m]\narticle = 'en'\ndefinite = 'den'\nadjective = 'm'\n\
        endings = ['', 'en', 'er', 'ene']\n[nouns.sak]\nm = ['*plan']\n[symbols]\n'first.sak' = ['vei']\n\
        [adjectives]\nadj = ['ny nytt nye']\n";
    let grammar = Grammar::compile(&[source]).unwrap_or_default();
    let mut scribe = crate::corpus::generate::scribe::Scribe::new(&grammar);
    scribe.begin(&grammar);
    for form in ["a+", "the+", "many+", "all+", "one"] {
        scribe.symbol(grammar.symbol(&format!("sak.{form}")).unwrap_or_default());
        scribe.text.push(b'\n');
    }
    assert_eq!(scribe.text, b"en ny veiplan\nden nye veiplanen\nnye veiplaner\nde nye veiplanene\nveiplan\n");
}
