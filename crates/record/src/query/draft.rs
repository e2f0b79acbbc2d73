//! A draft's quotations, each looked up in the record.

use super::verify::{Quotation, Verdict};
use crate::{Record, Result};
use onrecord_annotate::structure::Document;
use onrecord_annotate::{Annotation, Input, Speaker, annotate};
use onrecord_text::{OffsetMap, Span, Unit, words};
use serde::Serialize;

/// A quotation shorter than this is anybody's.
const WORDS: usize = 3;

/// A quotation of a draft and what the record has of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checked {
    /// First code point in the draft.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The quoted words.
    pub text: String,
    /// Whom the draft gives them to, if it says so by name.
    pub speaker: Option<String>,
    /// What the record has of them.
    #[serde(flatten)]
    pub verdict: Verdict,
}

impl Record {
    /// Looks up every quotation of three words or more that stands in `body`, in the order of the draft's text.
    pub fn verify_draft(&self, text: &str, body: &[Span]) -> Result<Vec<Checked>> {
        let document = Document::new(text, body);
        let annotation = annotate(&Input { text, body, published: None, byline: None });
        let map = OffsetMap::new(text, Unit::CodePoint);
        let mut out = Vec::new();
        for quotation in document.quotations.iter().filter(|q| q.within.is_none()) {
            for &span in &quotation.pieces {
                if words(text, span).count() < WORDS {
                    continue;
                }
                let speaker = speaker_of(text, &annotation, span);
                let verdict = self.verify(&Quotation { text, span, speaker })?;
                let (start, end) = map.out(span);
                let speaker = speaker.map(str::to_owned);
                out.push(Checked { start, end, text: span.of(text).to_owned(), speaker, verdict });
            }
        }
        Ok(out)
    }
}

/// Whom the draft gives these words to, by name.
fn speaker_of<'t>(text: &'t str, annotation: &Annotation, span: Span) -> Option<&'t str> {
    let statement = annotation
        .statements
        .iter()
        .find(|s| s.content.iter().any(|c| c.contains(span) || span.contains(*c)))?;
    match &statement.speaker {
        Speaker::Known { party, .. } => {
            let party = &annotation.parties[*party];
            party.kind.is_named().then(|| party.name.of(text))
        }
        Speaker::Unknown { .. } => None,
    }
}
