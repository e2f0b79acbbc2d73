//! Expressions of time: found, normalised to TIMEX3 values, resolved against the published date.

mod expression;
mod fixed;
mod grammar;
mod holiday;
mod lexicon;
mod normalise;
mod resolve;
mod said;
mod scanner;
mod tense;

#[cfg(test)]
mod tests;

use crate::Timex;
use normalise::Normal;
use onrecord_text::{Span, When};

pub use said::said;

/// Every expression of time in the body, in order, without overlaps.
///
/// `body` holds the ranges of `text` that are read, sorted and without overlaps; ranges that do not fit the
/// text are left out. `published` is what relative expressions are resolved against: without it, or where
/// it is too vague, they keep an `X` for what is not known, and [`Timex::anchor`] says why.
pub fn timexes(text: &str, body: &[Span], published: Option<When>) -> Vec<Timex> {
    let lexicon = lexicon::lexicon();
    let tokens = scanner::scan(text, body, lexicon);
    let found = grammar::find(text, &tokens, lexicon);
    let read = |today| normalise::normalise(text, &tokens, lexicon, &found, today);
    let normals: Vec<Normal> = match published.map(|p| p.days()) {
        None => read(None),
        Some((first, last)) if first == last => read(Some(first)),
        // A month or a year: what comes out the same for its first and its last day is sure.
        Some((first, last)) => {
            let both = read(Some(first)).into_iter().zip(read(Some(last)));
            both.zip(read(None))
                .map(|((a, b), unknown)| if a == b { a } else { too_vague(unknown) })
                .collect()
        }
    };
    found
        .iter()
        .zip(normals)
        .map(|(found, normal)| Timex {
            span: Span::new(tokens[found.first].start as usize, tokens[found.end - 1].end as usize),
            kind: normal.kind,
            value: normal.value,
            when: normal.when,
            anchor: normal.anchor,
        })
        .collect()
}

fn too_vague(unknown: Normal) -> Normal {
    Normal { anchor: "unresolved:published-too-vague", ..unknown }
}
