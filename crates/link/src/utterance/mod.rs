//! Statements into utterances: which statements tell the same thing that one party said once, across
//! wordings, cuts and translations.
//!
//! Statements of the same words and speaker come together first, as one node. What is left is compared where it
//! shares rare words; a model of how two translations of one sentence are alike says how likely two tell the
//! same; groups form by average link, never by chains; lone statements get a second look, and a third where
//! articles agree; each member is checked against the fullest telling. Numbers, negations, known speakers and
//! distant dates keep statements apart, whatever the model says.
//!
//! Each statement is read once, in order. What is compared of it, and the pairs that are worth comparing, lie in
//! unnamed files and are fetched a part at a time; about 200 bytes a statement are held in memory.

mod agree;
mod candidates;
mod cluster;
mod conflict;
mod features;
mod fragment;
mod groups;
mod lead;
mod model;
mod node;
mod pairs;
mod profile;
mod read;
mod second;
mod told;
mod vocabulary;

pub use features::{FEATURES, Features, NAMES};

use crate::{Claim, Claims, Telling, Utterance};
use onrecord_text::Id;
use pairs::Pairs;
use read::Statements;
use std::collections::BTreeSet;
use std::io;
use told::{Judge, Told};

/// How statements are brought together.
#[derive(Clone, Debug)]
pub struct Options {
    /// The mean logarithm of the odds that the tellings of an utterance tell the same thing; higher is
    /// stricter.
    pub threshold: f32,
    /// Statements with known times further apart than so many days must have the same words.
    pub days: u16,
    /// What not knowing that two statements are of one speaker takes from the logarithm of the odds that they tell
    /// the same thing: more where a speaker was looked for than where none was given.
    pub doubt: f32,
    /// So many numbers of eight bytes are held in memory at each step; more go to an unnamed file in the system's
    /// folder for such. It changes nothing about the result.
    pub most_held: usize,
}

impl Default for Options {
    /// The threshold that does best on translated news; 10 days; no doubt; 16 MB.
    fn default() -> Options {
        Options { threshold: 0., days: 10, doubt: 0., most_held: 2 << 20 }
    }
}

impl Options {
    /// For statements whose speakers were looked for in their texts. Of 60 pairs of reworded statements that news
    /// articles on one campaign have, those of one known speaker are mostly one utterance, and of the others with even
    /// odds by their words one in five is; with odds of twenty to one most are.
    pub fn of_texts() -> Options {
        Options { doubt: 3., ..Options::default() }
    }
}

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

/// The pairs of wordings that are compared by their words, with their features, each by a statement that has it.
/// For training the model. Fails if what memory is not to hold can't be written.
pub fn compared(claims: &[Claim]) -> io::Result<Vec<Compared>> {
    let options = Options::default();
    let statements = Statements::read(claims, &options)?;
    let judge = Judge { statements: &statements, options: &options };
    let claim = |told: &Told| statements.nodes.claims(told.node).first().map_or(0, |&claim| claim as usize);
    let mut out = Vec::new();
    pairs::each_candidate(judge, |a, b| {
        out.push(Compared { a: claim(a), b: claim(b), features: judge.features(a, b) });
    })?;
    Ok(out)
}

/// Groups the statements: each is a telling of exactly one utterance. The result does not depend on the
/// order of `claims`, except that its indices point into it, nor on threads. Utterances come by a hash of their
/// leaders' words, then of its id. Fails if what memory is not to hold can't be written.
pub fn utterances(claims: &[Claim], options: &Options) -> io::Result<Vec<Utterance>> {
    let mut all = Vec::new();
    each_utterance(claims, options, |utterance| {
        all.push(utterance);
        io::Result::Ok(())
    })?;
    Ok(all)
}

/// The same for statements that are fetched: calls `each` with one utterance after the other. Fails if a
/// statement can't be fetched, what memory is not to hold can't be written, or `each` fails.
pub fn each_utterance<C: Claims + ?Sized, E: From<io::Error>>(
    claims: &C,
    options: &Options,
    mut each: impl FnMut(Utterance) -> Result<(), E>,
) -> Result<(), E> {
    let statements = Statements::read(claims, options)?;
    let judge = Judge { statements: &statements, options };
    let pairs = Pairs::new(judge)?;
    let mut groups = groups::groups(&pairs, judge)?;
    second::second_look(&mut groups, &pairs, judge)?;
    agree::agree(&mut groups, &pairs, judge)?;
    drop(pairs);
    let mut odds = lead::lead(&mut groups, judge)?;
    let pieces = fragment::join_pieces(&mut groups, &mut odds, judge)?;
    let members = groups.members();
    for (leader, _) in (0..).zip(&groups.of).filter(|(node, of)| node == *of) {
        each(utterance(leader, &members.of(leader), &odds, &pieces, &statements)?)?;
    }
    Ok(())
}

/// The utterance of a leader's group.
fn utterance(
    leader: u32,
    members: &[u32],
    odds: &[f32],
    pieces: &BTreeSet<u32>,
    statements: &Statements,
) -> io::Result<Utterance> {
    let nodes = &statements.nodes;
    let mut others: Vec<(Id, Telling)> = Vec::new();
    let mut first = None;
    for &node in members {
        let (likeness, reason) = match node {
            _ if node == leader => (1., "same-words"),
            _ if pieces.contains(&node) => (model::likeness(odds[node as usize]), "part-of-leader"),
            _ => (model::likeness(odds[node as usize]), "reworded"),
        };
        for &claim in nodes.claims(node) {
            let (id, telling) = (statements.id(claim)?, Telling { claim: claim as usize, likeness, reason });
            if node == leader && first.is_none() {
                first = Some((id, Telling { reason: "leader", ..telling }));
            } else {
                others.push((id, telling));
            }
        }
    }
    let (id, first) = first.ok_or_else(|| io::Error::other("an utterance without a leader"))?;
    others.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(x.1.claim.cmp(&y.1.claim)));
    // No two known speakers are ever in one.
    let speaker = members.iter().find_map(|&node| nodes.speaker(node));
    let speaker = speaker.and_then(|number| statements.speakers.get(number as usize - 1)).cloned();
    let leader = first.claim;
    let tellings = std::iter::once(first).chain(others.into_iter().map(|other| other.1)).collect();
    Ok(Utterance { id: Id::new('u', &[&id]), speaker, leader, tellings })
}

#[cfg(test)]
mod tests;
