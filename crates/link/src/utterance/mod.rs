//! Statements into utterances: which statements tell the same thing that one party said once, across
//! wordings, cuts and translations.
//!
//! Statements of the same words and speaker come together first. What is left is compared where it shares
//! rare words; a model of how two translations of one sentence are alike says how likely two tell the same;
//! groups form by average link, never by chains; lone statements get a second look; each member is checked
//! against the fullest telling. Numbers, negations, known speakers and distant dates keep statements apart,
//! whatever the model says.

mod candidates;
mod cluster;
mod conflict;
mod features;
mod fragment;
mod model;
mod node;
mod profile;
mod second;
mod vocabulary;

pub use features::{FEATURES, Features, NAMES};

use crate::align::tokens;
use crate::{Claim, Telling, Utterance};
use cluster::Edge;
use features::features;
use node::{Node, far, nodes};
use onrecord_text::Id;
use profile::Profile;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::Vocabulary;

/// How statements are brought together.
#[derive(Clone, Debug)]
pub struct Options {
    /// The mean logarithm of the odds that the tellings of an utterance tell the same thing; higher is
    /// stricter.
    pub threshold: f32,
    /// Statements with known times further apart than so many days must have the same words.
    pub days: u16,
}

impl Default for Options {
    /// The threshold that does best on translated news; 10 days.
    fn default() -> Options {
        Options { threshold: 0., days: 10 }
    }
}

/// A telling whose odds against the leader are below this stays out of the utterance.
const AGAINST_LEADER: f32 = -4.;

/// A statement that weighs less than this part of another is a piece of it or something else.
const PIECE: f32 = 0.4;
/// A statement that weighs this part of another or more is no piece, even if its words stand in the other in
/// one stretch.
const WHOLE: f32 = 0.75;
/// Where two known speakers' statements are alike to one of an unknown speaker, their odds must differ by so
/// much for one to win.
const UNDECIDED: f32 = 1.;

/// So many of a group's fullest tellings are tried as its leader.
const MOST_TRIED: usize = 5;

/// Two statements that are worth comparing, and how they are alike.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Index of one statement.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// What the model weighs.
    pub features: Features,
}

/// The pairs of statements that are compared by their words, with their features; speakers and times play no
/// part. For training the model.
pub fn compared(claims: &[Claim]) -> Vec<Compared> {
    let reader = Statements::read(&claims.iter().collect::<Vec<_>>());
    candidates::candidates(&reader.profiles, &reader.vocabulary)
        .into_iter()
        .map(|(a, b)| Compared { a: a as usize, b: b as usize, features: reader.features(a, b) })
        .collect()
}

/// Groups the statements: each is a telling of exactly one utterance. The result does not depend on the
/// order of `claims`, except that its indices point into it. Utterances come by their leaders' content, then
/// id.
pub fn utterances(claims: &[Claim], options: &Options) -> Vec<Utterance> {
    let (order, folded) = canonical(claims);
    let sorted: Vec<&Claim> = order.iter().map(|&i| &claims[i]).collect();
    let statements = Statements::read(&sorted);
    let nodes = nodes(&sorted, &folded, &statements.profiles, options);
    // Each node is compared by its first statement.
    let of_nodes = statements.of(&nodes);
    let groups = of_nodes.groups(&nodes, options);
    let utterances = of_nodes.led(groups, &nodes, options);
    utterances.into_iter().map(|u| u.out(&nodes, &order, claims)).collect()
}

/// The canonical order of the statements, by folded words, then id; and the folded words in that order.
fn canonical(claims: &[Claim]) -> (Vec<usize>, Vec<String>) {
    let mut keyed: Vec<(String, usize)> = (claims.iter().enumerate())
        .map(|(i, c)| {
            let words: Vec<String> = tokens(c.text, &c.content).into_iter().map(|t| t.folded).collect();
            (words.join(" "), i)
        })
        .collect();
    keyed.sort_by(|x, y| x.0.cmp(&y.0).then_with(|| claims[x.1].id.cmp(&claims[y.1].id)).then(x.1.cmp(&y.1)));
    keyed.into_iter().map(|(folded, i)| (i, folded)).unzip()
}

/// Statements read for comparing.
struct Statements {
    profiles: Vec<Profile>,
    vocabulary: Vocabulary,
}

/// An utterance among nodes.
struct Led {
    leader: u32,
    /// The others, with odds against the leader and the reason.
    others: Vec<(u32, f32, &'static str)>,
}

impl Statements {
    fn read(claims: &[&Claim]) -> Statements {
        let mut vocabulary = Vocabulary::default();
        let mut profiles: Vec<Profile> =
            claims.iter().map(|c| Profile::read(c.text, &c.content, &mut vocabulary)).collect();
        vocabulary.weigh();
        profiles.iter_mut().for_each(|p| p.weigh(&vocabulary));
        Statements { profiles, vocabulary }
    }

    /// One profile a node.
    fn of(mut self, nodes: &[Node]) -> Statements {
        let first = |n: &Node| {
            n.claims.first().map_or(Profile::default(), |&i| std::mem::take(&mut self.profiles[i as usize]))
        };
        self.profiles = nodes.iter().map(first).collect();
        self
    }

    fn profile(&self, i: u32) -> &Profile {
        &self.profiles[i as usize]
    }

    fn features(&self, a: u32, b: u32) -> Features {
        features(self.profile(a), self.profile(b), &self.vocabulary)
    }

    /// True if two nodes can't tell the same thing.
    fn apart(&self, a: u32, b: u32, nodes: &[Node], options: &Options) -> bool {
        let (x, y) = (&nodes[a as usize], &nodes[b as usize]);
        let strangers = x.speaker.is_some() && y.speaker.is_some() && x.speaker != y.speaker;
        let common = |i: u32| self.profile(i).weight < node::DISTINCT;
        let known = x.speaker.is_some() && x.speaker == y.speaker;
        strangers
            || (!known && (common(a) || common(b)))
            || far(x.days, y.days, options.days)
            || x.overlaps(y)
            || conflict::conflict(self.profile(a), self.profile(b), &self.vocabulary)
    }

    /// True if neither is a mere piece of the other's length: whether a piece belongs is not for the model,
    /// which knows whole retellings.
    fn is_as_full(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.profile(a), self.profile(b));
        let (short, long) = if x.weight < y.weight { (x, y) } else { (y, x) };
        let part = short.weight / long.weight.max(0.1);
        part >= WHOLE || (part >= PIECE && !fragment::is_in(short, long))
    }

    /// Groups of nodes that tell the same thing.
    fn groups(&self, nodes: &[Node], options: &Options) -> Vec<Vec<u32>> {
        let apart = |a: u32, b: u32| self.apart(a, b, nodes, options);
        let pairs = candidates::candidates(&self.profiles, &self.vocabulary);
        let odds = |a: u32, b: u32| model::odds(&self.features(a, b));
        let mut edges: Vec<Edge> = (pairs.iter())
            .map(|&(a, b)| Edge { a, b, odds: odds(a, b) })
            .filter(|e| e.odds > cluster::UNKNOWN_PAIR && self.is_as_full(e.a, e.b) && !apart(e.a, e.b))
            .collect();
        let undecided = undecided(&edges, nodes);
        let known = |i: u32| nodes[i as usize].speaker.is_some();
        let torn = |a, b| (undecided.contains(&a) && known(b)) || (undecided.contains(&b) && known(a));
        edges.retain(|e| !torn(e.a, e.b));
        let apart = |a: u32, b: u32| torn(a, b) || apart(a, b);
        let groups = cluster::groups(nodes.len(), &edges, options.threshold, &apart);
        let apart = |a: u32, b: u32| !self.is_as_full(a, b) || apart(a, b);
        second::second_look(groups, &pairs, options.threshold, &odds, &apart)
    }

    /// Names the leader of each group, puts out what is unlike it, and joins pieces to what contains them.
    fn led(&self, groups: Vec<Vec<u32>>, nodes: &[Node], options: &Options) -> Vec<Led> {
        let mut out: Vec<Led> = Vec::new();
        for group in groups {
            let Some(leader) = self.leader(&group) else { continue };
            let mut led = Led { leader, others: Vec::new() };
            for other in group.into_iter().filter(|&i| i != leader) {
                let odds = model::odds(&self.features(leader, other));
                if odds < AGAINST_LEADER {
                    out.push(Led { leader: other, others: Vec::new() });
                } else {
                    led.others.push((other, odds, "reworded"));
                }
            }
            out.push(led);
        }
        out.sort_by_key(|l| l.leader);
        self.join_pieces(out, nodes, options)
    }

    /// The fullest node of a group that is like most of the others: the longest may be the odd one out.
    fn leader(&self, group: &[u32]) -> Option<u32> {
        let weight = |i: u32| self.profile(i).weight;
        let mut fullest = group.to_vec();
        fullest.sort_by(|&x, &y| weight(y).total_cmp(&weight(x)).then(x.cmp(&y)));
        fullest.truncate(MOST_TRIED);
        let unlike = |leader: u32| {
            let odds = |other: u32| model::odds(&self.features(leader, other));
            group.iter().filter(|&&other| other != leader && odds(other) < AGAINST_LEADER).count()
        };
        if group.len() < 3 {
            return fullest.first().copied();
        }
        fullest.into_iter().min_by_key(|&i| unlike(i))
    }

    /// Joins utterances of one node that are a piece of exactly one other's leader.
    fn join_pieces(&self, mut all: Vec<Led>, nodes: &[Node], options: &Options) -> Vec<Led> {
        let leaders: Vec<u32> = all.iter().map(|l| l.leader).collect();
        let alone: Vec<u32> = all.iter().filter(|l| l.others.is_empty()).map(|l| l.leader).collect();
        let containing = fragment::containing(&alone, &leaders, &self.profiles, &self.vocabulary);
        let mut joined: Vec<(usize, u32)> = Vec::new();
        for (&piece, wholes) in alone.iter().zip(&containing) {
            let fits = |&&whole: &&u32| {
                let led = leaders.binary_search(&whole).ok().map(|i| &all[i]);
                led.is_some_and(|l| {
                    let members = l.others.iter().map(|o| o.0).chain([l.leader]);
                    members.into_iter().all(|m| !self.apart(piece, m, nodes, options))
                })
            };
            let fitting: Vec<u32> = wholes.iter().filter(fits).copied().collect();
            // A piece of a piece goes where the larger piece goes, or nowhere.
            if let [whole] = fitting.as_slice()
                && let Ok(i) = leaders.binary_search(whole)
            {
                joined.push((i, piece));
            }
        }
        let pieces: BTreeSet<u32> = joined.iter().map(|j| j.1).collect();
        joined.retain(|&(i, _)| !pieces.contains(&all[i].leader));
        joined.sort_unstable();
        for of_host in joined.chunk_by(|x, y| x.0 == y.0) {
            let Some(&(i, _)) = of_host.first() else { continue };
            let host = all[i].leader;
            // Pieces of different speakers: nobody knows whose the whole is.
            let speaker = |p: u32| nodes[p as usize].speaker;
            let speakers: BTreeSet<&Id> = of_host.iter().filter_map(|j| speaker(j.1)).collect();
            for &(_, piece) in of_host.iter().filter(|j| speakers.len() < 2 || speaker(j.1).is_none()) {
                let members = all[i].others.iter().map(|o| o.0);
                if members.into_iter().all(|m| !self.apart(piece, m, nodes, options)) {
                    let odds = model::odds(&self.features(host, piece));
                    all[i].others.push((piece, odds, "part-of-leader"));
                }
            }
        }
        let hosted: BTreeSet<u32> = all.iter().flat_map(|l| l.others.iter().map(|o| o.0)).collect();
        all.retain(|l| !hosted.contains(&l.leader));
        all
    }
}

/// Nodes of unknown speakers for which two known speakers come equally into question.
fn undecided(edges: &[Edge], nodes: &[Node]) -> BTreeSet<u32> {
    let speaker = |i: u32| nodes[i as usize].speaker;
    // For each node of an unknown speaker the best odds, whose they are, and the best of anybody else.
    let mut best: BTreeMap<u32, (f32, &Id, f32)> = BTreeMap::new();
    for e in edges {
        for (unknown, other) in [(e.a, e.b), (e.b, e.a)] {
            let (None, Some(who)) = (speaker(unknown), speaker(other)) else { continue };
            let of = best.entry(unknown).or_insert((e.odds, who, f32::NEG_INFINITY));
            if who == of.1 {
                of.0 = of.0.max(e.odds);
            } else if e.odds > of.0 {
                *of = (e.odds, who, of.0);
            } else {
                of.2 = of.2.max(e.odds);
            }
        }
    }
    best.into_iter().filter(|(_, of)| of.0 - of.2 <= UNDECIDED).map(|(node, _)| node).collect()
}

impl Led {
    fn out(self, nodes: &[Node], order: &[usize], claims: &[Claim]) -> Utterance {
        let of = |node: u32| nodes[node as usize].claims.iter().map(|&i| order[i as usize]);
        let mut own = of(self.leader);
        let leader = own.next().unwrap_or_default();
        let mut others: Vec<Telling> =
            own.map(|claim| Telling { claim, likeness: 1., reason: "same-words" }).collect();
        for (node, odds, reason) in &self.others {
            let likeness = model::likeness(*odds);
            others.extend(of(*node).map(|claim| Telling { claim, likeness, reason }));
        }
        others.sort_by(|x, y| claims[x.claim].id.cmp(&claims[y.claim].id).then(x.claim.cmp(&y.claim)));
        let mut tellings = vec![Telling { claim: leader, likeness: 1., reason: "leader" }];
        tellings.extend(others);
        let speaker = tellings.iter().find_map(|t| claims[t.claim].speaker.clone());
        Utterance { id: Id::new('u', &[&claims[leader].id]), speaker, leader, tellings }
    }
}

#[cfg(test)]
mod tests;
