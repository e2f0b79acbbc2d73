//! How readily each word is a cue, counted in annotated articles.

use onrecord_annotate::tagging::labels::{Role, role};
use onrecord_annotate::tagging::lexicon::{Entry, Lexicon};
use onrecord_annotate::tagging::look::Look;
use std::collections::BTreeMap;

/// How often a word occurs, and how often as part of a cue.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uses {
    all: u32,
    cue: u32,
}

/// The uses of each word.
pub type Counts = BTreeMap<u32, Uses>;

/// Counts the words of an article.
pub fn count(looks: &[Look], labels: &[u8], into: &mut Counts) {
    for (look, &label) in looks.iter().zip(labels) {
        let uses = into.entry(look.word).or_default();
        uses.all += 1;
        uses.cue += u32::from(role(label) == Some(Role::Cue));
    }
}

/// 0 for a word that is too rare to tell, then 1 (never a cue) to 8 (nearly always).
fn bin(uses: Uses) -> u8 {
    if uses.all < 2 {
        return 0;
    }
    let rate = (f64::from(uses.cue) + 0.02) / (f64::from(uses.all) + 0.5);
    1 + [0.003, 0.02, 0.08, 0.2, 0.4, 0.6, 0.8].partition_point(|&b| b < rate) as u8
}

/// What the tokens of an article would have for entries if the article had not been counted. Training on
/// its own counts would make rare words look surer than they are in new text.
pub fn left_out(looks: &[Look], own: &Counts, all: &Counts, lexicon: &Lexicon) -> Vec<Entry> {
    let entry = |look: &Look| {
        let (mut uses, mine) = (all.get(&look.word).copied().unwrap_or_default(), own.get(&look.word));
        let mine = mine.copied().unwrap_or_default();
        uses.all = uses.all.saturating_sub(mine.all);
        uses.cue = uses.cue.saturating_sub(mine.cue);
        Entry { cue: bin(uses), class: lexicon.class(look.word) }
    };
    looks.iter().map(entry).collect()
}

/// The lexicon with counts and classes.
pub fn lexicon(counts: &Counts, classes: &BTreeMap<u32, u8>) -> Lexicon {
    let mut words: BTreeMap<u32, Entry> =
        classes.iter().map(|(&word, &class)| (word, Entry { cue: 0, class })).collect();
    for (&word, &uses) in counts {
        let cue = bin(uses);
        if cue > 0 {
            words.entry(word).or_default().cue = cue;
        }
    }
    Lexicon::new(words.into_iter().collect())
}
