//! Which shared passages are boilerplate: an agency's line, a legal footer, an author's box, an outlet's list of
//! other stories. In a large pile its many holders give it away (see [`super::candidates`]); in a small one its
//! words, its place and its repetition do.

use super::matching::Run;
use super::tokens::{Token, tokens};
use onrecord_text::Span;
use std::sync::LazyLock;

/// A longer passage is no boilerplate, whatever it says.
const MOST_WORDS: usize = 80;
/// Words that may follow a passage at the end of an article.
const AT_END: usize = 8;

/// One of two articles that share a passage.
pub(super) struct Side<'a> {
    pub(super) tokens: &'a [Token],
    /// First word of the passage.
    pub(super) from: usize,
}

/// True of a passage that stands apart from the reporting of both articles: it holds one of the phrases of
/// `boilerplate.txt`; or it opens or ends both articles of one outlet, which are else not the same; or one
/// article says it several times over (`repeated`), as a running report does with its standing lines.
pub(super) fn is_boilerplate(run: &Run, x: &Side, y: &Side, same_outlet: bool, repeated: bool) -> bool {
    if run.len > MOST_WORDS {
        return false;
    }
    let opens = x.from == 0 && y.from == 0;
    let words = &x.tokens[x.from..x.from + run.len];
    repeated || (same_outlet && (opens || stands_under(run, x, y))) || has_phrase(words)
}

/// True of a passage, no longer than boilerplate is, that both articles end with.
pub(super) fn stands_under(run: &Run, x: &Side, y: &Side) -> bool {
    let ends = |side: &Side| side.from + run.len + AT_END >= side.tokens.len();
    run.len <= MOST_WORDS && ends(x) && ends(y)
}

fn has_phrase(words: &[Token]) -> bool {
    let at = |from: usize| {
        PHRASES.iter().any(|phrase| {
            let found = words.get(from..from + phrase.len());
            found.is_some_and(|found| found.iter().map(|token| token.hash).eq(phrase.iter().copied()))
        })
    };
    (0..words.len()).any(at)
}

static PHRASES: LazyLock<Vec<Vec<u64>>> = LazyLock::new(|| lines().map(hashes).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("boilerplate.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn hashes(phrase: &str) -> Vec<u64> {
    let mut all = Vec::new();
    tokens(phrase, &[Span::new(0, phrase.len())], &mut all);
    all.iter().map(|token| token.hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_two_words_or_more() {
        for line in lines() {
            assert!(hashes(line).len() > 1, "{line}");
        }
    }
}
