//! Each rule with its example. A source is given by its words, found from left to right; what it says by
//! the first place of its words.

mod addressees;
mod bodies;
mod descriptions;
mod names;
mod pronouns;
mod slices;

use super::*;
use crate::{Kind, PartyKind};
use onrecord_text::Span;

fn attribution(source: Vec<Span>, cue: Vec<Span>, content: Span) -> Attribution {
    let (content, rule) = (vec![content], "test");
    Attribution {
        kind: Kind::Indirect,
        source,
        cue,
        content,
        inside: None,
        continues: None,
        rule,
        confidence: 1.0,
    }
}

/// Resolves the sources, which all say "it rained" unless told otherwise.
fn resolved(text: &str, sources: &[(&str, &str)]) -> Resolution {
    let mut from = 0;
    let mut attributions = Vec::new();
    for (source, content) in sources {
        let at = from + text[from..].find(source).expect("the source stands in the text");
        let said = text.find(content).expect("the content stands in the text");
        from = at + source.len();
        let source = Span::new(at, from);
        attributions.push(attribution(vec![source], Vec::new(), Span::new(said, said + content.len())));
    }
    resolve(&Document::new(text, &[Span::new(0, text.len())]), &attributions, None)
}

/// The name of each speaker, if one is known and named.
fn names(text: &str, sources: &[(&str, &str)]) -> Vec<Option<String>> {
    let resolution = resolved(text, sources);
    let name = |speaker: &Speaker| match speaker {
        Speaker::Known { party, .. } => {
            let party = &resolution.parties[*party];
            party.kind.is_named().then(|| party.name.of(text).to_owned())
        }
        Speaker::Unknown { .. } => None,
    };
    resolution.speakers.iter().map(name).collect()
}

/// The name behind the last of these sources in the text; "it rained" is what it says.
fn last(text: &str, sources: &[&str]) -> Option<String> {
    let sources: Vec<(&str, &str)> = sources.iter().map(|s| (*s, "it rained")).collect();
    names(text, &sources).pop().flatten()
}

fn who(text: &str, source: &str) -> String {
    last(text, &[source]).unwrap_or_default()
}

fn reason(text: &str, source: &str) -> &'static str {
    match resolved(text, &[(source, "it rained")]).speakers[0] {
        Speaker::Unknown { reason } => reason,
        Speaker::Known { rule, .. } => rule,
    }
}
