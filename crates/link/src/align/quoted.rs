//! Whether two quotations of the same words differ.

use super::lexicon::{LEXICON, Negation};
use super::{Run, align};
use onrecord_text::{Span, words};

/// The parts of the spans that stand between double quotation marks (`"`, `“ ”`, `„ “`, `« »`), marks not
/// included. A mark that is never closed quotes to the end of its span, and a span that begins inside a
/// quotation (its first mark closes) is quoted up to it.
pub fn quoted(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for span in spans {
        let Some(slice) = span.get(text) else { continue };
        let base = span.start as usize;
        let mut open: Option<usize> = None;
        let mut any = false;
        for (at, c) in slice.char_indices() {
            let after = base + at + c.len_utf8();
            match (c, open) {
                ('"' | '“' | '”' | '»' | '«', Some(from)) => {
                    out.push(Span::new(from, base + at));
                    open = None;
                }
                ('”' | '»', None) if !any => out.push(Span::new(base, base + at)),
                ('"' | '“' | '„' | '«', None) => open = Some(after),
                _ => continue,
            }
            any = true;
        }
        if let Some(from) = open {
            out.push(Span::new(from, span.end as usize));
        }
    }
    out.retain(|s| !s.is_empty());
    out
}

/// True if two quotations put different words where they should have the same: beyond marks, spelling and
/// cuts. A cut counts where it takes a negation out from between words that both have. Quotations without a
/// common word beside the difference are quotations of different parts, not differing ones.
///
/// The spans are the quoted parts (see [`quoted`]).
pub fn quotation_differs(a_text: &str, a_quoted: &[Span], b_text: &str, b_quoted: &[Span]) -> bool {
    let runs = align(a_text, a_quoted, b_text, b_quoted).runs;
    let tied = |run: Option<&Run>| match run {
        Some(Run::Equal { a, .. }) => words(a_text, *a).any(|w| !LEXICON.is_function(&w.folded)),
        _ => false,
    };
    let equal = |run: Option<&Run>| matches!(run, Some(Run::Equal { .. }));
    let denies = |text: &str, span: Span| {
        words(text, span).any(|w| LEXICON.negation(&w.folded, "") == Some(Negation::Hard))
    };
    runs.iter().enumerate().any(|(i, run)| {
        let (before, after) = (i.checked_sub(1).and_then(|i| runs.get(i)), runs.get(i + 1));
        match run {
            Run::Equal { .. } => false,
            Run::Changed { .. } => tied(before) || tied(after),
            Run::OnlyA { span } => equal(before) && equal(after) && denies(a_text, *span),
            Run::OnlyB { span } => equal(before) && equal(after) && denies(b_text, *span),
        }
    })
}
