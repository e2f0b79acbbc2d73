//! The word lists beside this file, read once. Each list says in its first lines what a line of it means.

use super::stem::stem;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static FUNCTION: &str = include_str!("words/function.txt");
static NUMBER: &str = include_str!("words/number.txt");
static NEGATION: &str = include_str!("words/negation.txt");
static FORMS: &str = include_str!("words/forms.txt");
static SPELLING: &str = include_str!("words/spelling.txt");
static SYNONYMS: &str = include_str!("words/synonyms.txt");
static COMMON: &str = include_str!("words/common.txt");

/// How a word bears on whether a statement affirms or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Negation {
    /// It negates: "not".
    Hard,
    /// It can stand where another telling negates: "failed to".
    Soft,
}

pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The lists. Words are folded; stems are those of [`stem`].
pub(crate) struct Lexicon {
    function: HashSet<&'static str>,
    numbers: HashMap<&'static str, i64>,
    hard: HashSet<&'static str>,
    soft: HashSet<String>,
    idle: HashSet<&'static str>,
    groups: HashMap<String, Vec<u16>>,
    common: HashMap<String, f64>,
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

impl Lexicon {
    fn read() -> Lexicon {
        let function = lines(FUNCTION).flat_map(str::split_whitespace).collect();
        let numbers = lines(NUMBER)
            .filter_map(|l| l.split_once(' '))
            .filter_map(|(word, value)| Some((word, value.trim().parse().ok()?)))
            .collect();
        let (mut hard, mut soft, mut idle) = (HashSet::new(), HashSet::new(), HashSet::new());
        for line in lines(NEGATION) {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("hard") => hard.extend(words),
                Some("idle") => idle.extend(words),
                _ => soft.extend(words.map(stem)),
            }
        }
        let mut groups: HashMap<String, Vec<u16>> = HashMap::new();
        for (number, line) in lines(SYNONYMS).enumerate() {
            for word in line.split_whitespace() {
                let of = groups.entry(stem(&onrecord_text::fold(word))).or_default();
                if of.last() != Some(&(number as u16)) {
                    of.push(number as u16);
                }
            }
        }
        let mut common: HashMap<String, f64> = HashMap::new();
        for line in lines(COMMON) {
            let mut words = line.split_whitespace();
            let rate: f64 = words.next().and_then(|r| r.parse().ok()).unwrap_or(0.);
            words.for_each(|w| *common.entry(stem(w)).or_default() += rate / 10_000.);
        }
        Lexicon { function, numbers, hard, soft, idle, groups, common }
    }

    /// True of a folded word that carries grammar rather than matter.
    pub(crate) fn is_function(&self, folded: &str) -> bool {
        self.function.contains(folded)
    }

    /// The value of a folded number word from two on, without scale words.
    pub(crate) fn number(&self, folded: &str) -> Option<i64> {
        self.numbers.get(folded).copied()
    }

    /// Whether a word denies, given folded and as a stem.
    pub(crate) fn negation(&self, folded: &str, stem: &str) -> Option<Negation> {
        if self.hard.contains(folded) {
            Some(Negation::Hard)
        } else {
            self.soft.contains(stem).then_some(Negation::Soft)
        }
    }

    /// The part of English news sentences that have a word of this stem; 0 where it is not among the common
    /// ones.
    pub(crate) fn rate(&self, stem: &str) -> f64 {
        self.common.get(stem).copied().unwrap_or(0.)
    }

    /// True if a negation before this folded word negates nothing.
    pub(crate) fn idles(&self, folded: &str) -> bool {
        self.idle.contains(folded)
    }

    /// The groups of words that a stem stands in, ascending.
    pub(crate) fn groups(&self, stem: &str) -> &[u16] {
        self.groups.get(stem).map_or(&[], Vec::as_slice)
    }
}

/// Irregular forms and spelling variants, folded, to the form that stands for them.
pub(crate) static PLAIN: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut plain = HashMap::new();
    for line in lines(FORMS).chain(lines(SPELLING)) {
        let mut words = line.split_whitespace();
        if let Some(first) = words.next() {
            words.for_each(|w| {
                plain.entry(w).or_insert(first);
            });
        }
    }
    plain
});

/// Spelling variants alone.
pub(crate) static VARIANT: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lines(SPELLING)
        .filter_map(|l| {
            let mut words = l.split_whitespace();
            let first = words.next()?;
            Some(words.map(move |w| (w, first)))
        })
        .flatten()
        .collect()
});
