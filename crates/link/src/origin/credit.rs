//! Whether a text credits an outlet. The phrases lie in `credits.txt`.

use crate::reuse::{Token, tokens};
use onrecord_text::Span;
use std::sync::LazyLock;

/// How a text names an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Credit {
    /// Somewhere.
    Named,
    /// As the source of what it tells.
    Credited,
}

/// The strongest way in which the text of an article, chrome included, names `outlet`; `all` are its words.
///
/// The name counts only with a capital letter, or as a web address: "Time" is an outlet, "time" isn't.
pub(super) fn credit(text: &str, all: &[Token], outlet: &str) -> Option<Credit> {
    let mut best = None;
    for name in names(outlet) {
        for at in 0..(all.len() + 1).saturating_sub(name.len()) {
            let end = at + name.len();
            if !same(&all[at..end], &name) || !is_proper(text, all[at].span()) {
                continue;
            }
            if in_brackets(text, all, at, end) || PHRASES.iter().any(|phrase| phrase.is_at(all, at, end)) {
                return Some(Credit::Credited);
            }
            best = Some(Credit::Named);
        }
    }
    best
}

/// An outlet's name as folded words; of a web address, its words and its main label.
fn names(outlet: &str) -> Vec<Vec<u64>> {
    let mut name = hashes(outlet.trim().trim_start_matches("www."));
    if name.len() > 1 && LISTS.before.contains(&name[0]) {
        name.remove(0);
    }
    let mut out = vec![name];
    let labels: Vec<&str> = outlet.trim().split('.').filter(|label| *label != "www").collect();
    if labels.len() > 1 && !outlet.trim().contains(char::is_whitespace) {
        // Of gull.co.example the longest label before the last.
        out.extend(
            labels[..labels.len() - 1].iter().max_by_key(|label| label.len()).map(|label| hashes(label)),
        );
    }
    out.retain(|name| !name.is_empty());
    out
}

fn hashes(text: &str) -> Vec<u64> {
    let mut all = Vec::new();
    tokens(text, &[Span::new(0, text.len())], &mut all);
    all.iter().map(|token| token.hash).collect()
}

fn same(tokens: &[Token], hashes: &[u64]) -> bool {
    tokens.iter().map(|token| token.hash).eq(hashes.iter().copied())
}

/// Printed with a capital or a digit, or right after a slash or a point of a web address.
fn is_proper(text: &str, word: Span) -> bool {
    word.of(text).chars().next().is_some_and(|c| !c.is_lowercase())
        || text[..word.start as usize].ends_with(['/', '.', '@'])
}

/// `(Gull Press)`, `(Gull Press, Ostrel)`; not `(Gull Press photo)`.
fn in_brackets(text: &str, all: &[Token], at: usize, end: usize) -> bool {
    let opened = text[..all[at].span().start as usize].ends_with(['(', '[']);
    let mut after = all[end - 1].span().end as usize;
    for (words, token) in all[end..].iter().map(Some).chain([None]).take(4).enumerate() {
        let until = token.map_or(text.len(), |t| t.span().start as usize);
        if text[after..until].contains([')', ']']) {
            return opened && !all[end..end + words].iter().any(|t| LISTS.picture.contains(&t.hash));
        }
        after = token.map_or(text.len(), |t| t.span().end as usize);
    }
    false
}

/// Words before and after a name.
struct Phrase {
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Phrase {
    /// True if the phrase stands about the name at `all[at..end]`.
    fn is_at(&self, all: &[Token], mut at: usize, mut end: usize) -> bool {
        while at > 0 && LISTS.before.contains(&all[at - 1].hash) {
            at -= 1;
        }
        while end < all.len() && LISTS.after.contains(&all[end].hash) {
            end += 1;
        }
        let Some(from) = at.checked_sub(self.before.len()) else { return false };
        same(&all[from..at], &self.before)
            && all.get(end..end + self.after.len()).is_some_and(|tail| same(tail, &self.after))
            && !(from > 0 && LISTS.picture.contains(&all[from - 1].hash))
    }
}

/// What `credits.txt` lists besides phrases.
struct Lists {
    before: Vec<u64>,
    after: Vec<u64>,
    picture: Vec<u64>,
}

const FILE: &str = include_str!("credits.txt");

fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |key: &str| lines().filter_map(|line| line.strip_prefix(key)).flat_map(hashes).collect();
    Lists { before: list("before:"), after: list("after:"), picture: list("picture:") }
});

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrase = |line: &str| {
        let (before, after) = line.split_once("{}")?;
        Some(Phrase { before: hashes(before), after: hashes(after) })
    };
    lines().filter_map(phrase).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, outlet: &str) -> Option<Credit> {
        let mut all = Vec::new();
        tokens(text, &[Span::new(0, text.len())], &mut all);
        credit(text, &all, outlet)
    }

    #[test]
    fn an_article_says_where_its_text_is_from() {
        for text in [
            "OSTREL (Gull Press) — The ferry is late.",
            "The ferry is late, the Gull Press news agency reported.",
            "The ferry is late. This article was first published in the Gull Press.",
            "The mayor told Gull Press that the ferry is late.",
            "The ferry is late. © Copyright 2031 Gull Press? No: copyright Gull Press.",
            "The ferry is late [Gull Press, Ostrel].",
        ] {
            assert_eq!(of(text, "The Gull Press"), Some(Credit::Credited), "{text}");
        }
        assert_eq!(
            of("LINK: https://www.gullpress.example/12", "www.gullpress.example"),
            Some(Credit::Credited)
        );
        assert_eq!(of("Gullpress reports a late ferry.", "gullpress.co.example"), Some(Credit::Credited));
    }

    #[test]
    fn a_picture_or_a_mention_is_no_credit() {
        for text in [
            "The ferry. (Photo by Gull Press)",
            "The ferry. (Gull Press photo)",
            "The Gull Press is up for sale.",
            "Photo courtesy of Gull Press: the ferry",
        ] {
            assert_eq!(of(text, "Gull Press"), Some(Credit::Named), "{text}");
        }
        assert_eq!(of("It was time to go, according to time tables.", "Time"), None);
        assert_eq!(of("", ""), None);
        assert_eq!(of("Gull", "  "), None);
    }

    #[test]
    fn every_line_of_the_list_is_understood() {
        let keys = ["before:", "after:", "picture:"];
        for line in lines() {
            let phrase = line
                .split_once("{}")
                .is_some_and(|(b, a)| !b.contains("{}") && words_in(b) + words_in(a) > 0);
            assert!(phrase || keys.iter().any(|key| line.starts_with(key)), "{line}");
        }
    }

    fn words_in(text: &str) -> usize {
        hashes(text).len()
    }
}
