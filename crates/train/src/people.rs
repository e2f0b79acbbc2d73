//! Scores who is taken to be whom across articles, against labels: of any two mentions, are they one party?

use onrecord_text::Span;
use std::collections::BTreeMap;

/// A mention that a label names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file that it stands in, as the label names it.
    pub file: String,
    /// The mention, as printed.
    pub source: String,
    /// Words around it that stand in the file once, white space made single.
    pub context: String,
    /// Where the mention begins in the context, in code points.
    pub at: usize,
    /// Who it is; none for somebody without a name.
    pub name: Option<String>,
    /// What it is: `person`, `organisation`, `place`, `group`, `unnamed`, `author`, `none`.
    pub kind: String,
    /// True of somebody spoken to; the context then meets the statement's cue or source.
    pub addressee: bool,
}

impl Label {
    /// Reads a line of JSON.
    ///
    /// # Errors
    /// What is missing or of the wrong type.
    pub fn read(line: &str) -> Result<Label, String> {
        let value: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let text = |key: &str| {
            let text = value[key].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("“{key}” is missing or is no text"))
        };
        Ok(Label {
            file: text("file")?,
            source: text("source")?,
            context: text("context")?,
            at: value["at"].as_u64().ok_or("“at” is missing or is no number")? as usize,
            name: value["name"].as_str().map(str::to_owned),
            kind: text("type")?,
            addressee: value["role"].as_str() == Some("addressee"),
        })
    }

    /// The mention and its context in a text, in code points. The mention is the first one where the context
    /// stands more than once, as in a text with a headline that its page repeats.
    pub fn find(&self, text: &SingleSpaced) -> Option<(Span, Span)> {
        let context = text.find(&self.context)?;
        let from = context.start as usize + self.at;
        let mention = text.out(from, from + self.source.chars().count())?;
        Some((mention, text.out(context.start as usize, context.end as usize)?))
    }
}

/// A text with its white space made single, and the way back.
pub struct SingleSpaced {
    text: String,
    /// For each code point of `text` its place in the text as it was; one more for the end.
    places: Vec<u32>,
}

impl SingleSpaced {
    /// Of this text.
    pub fn of(text: &str) -> SingleSpaced {
        let mut out = SingleSpaced { text: String::with_capacity(text.len()), places: Vec::new() };
        let mut place = 0;
        let mut space = true;
        for c in text.chars() {
            if !(c.is_whitespace() && space) {
                out.text.push(if c.is_whitespace() { ' ' } else { c });
                out.places.push(place);
            }
            space = c.is_whitespace();
            place += 1;
        }
        out.places.push(place);
        out
    }

    /// Where the words stand first, in code points of the text as it was.
    pub(crate) fn locate(&self, words: &str) -> Option<Span> {
        let found = self.find(words)?;
        self.out(found.start as usize, found.end as usize)
    }

    /// Where the words stand first, in code points of this text.
    fn find(&self, words: &str) -> Option<Span> {
        let at = self.text.find(words)?;
        let start = self.text[..at].chars().count();
        Some(Span::new(start, start + words.chars().count()))
    }

    /// As code points of the text as it was.
    fn out(&self, start: usize, end: usize) -> Option<Span> {
        let last = *self.places.get(end.checked_sub(1)?)? as usize;
        Some(Span::new(*self.places.get(start)? as usize, last + 1))
    }
}

/// A mention with who it is and who it was taken to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// Its article.
    pub article: usize,
    /// Who it is, by kind and name; empty for somebody without a name.
    pub gold: String,
    /// Who it was taken to be, by an id; none where that was left unknown.
    pub found: Option<String>,
}

/// Pairs of mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// One party, and taken to be one.
    pub right: u64,
    /// Taken to be one.
    pub found: u64,
    /// One party.
    pub gold: u64,
}

impl Pairs {
    /// Right among those taken to be one; 1 of none.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// Right among those that are one; 1 of none.
    pub fn recall(&self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.right as f64 / self.gold as f64 }
    }
}

/// Pairs within articles and across them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Both in one article.
    pub within: Pairs,
    /// In two articles.
    pub across: Pairs,
}

/// Counts all pairs of the mentions. Two without a name are not one party where they stand in two articles;
/// in one article nothing is counted of them. Takes time linear in the mentions.
pub fn score(mentions: &[Mention]) -> Score {
    let mut groups = Groups::default();
    for mention in mentions {
        groups.add(mention);
    }
    let all = groups.pairs(|k| &k.0);
    let within = groups.pairs(|k| &k.1);
    let less = |all: u64, within: u64| all.saturating_sub(within);
    let across = Pairs {
        right: less(all.right, within.right),
        found: less(all.found, within.found),
        gold: less(all.gold, within.gold),
    };
    // Those without a name in one article are left open.
    let open: u64 = groups.nameless.iter().map(|((_, _), n)| pairs(*n)).sum();
    Score { within: Pairs { found: less(within.found, open), ..within }, across }
}

/// How many mentions share what, in all and in each article.
#[derive(Default)]
struct Groups {
    gold: BTreeMap<String, Counts>,
    found: BTreeMap<String, Counts>,
    both: BTreeMap<(String, String), Counts>,
    nameless: BTreeMap<(String, usize), u64>,
}

type Counts = (u64, BTreeMap<usize, u64>);

impl Groups {
    fn add(&mut self, mention: &Mention) {
        let count = |counts: &mut Counts| {
            counts.0 += 1;
            *counts.1.entry(mention.article).or_default() += 1;
        };
        let named = !mention.gold.is_empty();
        if named {
            count(self.gold.entry(mention.gold.clone()).or_default());
        }
        let Some(found) = &mention.found else { return };
        count(self.found.entry(found.clone()).or_default());
        if named {
            count(self.both.entry((mention.gold.clone(), found.clone())).or_default());
        } else {
            *self.nameless.entry((found.clone(), mention.article)).or_default() += 1;
        }
    }

    /// Pairs in all (the first part of the counts) or in each article (the second).
    fn pairs<'a, P: Part + 'a>(&'a self, part: impl Fn(&'a Counts) -> &'a P) -> Pairs {
        let right = self.both.values().map(|c| part(c).pairs()).sum();
        let found = self.found.values().map(|c| part(c).pairs()).sum();
        Pairs { right, found, gold: self.gold.values().map(|c| part(c).pairs()).sum() }
    }
}

trait Part {
    fn pairs(&self) -> u64;
}

impl Part for u64 {
    fn pairs(&self) -> u64 {
        pairs(*self)
    }
}

impl Part for BTreeMap<usize, u64> {
    fn pairs(&self) -> u64 {
        self.values().map(|n| pairs(*n)).sum()
    }
}

fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mention(article: usize, gold: &str, found: &str) -> Mention {
        let found = (!found.is_empty()).then(|| found.to_owned());
        Mention { article, gold: gold.to_owned(), found }
    }

    #[test]
    fn a_mention_is_found_through_its_context() {
        let line = r#"{"file": "f", "source": "she", "context": "later she said", "at": 6, "name": "Maren Aldane",
                       "type": "person"}"#;
        let label = Label::read(line).unwrap();
        let (mention, context) = label.find(&SingleSpaced::of("“Ä”  Hours later\n she  said so.")).unwrap();
        assert_eq!(((mention.start, mention.end), (context.start, context.end)), ((18, 21), (11, 27)));
        assert_eq!(label.find(&SingleSpaced::of("she said")), None);
        assert!(Label::read("{}").unwrap_err().contains("“file”"));
    }

    #[test]
    fn two_people_taken_for_one_cost_precision_one_taken_for_two_costs_recall() {
        let one = [mention(0, "a", "1"), mention(1, "a", "1"), mention(1, "b", "1")];
        let score = score(&one);
        assert_eq!(score.across, Pairs { right: 1, found: 2, gold: 1 });
        assert_eq!(score.within, Pairs { right: 0, found: 1, gold: 0 });
        let split = [mention(0, "a", "1"), mention(1, "a", "2"), mention(2, "a", "")];
        assert_eq!(super::score(&split).across, Pairs { right: 0, found: 0, gold: 3 });
    }

    #[test]
    fn the_nameless_are_open_in_an_article_and_several_across() {
        let mentions = [mention(0, "", "1"), mention(0, "", "1"), mention(1, "", "1")];
        let score = score(&mentions);
        assert_eq!(score.within, Pairs::default());
        assert_eq!(score.across, Pairs { right: 0, found: 2, gold: 0 });
    }

    proptest! {
        #[test]
        fn the_counts_are_those_of_all_pairs(
            picks in prop::collection::vec((0usize..4, 0usize..4, 0usize..4), 0..40),
        ) {
            const NAMES: [&str; 4] = ["", "a", "b", "c"];
            let mentions: Vec<Mention> =
                picks.iter().map(|&(at, g, f)| mention(at, NAMES[g], NAMES[f])).collect();
            let mut slow = Score::default();
            for (i, x) in mentions.iter().enumerate() {
                for y in &mentions[..i] {
                    let to = if x.article == y.article { &mut slow.within } else { &mut slow.across };
                    let gold = !x.gold.is_empty() && x.gold == y.gold;
                    let found = x.found.is_some() && x.found == y.found;
                    let open = x.article == y.article && x.gold.is_empty() && y.gold.is_empty();
                    to.gold += u64::from(gold);
                    to.found += u64::from(found && !open);
                    to.right += u64::from(gold && found);
                }
            }
            prop_assert_eq!(score(&mentions), slow);
        }
    }
}
