//! A statement as a list of weighted words, ready to be compared.

use super::vocabulary::{Vocabulary, WordId};
use crate::align::{LEXICON, Negation, Token, Value, tokens};
use onrecord_text::Span;

/// Longer contents are compared by their first words: a statement of that length is told apart by far fewer.
const MOST_WORDS: usize = 400;

/// What is compared of a statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// Words of matter, in order.
    pub words: Vec<WordId>,
    /// The same sorted, each with its place in `words`.
    pub sorted: Vec<(WordId, u16)>,
    /// For each of `words`: printed like a name (with a capital, not at the beginning).
    pub name: Vec<bool>,
    /// Function words, sorted, each once.
    pub function: Vec<WordId>,
    /// Numbers by value, sorted, each once.
    pub numbers: Vec<Value>,
    /// Places in `words` of what is negated: the word of matter behind a negation, adverbs passed over, or
    /// the last one before it.
    pub denied: Vec<u16>,
    /// Places in `words` of words that can stand for a negation.
    pub soft: Vec<u16>,
    /// Total weight of `words`.
    pub weight: f32,
}

impl Profile {
    /// Reads a statement's content.
    pub(crate) fn read(text: &str, content: &[Span], vocabulary: &mut Vocabulary) -> Profile {
        let mut profile = Profile::default();
        let mut open = false;
        let tokens = tokens(text, content);
        let tokens = tokens.get(..MOST_WORDS).unwrap_or(&tokens);
        for (i, token) in tokens.iter().enumerate() {
            match LEXICON.negation(&token.folded, &token.stem) {
                Some(Negation::Hard) => open = !is_idle(tokens.get(i + 1..).unwrap_or(&[])),
                Some(Negation::Soft) => profile.soft.push(profile.words.len() as u16),
                None => {}
            }
            if open && !token.function && !token.folded.ends_with("ly") {
                profile.denied.push(profile.words.len() as u16);
                open = false;
            }
            let weeks = tokens.get(i + 1).is_some_and(|t| t.stem == "week");
            profile.numbers.extend(token.value.map(|v| if weeks { v.saturating_mul(7) } else { v }));
            profile.push(text, token, i == 0, vocabulary);
        }
        if open && let Some(last) = profile.words.len().checked_sub(1) {
            profile.denied.push(last as u16);
        }
        profile.sorted = profile.words.iter().zip(0..).map(|(w, at)| (*w, at)).collect();
        profile.sorted.sort_unstable();
        profile.function.sort_unstable();
        profile.function.dedup();
        profile.numbers.sort_unstable();
        profile.numbers.dedup();
        let mut once: Vec<WordId> = profile.sorted.iter().map(|w| w.0).collect();
        once.dedup();
        vocabulary.count(&once);
        profile
    }

    fn push(&mut self, text: &str, token: &Token, first: bool, vocabulary: &mut Vocabulary) {
        let id = vocabulary.id(token);
        if token.function {
            self.function.push(id);
        } else {
            let capital = token.span.of(text).chars().next().is_some_and(char::is_uppercase);
            self.words.push(id);
            self.name.push(capital && !first);
        }
    }

    /// Adds up the weight, once the vocabulary is weighed.
    pub(crate) fn weigh(&mut self, vocabulary: &Vocabulary) {
        self.weight = self.words.iter().map(|w| vocabulary.weight(*w)).sum();
    }
}

/// True if a negation with these words behind it negates nothing: "not only", "not the only".
fn is_idle(behind: &[Token]) -> bool {
    let mut behind = behind.iter().skip_while(|t| matches!(t.folded.as_str(), "the" | "a" | "any" | "very"));
    behind.next().is_some_and(|t| LEXICON.idles(&t.folded))
}
