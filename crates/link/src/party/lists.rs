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

/// A given name to the usual form of it.
pub(crate) static GIVEN: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/given.txt")));

/// A place's name to the name that stands for it, words joined by "_".
pub(crate) static PLACES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/places.txt")));

/// A country's adjective or name to the country.
pub(crate) static NATIONALITY: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| to_first(include_str!("words/nationality.txt")));

/// Family names that stand first.
pub(crate) static FAMILY_FIRST: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("words/family-first.txt")).flat_map(str::split_whitespace).collect());
