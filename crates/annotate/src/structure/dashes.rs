//! Speech that a dash at the start of its line introduces, as in translated dialogue:
//! `— The bridge is closed, — said the mayor. — Go home.`

use super::{Quotation, QuotationRole, Token, TokenKind};
use onrecord_text::Span;
use std::ops::Range;

/// The quotations of one paragraph that has no quotation marks. A second dash behind a comma or full stop,
/// with a lower-case word behind it, tells such a line from a list's bullet.
pub(super) fn dashed(text: &str, tokens: &mut [Token], paragraph: Range<usize>, out: &mut Vec<Quotation>) {
    let is_dash = |t: &Token| matches!(t.span.of(text), "—" | "–" | "―");
    let marked = |t: &Token| matches!(t.kind, TokenKind::QuoteOpen | TokenKind::QuoteClose);
    if paragraph.len() < 5
        || !is_dash(&tokens[paragraph.start])
        || tokens[paragraph.clone()].iter().any(marked)
    {
        return;
    }
    let mut dashes = paragraph.clone().skip(1).filter(|&i| is_dash(&tokens[i]));
    let says = |i: usize| {
        let before = tokens[i - 1].span.of(text);
        let after = tokens.get(i + 1).filter(|_| i + 1 < paragraph.end);
        matches!(before, "," | "." | "!" | "?" | "…" | "...")
            && after.is_some_and(|t| t.span.of(text).starts_with(char::is_lowercase))
    };
    let Some(second) = dashes.by_ref().find(|&i| says(i)) else { return };
    let third = dashes.find(|&i| i + 1 < paragraph.end);
    let mut parts = vec![(paragraph.start, second - 1)];
    parts.extend(third.map(|i| (i, paragraph.end - 1)));
    for (from, to) in parts {
        tokens[from].kind = TokenKind::QuoteOpen;
        let piece = Span { start: tokens[from].span.start, end: tokens[to].span.end };
        out.push(Quotation { pieces: vec![piece], closed: true, within: None, role: QuotationRole::Speech });
    }
}
