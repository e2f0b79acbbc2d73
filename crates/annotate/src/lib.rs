//! The third stage: who says what in one version of an article. A pure function of its [`Input`], without
//! I/O and without state, so that the same function serves the command line, a server and a cluster.

mod annotation;
pub mod attribution;
pub mod names;
pub mod resolve;
pub mod structure;
pub mod tagging;
pub mod time;

pub use annotation::{Annotation, Input, Kind, Party, PartyKind, Said, Speaker, Statement, Timex, TimexKind};

use structure::Document;
use tagging::Engine;

/// Who says what in one version, and the times that it tells. The same input gives the same annotation, in
/// time near-linear in the text. Body ranges that do not fit the text are cut to it.
///
/// ```
/// use onrecord_annotate::{Input, annotate};
/// use onrecord_text::Span;
/// let text = "“The bridge is closed,” Ada Moor said on Monday.";
/// let body = [Span::new(0, text.len())];
/// let annotation = annotate(&Input { text, body: &body, published: None, byline: None });
/// assert_eq!(annotation.statements[0].source[0].of(text), "Ada Moor");
/// assert_eq!(annotation.statements[0].content[0].of(text), "“The bridge is closed,”");
/// ```
pub fn annotate(input: &Input) -> Annotation {
    annotate_with(input, Engine::new(None))
}

/// The same with an engine: the accurate tier is one with an [`tagging::Encoder`].
pub fn annotate_with(input: &Input, engine: Engine) -> Annotation {
    let document = Document::new(input.text, input.body);
    let attributions = attribution::attribute_with(&document, engine);
    let resolution = resolve::resolve(&document, &attributions, input.byline);
    let timexes = time::timexes(input.text, input.body, input.published);
    let speakers = resolution.speakers.into_iter().zip(resolution.addressees);
    let statement =
        |(a, (speaker, addressee)): (attribution::Attribution, (Speaker, Option<usize>))| Statement {
            said: time::said(&document, &a, &timexes),
            kind: a.kind,
            source: a.source,
            cue: a.cue,
            content: a.content,
            speaker,
            addressee,
            inside: a.inside,
            rule: a.rule,
            confidence: a.confidence,
        };
    let statements = attributions.into_iter().zip(speakers).map(statement).collect();
    Annotation { statements, parties: resolution.parties, timexes }
}

#[cfg(test)]
mod tests;
