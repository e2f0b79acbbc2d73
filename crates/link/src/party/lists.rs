//! The word lists beside this file, read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Each word of a line to the line's first word.
fn to_first(list: &'static str) -> HashMap<&'static str, &'static str> {
    let mut map = HashMap::new();
    for line in lines(list) {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        map.insert(first, first);
        words.for_each(|w| {
            map.entry(w).or_insert(first);
        });
    }
    map
}

/// The words of the lines that begin with this label and a colon.
fn labelled(list: &'static str, label: &str) -> HashSet<&'static str> {
    let words = lines(list).filter_map(|l| l.strip_prefix(label)?.strip_prefix(':'));
    words.flat_map(str::split_whitespace).collect()
}

/// A transliteration of a given name to the usual form of it.
pub(crate) static GIVEN: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/given.txt")));

/// A place's name to the name that stands for it, words joined by "_".
pub(crate) static PLACES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/places.txt")));

/// Family names that stand first.
pub(crate) static FAMILY_FIRST: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("words/family-first.txt")).flat_map(str::split_whitespace).collect());

/// An office that one person at a time holds to its usual word, words joined by "_".
pub(crate) static OFFICES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/offices.txt")));

/// Words of an office that is no longer held.
pub(crate) static PAST: LazyLock<HashSet<&str>> =
    LazyLock::new(|| labelled(include_str!("words/qualifiers.txt"), "past"));

/// Words of an office that is not yet held.
pub(crate) static COMING: LazyLock<HashSet<&str>> =
    LazyLock::new(|| labelled(include_str!("words/qualifiers.txt"), "coming"));
