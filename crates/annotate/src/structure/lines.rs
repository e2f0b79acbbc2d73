//! Paragraphs: which lines of the body belong together.

use onrecord_text::{Span, merge};
use std::ops::Range;

/// The body cut into pieces that hold no line break, and the paragraphs as ranges of pieces.
///
/// A line break ends a paragraph, unless the text is hard-wrapped (see [`wrap_width`]) or the line stops
/// without final punctuation and the next begins in lower case. A blank line always ends one, and so does
/// anything other than white space between two ranges of the body.
pub(super) fn paragraphs(text: &str, body: &[Span]) -> (Vec<Span>, Vec<Range<usize>>) {
    let (pieces, breaks) = pieces(text, body);
    let wrap = wrap_width(text, &pieces, &breaks);
    let mut paragraphs = Vec::new();
    let mut from = 0;
    for i in 1..=pieces.len() {
        let ends = i == pieces.len()
            || match breaks[i] {
                Break::None => false,
                Break::Line => !continues(pieces[i - 1].of(text), pieces[i].of(text), wrap),
                Break::Paragraph => true,
            };
        if ends {
            paragraphs.push(from..i);
            from = i;
        }
    }
    (pieces, paragraphs)
}

/// What parts a piece from the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// Spaces that the body leaves out.
    None,
    /// One line break.
    Line,
    /// A blank line, or something that is not the article.
    Paragraph,
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Trimmed pieces without line breaks, none empty, each with what stands before it.
fn pieces(text: &str, body: &[Span]) -> (Vec<Span>, Vec<Break>) {
    let (mut pieces, mut breaks) = (Vec::new(), Vec::new());
    let mut last_end = 0;
    for span in clip(text, body) {
        let mut from = span.start as usize;
        let slice = span.of(text);
        let ends = slice.char_indices().filter(|&(_, c)| is_line_break(c)).map(|(at, c)| (at, c.len_utf8()));
        for (at, len) in ends.chain([(slice.len(), 0)]) {
            let end = span.start as usize + at;
            let piece = Span::new(from, end).trim(text);
            if !piece.is_empty() {
                pieces.push(piece);
                breaks.push(break_of(&text[last_end..piece.start as usize]));
                last_end = piece.end as usize;
            }
            from = end + len;
        }
    }
    (pieces, breaks)
}

fn break_of(gap: &str) -> Break {
    if !gap.trim().is_empty() {
        return Break::Paragraph;
    }
    let mut lines = gap.chars().filter(|&c| is_line_break(c)).count();
    lines -= gap.matches("\r\n").count();
    match lines {
        0 => Break::None,
        1 => Break::Line,
        _ => Break::Paragraph,
    }
}

/// The body as a merged list of ranges that fit the text.
fn clip(text: &str, body: &[Span]) -> Vec<Span> {
    let boundary = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let fits = |s: &Span| (s.start <= s.end).then(|| Span::new(boundary(s.start), boundary(s.end)));
    merge(body.iter().filter_map(fits).collect())
}

/// The width in characters that the text is wrapped at, if it is hard-wrapped: most single line breaks come
/// where the next word would not have fitted, and a good part of them in mid-sentence.
fn wrap_width(text: &str, pieces: &[Span], breaks: &[Break]) -> Option<usize> {
    const WIDEST: usize = 130;
    let lines: Vec<usize> = (1..pieces.len()).filter(|&i| breaks[i] == Break::Line).collect();
    if lines.len() < 3 {
        return None;
    }
    let width = lines.iter().map(|&i| pieces[i - 1].of(text).chars().count()).max()?;
    if width > WIDEST {
        return None;
    }
    let (mut full, mut middle) = (0, 0);
    for &i in &lines {
        let (line, next) = (pieces[i - 1].of(text), pieces[i].of(text));
        full += usize::from(is_full(line, next, width));
        middle += usize::from(breaks_sentence(line, next));
    }
    (full * 10 >= lines.len() * 7 && middle * 4 >= lines.len()).then_some(width)
}

fn continues(line: &str, next: &str, wrap: Option<usize>) -> bool {
    breaks_sentence(line, next) || wrap.is_some_and(|width| is_full(line, next, width))
}

/// True if the line stops in mid-sentence as far as its ends show.
fn breaks_sentence(line: &str, next: &str) -> bool {
    line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '—' | ';'))
        && next.starts_with(char::is_lowercase)
}

/// True if the first word of `next` would not have fitted on `line`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.chars().take_while(|c| !c.is_whitespace()).take(width).count();
    line.chars().take(width).count() + 1 + word > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        paragraphs(text, &[Span::new(0, text.len())]).1.into_iter().map(|p| p.len()).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(lines("The mayor spoke.\nNobody listened.\r\n\r\nShe left.\n"), [1, 1, 1]);
        assert_eq!(lines(""), Vec::<usize>::new());
    }

    #[test]
    fn a_line_broken_in_mid_sentence_goes_on() {
        assert_eq!(
            lines("The mayor of Tarn, who spoke on Monday,\nsaid nothing new.\nNobody listened."),
            [2, 1]
        );
    }

    #[test]
    fn hard_wrapped_text_is_joined_whatever_the_next_line_starts_with() {
        let text = "The mayor of the old harbour town of\nTarn said on Monday that the bridge\nwould be closed. Nobody had listened\nTo the warnings of its engineers, she\nadded, until it was too late for all.\nShe left.\nThe bridge stood for ninety years and\nwas loved.";
        assert_eq!(lines(text), [6, 2]);
    }

    #[test]
    fn what_is_not_the_article_parts_paragraphs_but_white_space_does_not() {
        let text = "One two ADVERT three.   Four.";
        let spans = [Span::new(0, 8), Span::new(15, 21), Span::new(24, 29)];
        assert_eq!(paragraphs(text, &spans).1, [0..1, 1..3]);
    }
}
