//! The list of abbreviations in `abbreviations.txt`.

use std::{collections::HashMap, sync::LazyLock};

/// What an abbreviation says about the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name follows; the full stop never ends a sentence.
    Name,
    /// The full stop belongs to it only before a number.
    Number,
    /// It may end a sentence.
    Any,
}

/// By the word without its last full stop.
static LIST: LazyLock<HashMap<&str, Kind>> = LazyLock::new(|| {
    let lines = include_str!("abbreviations.txt").lines().filter(|l| !l.starts_with('#'));
    let entry = |line: &'static str| {
        let (word, kind) = line.split_once(' ')?;
        let kind = match kind {
            "name" => Kind::Name,
            "number" => Kind::Number,
            _ => Kind::Any,
        };
        Some((word.strip_suffix('.')?, kind))
    };
    lines.filter_map(entry).collect()
});

/// The abbreviation that starts at `start` and whose letters reach up to the full stop at `stop`: where it
/// ends and its kind. One with two stops (`Ph.D.`) is found at its first.
pub(super) fn at(line: &str, start: usize, stop: usize) -> Option<(usize, Kind)> {
    if let Some(&kind) = LIST.get(&line[start..stop]) {
        return Some((stop + 1, kind));
    }
    let more = line[stop + 1..].find(|c: char| !c.is_alphabetic())?;
    let second = stop + 1 + more;
    if more == 0 || !line[second..].starts_with('.') {
        return None;
    }
    LIST.get(&line[start..second]).map(|&kind| (second + 1, kind))
}

/// The kind of a token that ends with its full stop.
pub(super) fn kind_of(token: &str) -> Option<Kind> {
    LIST.get(token.strip_suffix('.')?).copied()
}

/// True if a name follows the full stop behind this word: "Gov. Aldane".
pub(crate) fn is_title(word: &str) -> bool {
    LIST.get(word) == Some(&Kind::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("abbreviations.txt").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(LIST.len(), lines);
    }
}
