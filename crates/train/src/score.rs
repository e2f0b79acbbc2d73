//! Scores statements against a gold standard. Counts are kept apart from figures, so that articles add up.
//!
//! A *token* is a run of letters, digits and underscores; a span is the set of tokens that it meets, so marks
//! and white space never count. The gold standard is flat: of nested statements only the outer ones are
//! handed in.

use crate::corpus::{Article, Gold};
use onrecord_text::Span;
use std::collections::{BTreeMap, BTreeSet};

const MARKS: [char; 5] = ['"', '“', '”', '„', '«'];

/// True positives, predicted, gold; a fourth for measures that count their gold hits apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Right ones among the predicted.
    pub hits: usize,
    /// Predicted.
    pub predicted: usize,
    /// Found ones among the gold.
    pub found: usize,
    /// Gold.
    pub gold: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.hits += other.hits;
        self.predicted += other.predicted;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn of(hits: usize, predicted: usize, gold: usize) -> Count {
        Count { hits, predicted, found: hits, gold }
    }

    /// Hits by predicted; 0 of none.
    pub fn precision(&self) -> f64 {
        if self.predicted == 0 { 0.0 } else { self.hits as f64 / self.predicted as f64 }
    }

    /// Found by gold; 0 of none.
    pub fn recall(&self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.found as f64 / self.gold as f64 }
    }

    /// Harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Everything counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Per role (source, cue, content): tokens, spans with exactly the same tokens, spans that meet one.
    pub roles: [[Count; 3]; 3],
    /// Statements matched by content: one to one, Dice at least a half.
    pub content: Count,
    /// Of these those whose sources share a token, or that have none on both sides.
    pub attribution: Count,
    /// Of these those with all three roles exactly the same.
    pub triple: Count,
    /// Gold and matched by kind: direct, mixed, indirect.
    pub kinds: [Count; 3],
    /// Articles.
    pub articles: usize,
}

impl Tally {
    /// Adds the counts of other articles.
    pub fn add(&mut self, other: &Tally) {
        for (to, from) in self.roles.iter_mut().flatten().zip(other.roles.iter().flatten()) {
            to.add(*from);
        }
        self.content.add(other.content);
        self.attribution.add(other.attribution);
        self.triple.add(other.triple);
        self.kinds.iter_mut().zip(&other.kinds).for_each(|(to, from)| to.add(*from));
        self.articles += other.articles;
    }
}

/// The kind of a gold content: 0 direct, 1 mixed, 2 indirect.
fn kind(text: &str, content: &[Span]) -> usize {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return 2 };
    let marked = |c: char| MARKS.contains(&c) || c == '»';
    let open = first.of(text).starts_with(marked);
    let end = last.of(text).trim_end_matches(['.', ',', ';', '!', '?', ' ']);
    match () {
        _ if open && end.ends_with(marked) => 0,
        _ if content.iter().any(|s| s.of(text).contains(marked)) => 1,
        _ => 2,
    }
}

/// Runs of letters, digits and underscores, as byte ranges.
fn words(text: &str) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric() || c == '_', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from as u32, at as u32));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| (from as u32, text.len() as u32)));
    out
}

type Tokens = BTreeSet<u32>;

fn tokens(words: &[(u32, u32)], spans: &[Span]) -> Tokens {
    let mut out = Tokens::new();
    for span in spans {
        let from = words.partition_point(|w| w.1 <= span.start);
        let to = words.partition_point(|w| w.0 < span.end);
        out.extend((from..to).map(|i| i as u32));
    }
    out
}

fn by_role(words: &[(u32, u32)], statement: &Gold) -> [Tokens; 3] {
    [&statement.source, &statement.cue, &statement.content].map(|spans| tokens(words, spans))
}

/// Counts one article.
pub fn tally(text: &str, gold: &[Gold], predicted: &[Gold]) -> Tally {
    let words = words(text);
    let golds: Vec<[Tokens; 3]> = gold.iter().map(|g| by_role(&words, g)).collect();
    let mut found: Vec<[Tokens; 3]> = predicted.iter().map(|p| by_role(&words, p)).collect();
    found.retain(|p| !p[2].is_empty());
    let mut out = Tally { articles: 1, ..Tally::default() };
    for role in 0..3 {
        out.roles[role] = spans(&golds, &found, role);
    }
    let kinds: Vec<usize> = gold.iter().map(|g| kind(text, &g.content)).collect();
    kinds.iter().for_each(|&k| out.kinds[k].gold += 1);
    for count in [&mut out.content, &mut out.attribution, &mut out.triple] {
        *count = Count::of(0, found.len(), golds.len());
    }
    let hit = |count: &mut Count| {
        count.hits += 1;
        count.found += 1;
    };
    for (p, g) in matches(&golds, &found) {
        hit(&mut out.content);
        hit(&mut out.kinds[kinds[g]]);
        if same_source(&found[p][0], &golds[g][0]) {
            hit(&mut out.attribution);
        }
        if found[p] == golds[g] {
            hit(&mut out.triple);
        }
    }
    out
}

/// For each predicted statement, whether it counts as an attribution found.
pub fn right(text: &str, gold: &[Gold], predicted: &[Gold]) -> Vec<bool> {
    let words = words(text);
    let golds: Vec<_> = gold.iter().map(|g| by_role(&words, g)).collect();
    let found: Vec<_> = predicted.iter().map(|p| by_role(&words, p)).collect();
    let mut out = vec![false; predicted.len()];
    for (p, g) in matches(&golds, &found) {
        out[p] = same_source(&found[p][0], &golds[g][0]);
    }
    out
}

/// True if the sources share a token, or there is none on either side.
fn same_source(a: &Tokens, b: &Tokens) -> bool {
    !a.is_disjoint(b) || a.is_empty() && b.is_empty()
}

fn spans(gold: &[[Tokens; 3]], found: &[[Tokens; 3]], role: usize) -> [Count; 3] {
    let of = |all: &[[Tokens; 3]]| -> Vec<Tokens> {
        all.iter().map(|s| s[role].clone()).filter(|t| !t.is_empty()).collect()
    };
    let (gs, ps) = (of(gold), of(found));
    let union = |all: &[Tokens]| all.iter().flatten().copied().collect::<Tokens>();
    let (gu, pu) = (union(&gs), union(&ps));
    let (gx, px): (BTreeSet<_>, BTreeSet<_>) = (gs.iter().collect(), ps.iter().collect());
    let meets = |a: &Tokens, all: &[Tokens]| all.iter().any(|b| !a.is_disjoint(b));
    [
        Count::of(gu.intersection(&pu).count(), pu.len(), gu.len()),
        Count::of(gx.intersection(&px).count(), px.len(), gx.len()),
        Count {
            hits: ps.iter().filter(|p| meets(p, &gs)).count(),
            predicted: ps.len(),
            found: gs.iter().filter(|g| meets(g, &ps)).count(),
            gold: gs.len(),
        },
    ]
}

/// Pairs of statements, one to one, by falling Dice of their contents, at least a half.
fn matches(gold: &[[Tokens; 3]], found: &[[Tokens; 3]]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, p) in found.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let common = p[2].intersection(&g[2]).count();
            if common > 0 {
                pairs.push((2.0 * common as f64 / (p[2].len() + g[2].len()) as f64, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_p, mut used_g) = (vec![false; found.len()], vec![false; gold.len()]);
    let mut out = Vec::new();
    for (dice, i, j) in pairs {
        if dice >= 0.5 && !used_p[i] && !used_g[j] {
            (used_p[i], used_g[j]) = (true, true);
            out.push((i, j));
        }
    }
    out
}

/// The counts of all articles together.
pub fn sum(tallies: &[Tally]) -> Tally {
    let mut out = Tally::default();
    tallies.iter().for_each(|t| out.add(t));
    out
}

/// The counts by outlet: what stands before the first underscore of an article's name.
pub fn by_outlet(articles: &[Article], tallies: &[Tally]) -> BTreeMap<String, Tally> {
    let mut out: BTreeMap<String, Tally> = BTreeMap::new();
    for (article, tally) in articles.iter().zip(tallies) {
        let outlet = article.name.split('_').next().unwrap_or_default();
        out.entry(outlet.to_owned()).or_default().add(tally);
    }
    out
}

/// The figures as lines of text, in per cent.
pub fn report(tally: &Tally) -> String {
    let mut out = format!(
        "articles {}  gold {}  predicted {}\n",
        tally.articles, tally.attribution.gold, tally.attribution.predicted
    );
    let mut line = |name: &str, c: &Count| {
        let [p, r, f] = [c.precision(), c.recall(), c.f1()].map(|x| 100.0 * x);
        out += &format!("{name:<18} P {p:5.1}  R {r:5.1}  F1 {f:5.1}\n");
    };
    for (role, counts) in ["source", "cue", "content"].iter().zip(&tally.roles) {
        for (measure, count) in ["token", "exact", "overlap"].iter().zip(counts) {
            line(&format!("{role} {measure}"), count);
        }
    }
    line("content@.5", &tally.content);
    line("AR", &tally.attribution);
    line("triple", &tally.triple);
    let rate = |a: usize, b: usize| if b == 0 { 0.0 } else { 100.0 * a as f64 / b as f64 };
    let speaker = rate(tally.attribution.hits, tally.content.hits);
    out += &format!("{:<18} {speaker:5.1}\n", "speaker acc");
    for (kind, count) in ["direct", "mixed", "indirect"].iter().zip(&tally.kinds) {
        let name = format!("recall {kind}");
        out += &format!("{name:<18} {:5.1}\n", rate(count.found, count.gold));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, part: &str) -> Vec<Span> {
        text.find(part).map(|s| Span::new(s, s + part.len())).into_iter().collect()
    }

    #[test]
    fn a_match_needs_half_of_the_content_and_a_word_of_the_source() {
        let text = "Ada Moor said the bridge is safe. Bo Lind said it is not.";
        let gold =
            |s: &str, x: &str| Gold { source: at(text, s), cue: at(text, "said"), content: at(text, x) };
        let g = [gold("Ada Moor", "the bridge is safe"), gold("Bo Lind", "it is not")];
        let p = [gold("Moor", "bridge is safe"), gold("Ada", "it is not"), gold("Bo", "safe")];
        let t = tally(text, &g, &p);
        assert_eq!((t.content.hits, t.attribution.hits, t.attribution.predicted), (2, 1, 3));
        assert_eq!(t.roles[2][1], Count::of(1, 3, 2));
    }

    #[test]
    fn kinds_go_by_the_marks() {
        let text = "“a b,” c “d” e";
        assert_eq!(kind(text, &at(text, "“a b,”")), 0);
        assert_eq!(kind(text, &at(text, "c “d” e")), 1);
        assert_eq!(kind(text, &at(text, "e")), 2);
    }
}
