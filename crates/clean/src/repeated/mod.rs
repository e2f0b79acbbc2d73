//! What only a pile of articles shows: lines that an outlet repeats.
//!
//! A line that stands in several different articles of an outlet is part of its pages, not of an article:
//! "Join 40,000 readers", "Our reporters are on the ground". Reprints and updates repeat an article's own
//! lines too, so near-duplicate articles count as one; a background paragraph or a quotation may rightly
//! stand in many articles, so running text and speech need much more repetition than a short line at an end.

mod sketch;

pub use sketch::{Few, Sketch};

use crate::article::{ChromeKind, Mark};
use crate::lines::{Line, lines};
use onrecord_text::Span;
use serde::{Deserialize, Serialize};
use sketch::line_hash;
use std::collections::{BTreeMap, HashMap};

/// Different articles in which a line must stand to be the outlet's.
const ARTICLES: usize = 3;
/// For running text and speech: different articles, and their share of all the outlet's.
const MANY_ARTICLES: usize = 8;
const LARGE_SHARE: f64 = 0.3;

/// The lines of outlets' articles, each with the articles that it stood in. Made by [`Repeated::add`], in
/// any order, in one piece or in several that are [merged](Repeated::merge); adding an article again changes
/// nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repeated {
    outlets: HashMap<String, Outlet>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Outlet {
    articles: Few,
    lines: HashMap<u64, Seen>,
}

/// Most lines stand in one article only.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Once(Sketch),
    Often(Box<Few>),
}

/// One line's (or, with no line, one outlet's) articles, for a store to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The outlet.
    pub outlet: String,
    /// Hash of the line's folded words; `None`: the row is of all the outlet's articles.
    pub line: Option<u64>,
    /// The articles.
    pub articles: Few,
}

impl Repeated {
    /// Takes an article in: its outlet, its version's text and the marks that cleaning gave it. Lines that
    /// are marked already count too, so that what a rule finds in one article is found in others.
    pub fn add(&mut self, outlet: &str, text: &str, marks: &[Mark]) {
        let lines = lines(text);
        let hashes: Vec<u64> = lines.iter().map(|l| line_hash(text, l.span)).collect();
        let own = |long: usize| -> Vec<u64> {
            lines
                .iter()
                .zip(&hashes)
                .filter(|(l, _)| l.words >= long && !is_marked(l.span, marks))
                .map(|(_, h)| *h)
                .collect()
        };
        let long = own(10);
        let sketch = Sketch::new(if long.is_empty() { &hashes } else { &long });
        let outlet = match self.outlets.get_mut(outlet) {
            Some(known) => known,
            None => self.outlets.entry(outlet.to_owned()).or_default(),
        };
        outlet.articles.add(sketch);
        for (line, hash) in lines.iter().zip(hashes) {
            if line.words > 0 {
                outlet.see(hash, sketch);
            }
        }
    }

    /// Takes in what another has seen.
    pub fn merge(&mut self, other: Repeated) {
        for row in other.into_rows() {
            self.add_row(&row);
        }
    }

    /// In how many different articles of the outlet the line stands, near-duplicates counted once; at most
    /// [`Few::MOST`].
    pub fn count(&self, outlet: &str, line: &str) -> usize {
        let Some(outlet) = self.outlets.get(outlet) else { return 0 };
        outlet.of(line_hash(line, Span::new(0, line.len()))).map_or(0, |few| few.distinct())
    }

    /// Marks for the lines of an article that its outlet repeats, sorted; none overlaps the marks that the
    /// article has. Lines that are marked in part are left as they are.
    pub fn marks(&self, outlet: &str, text: &str, marks: &[Mark]) -> Vec<Mark> {
        let Some(outlet) = self.outlets.get(outlet) else { return Vec::new() };
        let lines: Vec<Line> = lines(text).into_iter().filter(|l| !is_marked(l.span, marks)).collect();
        let total = outlet.articles.estimate();
        let first = lines.iter().position(Line::is_paragraph).unwrap_or(lines.len());
        let last = lines.iter().rposition(Line::is_paragraph).unwrap_or(0);
        let mut out = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            let Some(few) = outlet.of(line_hash(text, line.span)) else { continue };
            let needs_more = (first..=last).contains(&i) || line.is_paragraph() || line.may_be_speech();
            let distinct = few.distinct();
            let enough = if needs_more {
                distinct >= MANY_ARTICLES && few.estimate() >= LARGE_SHARE * total
            } else {
                distinct >= ARTICLES
            };
            if enough && line.words > 0 {
                out.push(Mark {
                    span: line.span,
                    kind: ChromeKind::Repeated,
                    rule: "repeated-in-outlet".to_owned(),
                });
            }
        }
        out
    }

    /// Everything as rows, sorted, for a store to keep.
    pub fn into_rows(self) -> Vec<Row> {
        let outlets: BTreeMap<String, Outlet> = self.outlets.into_iter().collect();
        let mut rows = Vec::new();
        for (name, outlet) in outlets {
            rows.push(Row { outlet: name.clone(), line: None, articles: outlet.articles });
            let lines: BTreeMap<u64, Seen> = outlet.lines.into_iter().collect();
            for (hash, seen) in lines {
                rows.push(Row { outlet: name.clone(), line: Some(hash), articles: seen.into_few() });
            }
        }
        rows
    }

    /// Takes a stored row in.
    pub fn add_row(&mut self, row: &Row) {
        let outlet = self.outlets.entry(row.outlet.clone()).or_default();
        match row.line {
            None => outlet.articles.merge(&row.articles),
            Some(line) => row.articles.each(|article| outlet.see(line, article)),
        }
    }
}

impl Outlet {
    fn see(&mut self, line: u64, article: Sketch) {
        match self.lines.get_mut(&line) {
            None => {
                self.lines.insert(line, Seen::Once(article));
            }
            Some(Seen::Once(first)) if *first == article => {}
            Some(seen) => {
                let mut few = std::mem::replace(seen, Seen::Once(article)).into_few();
                few.add(article);
                *seen = Seen::Often(Box::new(few));
            }
        }
    }

    fn of(&self, line: u64) -> Option<Few> {
        self.lines.get(&line).map(|seen| seen.clone().into_few())
    }
}

impl Seen {
    fn into_few(self) -> Few {
        match self {
            Seen::Often(few) => *few,
            Seen::Once(article) => {
                let mut few = Few::default();
                few.add(article);
                few
            }
        }
    }
}

fn is_marked(line: Span, marks: &[Mark]) -> bool {
    let at = marks.partition_point(|m| m.span.end <= line.start);
    marks.get(at).is_some_and(|m| m.span.overlaps(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHROME: &str = "Join forty thousand readers of the Dunmore Post";
    const ABOUT: &str =
        "The war over the river began in 1954 and has cost the two towns more than a thousand houses since.";

    /// Article `n`: six paragraphs of its own, with lines that it shares with others.
    fn article(n: usize, shared: &[&str]) -> String {
        let own: Vec<String> = (0..6)
            .map(|p| format!("In the town of number {n}x{p} the rain of the week {n} went on and the water rose by {p} feet."))
            .collect();
        format!("{}\n{}\n{}", own[..3].join("\n"), own[3..].join("\n"), shared.join("\n"))
    }

    fn learn(articles: &[String]) -> Repeated {
        let mut repeated = Repeated::default();
        articles.iter().for_each(|a| repeated.add("dunmore", a, &[]));
        repeated
    }

    fn marked(repeated: &Repeated, text: &str) -> Vec<String> {
        repeated.marks("dunmore", text, &[]).iter().map(|m| m.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_line_of_three_articles_is_the_outlets() {
        let articles: Vec<String> = (0..3).map(|n| article(n, &[CHROME])).collect();
        let repeated = learn(&articles);
        assert_eq!(marked(&repeated, &articles[0]), [CHROME]);
        assert_eq!(repeated.count("dunmore", &CHROME.to_uppercase()), 3);
        assert_eq!(marked(&learn(&articles[..2]), &articles[0]), Vec::<String>::new());
        assert_eq!(repeated.marks("lindfield", &articles[0], &[]), []);
    }

    #[test]
    fn reprints_of_one_article_are_one() {
        let articles: Vec<String> = (0..9).map(|n| format!("Copy {n}\n{}", article(0, &[CHROME]))).collect();
        assert_eq!(marked(&learn(&articles), &articles[0]), Vec::<String>::new());
    }

    #[test]
    fn background_and_speech_need_more_than_a_few_repetitions() {
        let said = "“We are open,” said the mayor";
        let articles: Vec<String> = (0..6).map(|n| article(n, &[ABOUT, said, CHROME])).collect();
        assert_eq!(marked(&learn(&articles), &articles[0]), [CHROME]);
        // On every page of many, it is the page's.
        let articles: Vec<String> = (0..30).map(|n| article(n, &[ABOUT, said, CHROME])).collect();
        assert_eq!(marked(&learn(&articles), &articles[0]), [ABOUT, said, CHROME]);
        // In a tenth of many, it is background.
        let mut articles: Vec<String> = (0..10).map(|n| article(n, &[ABOUT, CHROME])).collect();
        articles.extend((10..100).map(|n| article(n, &[CHROME])));
        assert_eq!(marked(&learn(&articles), &articles[0]), [CHROME]);
    }

    #[test]
    fn marks_that_are_there_stay_alone() {
        let articles: Vec<String> = (0..3).map(|n| article(n, &[CHROME])).collect();
        let at = articles[0].find("forty").unwrap();
        let mark = Mark { span: Span::new(at, at + 5), kind: ChromeKind::Other, rule: "x".into() };
        assert_eq!(learn(&articles).marks("dunmore", &articles[0], &[mark]), []);
    }

    proptest! {
        #[test]
        fn the_same_is_learned_in_any_order_and_in_pieces(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(), cut in 0usize..12) {
            let articles: Vec<String> = (0..12).map(|n| article(n % 7, &[CHROME, ABOUT])).collect();
            let turned: Vec<String> = order.iter().map(|&i| articles[i].clone()).collect();
            let (a, b) = turned.split_at(cut);
            let mut merged = learn(b);
            merged.merge(learn(a));
            let rows = learn(&articles).into_rows();
            prop_assert_eq!(&rows, &merged.into_rows());
            let mut stored = Repeated::default();
            rows.iter().for_each(|r| stored.add_row(r));
            prop_assert_eq!(stored.into_rows(), rows);
        }
    }
}
