//! All statements read once: their words counted, what is compared of them written out, and the nodes that
//! they are.

use super::Options;
use super::node::{Entry, Nodes, days};
use super::profile::Profile;
use super::vocabulary::{Counted, Vocabulary};
use crate::Claims;
use crate::align::tokens;
use crate::reuse::WordHasher;
use crate::spill::{Parts, Rows};
use onrecord_text::{Digest, Id, Span};
use std::collections::HashMap;
use std::io;

/// Statements are sorted in so many parts, by the top bits of their words' hash.
const PARTS: usize = 256;

/// What the steps share: all statements as nodes, what is compared of them at hand when asked for.
pub(crate) struct Statements {
    pub vocabulary: Vocabulary,
    pub nodes: Nodes,
    /// The speakers by number, from 1.
    pub speakers: Vec<Id>,
    /// Of each node the profile of its first statement.
    profiles: Rows,
    /// Of each statement its id.
    ids: Rows,
}

impl Statements {
    pub fn read<C: Claims + ?Sized>(claims: &C, options: &Options) -> io::Result<Statements> {
        if u32::try_from(claims.len()).is_err() {
            return Err(io::Error::other("more than 4,294,967,295 statements; make several records of them"));
        }
        let bytes = options.most_held.saturating_mul(8);
        let (mut read, mut ids) = (Rows::new(bytes), Rows::new(bytes));
        let mut entries = Parts::new(PARTS, options.most_held);
        let mut counted = Counted::default();
        let mut numbers: HashMap<Id, u32> = HashMap::new();
        let mut speakers = Vec::new();
        let (mut row, mut joined) = (Vec::new(), String::new());
        claims.each(0..claims.len(), &mut |index, claim| {
            let tokens = tokens(claim.text, &claim.content);
            joined.clear();
            for token in &tokens {
                joined.push_str(&token.folded);
                joined.push(' ');
            }
            row.clear();
            Profile::read(claim.text, &tokens, &mut counted).store(&mut row);
            read.push(&row)?;
            ids.push(claim.id.as_ref())?;
            let speaker = claim.speaker.as_ref().map_or(0, |speaker| {
                numbers.get(speaker).copied().unwrap_or_else(|| {
                    speakers.push(speaker.clone());
                    numbers.insert(speaker.clone(), speakers.len() as u32);
                    speakers.len() as u32
                })
            });
            let (first, last) = (claim.content.first(), claim.content.last());
            let entry = Entry {
                words: hash(&joined),
                id: WordHasher::of(claim.id.as_str()),
                index: index as u32,
                speaker,
                days: days(claim.time),
                article: claim.article as u32,
                place: Span { start: first.map_or(0, |s| s.start), end: last.map_or(0, |s| s.end) },
            };
            entries.add((entry.words.0 >> 56) as usize, &entry.numbers())
        })?;
        let (vocabulary, numbers) = counted.done();
        let (mut nodes, mut profiles) = (Nodes::default(), Rows::new(bytes));
        let (mut profile, wordless) = (Profile::default(), hash(""));
        for part in 0..PARTS {
            let all = entries.read(part)?;
            let (entries, _) = all.as_chunks();
            let mut sorted: Vec<Entry> = entries.iter().map(|entry| Entry::of(*entry)).collect();
            drop(all);
            sorted.sort_unstable();
            for same in sorted.chunk_by_mut(|x, y| x.words == y.words) {
                let Some(&Entry { words, index, .. }) = same.first() else { continue };
                let load = |index: u32, row: &mut Vec<u8>, profile: &mut Profile| {
                    read.read(index as usize, row)?;
                    profile.load(row);
                    profile.settle(&numbers, &vocabulary);
                    io::Result::Ok(())
                };
                load(index, &mut row, &mut profile)?;
                let weight = profile.weight;
                nodes.add(same, weight, words == wordless, options, |index| {
                    load(index, &mut row, &mut profile)?;
                    row.clear();
                    profile.store(&mut row);
                    profiles.push(&row)
                })?;
            }
        }
        Ok(Statements { vocabulary, nodes, speakers, profiles, ids })
    }

    /// Puts what is compared of a node into `profile`; `row` is for the bytes on the way.
    pub fn load(&self, node: u32, row: &mut Vec<u8>, profile: &mut Profile) -> io::Result<()> {
        self.profiles.read(node as usize, row)?;
        profile.load(row);
        Ok(())
    }

    /// The id of the statement at `index`.
    pub fn id(&self, index: u32) -> io::Result<Id> {
        let mut bytes = Vec::new();
        self.ids.read(index as usize, &mut bytes)?;
        Ok(Id::stored(String::from_utf8_lossy(&bytes)))
    }
}

/// 128 bits that stand for folded words: no two wordings have the same, whoever chose them.
fn hash(folded: &str) -> (u64, u64) {
    let digest = Digest::of(folded.as_bytes());
    let (numbers, _) = digest.bytes().as_chunks();
    let number = |at: usize| numbers.get(at).map_or(0, |bytes| u64::from_be_bytes(*bytes));
    (number(0), number(1))
}
