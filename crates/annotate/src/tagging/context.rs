//! What is known of a token and what stands around it, as numbers for the templates to combine.

use super::lexicon::Entry;
use super::look::Look;
use super::pos::is_verb;
use crate::structure::{Document, QuotationRole, TokenKind};
use std::ops::Range;

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(usize)]
        enum Index { $($name),*, COUNT }
        $($(#[$doc])* pub const $name: usize = Index::$name as usize;)*
        /// How many attributes a token has.
        pub const COUNT: usize = Index::COUNT as usize;
    };
}

attributes! {
    /// The word.
    WORD,
    /// Its last three letters.
    SUFFIX,
    /// Capitals, digits, marks.
    SHAPE,
    /// Part of speech.
    POS,
    /// How readily it is a cue.
    CUE,
    /// Distributional class.
    CLASS,
    /// Role of the quotation around it; 0 for none.
    QUOTED,
    /// Where in the quotation it stands.
    QUOTE_PLACE,
    /// How long the quotation is, and whether it is closed.
    QUOTE_SIZE,
    /// The nearest likely cue to the left in the sentence, outside quotations: the word,
    CUE_LEFT,
    /// its distance,
    CUE_LEFT_FAR,
    /// how readily it is a cue,
    CUE_LEFT_SURE,
    /// the word that follows it,
    CUE_LEFT_NEXT,
    /// and the commas and conjunctions between.
    CUE_LEFT_BARS,
    /// The same to the right.
    CUE_RIGHT,
    /// Its distance.
    CUE_RIGHT_FAR,
    /// How readily it is a cue.
    CUE_RIGHT_SURE,
    /// The word before it.
    CUE_RIGHT_NEXT,
    /// Commas and conjunctions between.
    CUE_RIGHT_BARS,
    /// The nearest verb to the left.
    VERB_LEFT,
    /// Its distance.
    VERB_LEFT_FAR,
    /// The nearest verb to the right.
    VERB_RIGHT,
    /// Its distance.
    VERB_RIGHT_FAR,
    /// How much of the sentence is quoted, and where.
    SENTENCE_QUOTED,
    /// The same of the sentence before.
    BEFORE_QUOTED,
    /// The same of the sentence behind.
    BEHIND_QUOTED,
    /// The last likely cue of the sentence before, in the same paragraph.
    BEFORE_CUE,
    /// The first likely cue of the sentence behind, in the same paragraph.
    BEHIND_CUE,
    /// The sentence's first word.
    FIRST_WORD,
    /// The sentence's place in its paragraph.
    PLACE,
    /// What the rules take it for.
    RULE,
}

/// Attributes of one token.
pub type Attributes = [u32; COUNT];

/// How sure a word must be a cue to be looked for around other tokens.
const LIKELY: u8 = 5;

/// The attributes of every token. `entries` is what the lexicon tells of each token, `tags` their parts of
/// speech, `rules` what the rules take them for (0 for nothing).
pub fn attributes(
    doc: &Document,
    looks: &[Look],
    entries: &[Entry],
    tags: &[u8],
    rules: &[u8],
) -> Vec<Attributes> {
    let mut out = vec![[0; COUNT]; doc.tokens.len()];
    for (i, row) in out.iter_mut().enumerate() {
        row[WORD] = looks[i].word;
        row[SUFFIX] = looks[i].suffix;
        row[SHAPE] = looks[i].shape;
        row[POS] = u32::from(tags[i]);
        row[CUE] = u32::from(entries[i].cue);
        row[CLASS] = u32::from(entries[i].class);
        row[RULE] = u32::from(rules[i]);
    }
    quotations(doc, &mut out);
    let kinds: Vec<u32> = doc.sentences.iter().map(|s| sentence_kind(&out[s.clone()])).collect();
    for paragraph in &doc.paragraphs {
        for s in paragraph.clone() {
            let tokens = doc.sentences[s].clone();
            let before = if s > paragraph.start {
                kinds[s - 1]
            } else {
                kinds.get(s.wrapping_sub(1)).map_or(9, |k| k + 10)
            };
            let behind =
                if s + 1 < paragraph.end { kinds[s + 1] } else { kinds.get(s + 1).map_or(9, |k| k + 10) };
            let in_paragraph =
                |t: Option<usize>| t.filter(|t| paragraph.contains(t)).map(|t| doc.sentences[t].clone());
            let cue_before = in_paragraph(s.checked_sub(1)).and_then(|r| r.rev().find(|&i| likely(&out[i])));
            let cue_behind = in_paragraph(Some(s + 1)).and_then(|mut r| r.find(|&i| likely(&out[i])));
            let word = |i: Option<usize>| i.map_or(0, |i| looks[i].word);
            for row in &mut out[tokens.clone()] {
                row[SENTENCE_QUOTED] = kinds[s];
                row[BEFORE_QUOTED] = before;
                row[BEHIND_QUOTED] = behind;
                row[BEFORE_CUE] = word(cue_before);
                row[BEHIND_CUE] = word(cue_behind);
                row[FIRST_WORD] = looks[tokens.start].word;
                row[PLACE] = (s - paragraph.start).min(3) as u32;
            }
            around(&mut out[tokens]);
        }
    }
    out
}

/// A word outside quotations that is often a cue.
fn likely(row: &Attributes) -> bool {
    row[CUE] >= u32::from(LIKELY) && row[QUOTED] == 0
}

/// Fills in the quotation that each token stands in, the outermost one.
fn quotations(doc: &Document, out: &mut [Attributes]) {
    for quotation in doc.quotations.iter().filter(|q| q.within.is_none()) {
        let ranges: Vec<Range<usize>> = quotation.pieces.iter().map(|p| doc.tokens_in(*p)).collect();
        let count: usize = ranges.iter().map(|r| r.len()).sum();
        let role = match quotation.role {
            QuotationRole::Speech => 1,
            QuotationRole::Phrase => 2,
            QuotationRole::Name => 3,
        };
        let size = distance(count) * 4 + u32::from(quotation.closed) * 2 + u32::from(ranges.len() > 1);
        for (p, range) in ranges.iter().enumerate() {
            for i in range.clone() {
                let row = &mut out[i];
                row[QUOTED] = role;
                row[QUOTE_SIZE] = size + 1;
                row[QUOTE_PLACE] = match () {
                    _ if i == range.start => 1 + u32::from(p > 0),
                    _ if i + 1 == range.end && p + 1 == ranges.len() => 3,
                    _ if i + 1 == range.end => 4,
                    _ if i == range.start + 1 => 5,
                    _ if i + 2 == range.end => 6,
                    _ => 7,
                };
            }
        }
    }
    for (row, token) in out.iter_mut().zip(&doc.tokens) {
        if row[QUOTED] == 0 && matches!(token.kind, TokenKind::QuoteOpen | TokenKind::QuoteClose) {
            row[QUOTE_PLACE] = 8;
        }
    }
}

/// How much of a sentence is quoted, and where: 0 nothing, 1 all, 2 its start, 3 its end, 4 something else.
fn sentence_kind(rows: &[Attributes]) -> u32 {
    let quoted = rows.iter().filter(|r| r[QUOTED] != 0).count();
    let at = |i: usize| rows.get(i).is_some_and(|r| r[QUOTED] != 0);
    match quoted {
        0 => 0,
        n if n == rows.len() => 1,
        n if n > 1 && at(0) => 2,
        _ if at(rows.len() - 1) || rows.len() > 1 && at(rows.len() - 2) => 3,
        _ => 4,
    }
}

/// Distances in steps that grow.
pub fn distance(tokens: usize) -> u32 {
    match tokens {
        0..4 => tokens as u32,
        4..6 => 4,
        6..9 => 5,
        9..14 => 6,
        14..25 => 7,
        _ => 8,
    }
}

/// The nearest cues and verbs of each token of a sentence.
fn around(rows: &mut [Attributes]) {
    let (mut cue, mut verb, mut bars) = (None::<usize>, None::<usize>, Bars::default());
    for i in 0..rows.len() {
        if let Some(c) = cue {
            let next = rows[(c + 1).min(i)][WORD];
            let (word, sure) = (rows[c][WORD], rows[c][CUE]);
            let row = &mut rows[i];
            row[CUE_LEFT] = word;
            row[CUE_LEFT_FAR] = distance(i - c);
            row[CUE_LEFT_SURE] = sure;
            row[CUE_LEFT_NEXT] = if i == c + 1 { 1 } else { next };
            row[CUE_LEFT_BARS] = 1 + bars.value();
        }
        if let Some(v) = verb {
            rows[i][VERB_LEFT] = rows[v][WORD];
            rows[i][VERB_LEFT_FAR] = distance(i - v);
        }
        bars.pass(&rows[i]);
        if likely(&rows[i]) {
            (cue, bars) = (Some(i), Bars::default());
        }
        if is_verb(rows[i][POS] as u8) {
            verb = Some(i);
        }
    }
    (cue, verb, bars) = (None, None, Bars::default());
    for i in (0..rows.len()).rev() {
        if let Some(c) = cue {
            let next = rows[(c - 1).max(i)][WORD];
            let (word, sure) = (rows[c][WORD], rows[c][CUE]);
            let row = &mut rows[i];
            row[CUE_RIGHT] = word;
            row[CUE_RIGHT_FAR] = distance(c - i);
            row[CUE_RIGHT_SURE] = sure;
            row[CUE_RIGHT_NEXT] = if i + 1 == c { 1 } else { next };
            row[CUE_RIGHT_BARS] = 1 + bars.value();
        }
        if let Some(v) = verb {
            rows[i][VERB_RIGHT] = rows[v][WORD];
            rows[i][VERB_RIGHT_FAR] = distance(v - i);
        }
        bars.pass(&rows[i]);
        if likely(&rows[i]) {
            (cue, bars) = (Some(i), Bars::default());
        }
        if is_verb(rows[i][POS] as u8) {
            verb = Some(i);
        }
    }
}

/// What lies between a token and a cue: commas, a conjunction or relative, a dash or colon, a verb.
#[derive(Default)]
struct Bars {
    commas: u32,
    joined: bool,
    dash: bool,
    verb: bool,
}

impl Bars {
    fn pass(&mut self, row: &Attributes) {
        match row[SHAPE] {
            10 => self.commas = (self.commas + 1).min(3),
            14 | 16 | 17 => self.dash = true,
            _ => {}
        }
        // IN, CC, WP, WDT, WRB as the tagger names them.
        self.joined |= matches!(row[POS], 14 | 23..=25);
        self.verb |= is_verb(row[POS] as u8);
    }

    fn value(&self) -> u32 {
        self.commas | u32::from(self.joined) << 2 | u32::from(self.dash) << 3 | u32::from(self.verb) << 4
    }
}
