use super::*;
use crate::Kind;
use onrecord_text::Span;

/// Resolves attributions given as (source, cue, content) in text order, each looked for behind the last cue.
fn speakers(text: &str, sources: &[(&str, &str)]) -> Vec<Option<String>> {
    let doc = Document::new(text, &[Span::new(0, text.len())]);
    let resolution = resolve(&doc, &attributions(text, sources), None);
    let name = |speaker: &Speaker| match speaker {
        Speaker::Known { party, .. } => {
            let party = &resolution.parties[*party];
            party.kind.is_named().then(|| party.name.of(text).to_owned())
        }
        Speaker::Unknown { .. } => None,
    };
    resolution.speakers.iter().map(name).collect()
}

/// Attributions by their source and a word of what they say; both are found by their text, in order.
fn attributions(text: &str, sources: &[(&str, &str)]) -> Vec<Attribution> {
    let mut from = 0;
    let mut out = Vec::new();
    for (source, content) in sources {
        let at = from + text[from..].find(source).expect("the source stands in the text");
        let said = text.find(content).expect("the content stands in the text");
        from = at + source.len();
        out.push(Attribution {
            kind: Kind::Indirect,
            source: vec![Span::new(at, at + source.len())],
            cue: Vec::new(),
            content: vec![Span::new(said, said + content.len())],
            inside: None,
            continues: None,
            rule: "test",
        });
    }
    out
}

fn one(text: &str, source: &str) -> Option<String> {
    speakers(text, &[(source, "it rained")]).remove(0)
}

#[test]
fn a_surname_leads_to_the_full_name() {
    let text = "Later Roe said it rained. Jane Roe, the mayor, met John Moor.";
    assert_eq!(one(text, "Roe").as_deref(), Some("Jane Roe"));
}
