//! Which statements are worth comparing: those that share rare words or rare pairs of words. An inverted
//! index with capped postings, so that the cost stays near-linear however common a topic's words are. What it
//! is made of is sorted in parts that memory needn't hold.

use super::Options;
use super::profile::Profile;
use super::read::Statements;
use super::told::Judge;
use super::vocabulary::Vocabulary;
use crate::reuse::mix;
use crate::spill::Parts;
use rayon::prelude::*;
use std::io;
use std::sync::Mutex;

/// Words and pairs of words that stand in more statements than this lead to no candidate.
const MOST_POSTINGS: usize = 256;
/// A statement is looked up by so many of its rarest words and pairs.
const MOST_KEYS: usize = 24;
/// Less weight in common than this part of the heavier statement proposes nothing.
const LEAST_SHARED: f32 = 0.15;
/// A statement proposes so many others.
const MOST_CANDIDATES: usize = 32;

/// Keys are spread over so many parts, by the top bits of their hash.
const KEY_PARTS: usize = 1 << 12;
/// 28 more bits of the hash name a key in its part. Two keys may meet in one name: that adds a vote to a pair,
/// and pairs are compared word by word.
const NAME_BITS: u32 = 28;
/// Nodes are numbered by so many bits.
const NODE_BITS: u32 = 28;
/// A key's weight takes so many bits: sixteenths.
const WEIGHT_BITS: u32 = 8;
const SIXTEENTHS: f32 = 16.;
/// Nodes that share what is known of them in a part: two to the power of this.
const BLOCK_BITS: u32 = 16;

/// Statements that have one key.
#[derive(Clone, Copy)]
struct List {
    /// Where its nodes begin; they end where those of the next begin.
    start: u32,
    /// Weight of the key in sixteenths.
    weight: u8,
}

/// Which nodes hold which keys, and which keys a node holds.
struct Index {
    lists: Vec<List>,
    /// The nodes of all lists.
    members: Vec<u32>,
    /// By blocks of nodes: the node, and below it the number of a list.
    held: Parts,
}

/// Pairs of nodes, by the block of the smaller one: that one above, the other in the low 32 bits; some twice.
/// Nodes of different known speakers or distant times are no pairs.
pub(super) fn candidates(judge: Judge) -> io::Result<Parts> {
    let Judge { statements, options } = judge;
    let nodes = statements.nodes.len();
    if nodes >= 1 << NODE_BITS {
        return Err(io::Error::other("more than 268,435,455 wordings of statements; make several records"));
    }
    let index = Index::new(statements, options)?;
    let blocks = index.held.len();
    let mut pairs = Parts::new(blocks, options.most_held);
    // Blocks on all threads, a few at a time; the pairs go on in their order.
    let at_once = 4 * rayon::current_num_threads();
    // Each search has a number for every node, so that there are no more of them than threads.
    let idle = Mutex::new(Vec::new());
    let search = |block: usize| {
        let waiting = idle.lock().map_err(|_| failed())?.pop();
        let mut search = waiting.unwrap_or_else(|| Search::new(statements, options, &index));
        let found = search.block(block);
        idle.lock().map_err(|_| failed())?.push(search);
        found
    };
    for from in (0..blocks).step_by(at_once) {
        let to = blocks.min(from + at_once);
        let found: Vec<io::Result<Vec<u64>>> = (from..to).into_par_iter().map(search).collect();
        for found in found {
            for pair in found? {
                pairs.add((pair >> 32 >> BLOCK_BITS) as usize, &[pair])?;
            }
        }
    }
    Ok(pairs)
}

fn failed() -> io::Error {
    io::Error::other("another thread failed")
}

impl Index {
    fn new(statements: &Statements, options: &Options) -> io::Result<Index> {
        let nodes = statements.nodes.len() as u32;
        let mut keys = Parts::new(KEY_PARTS, options.most_held);
        let (mut row, mut profile, mut of_node) = (Vec::new(), Profile::default(), Vec::new());
        for node in 0..nodes {
            statements.load(node, &mut row, &mut profile)?;
            keys_of(&profile, &statements.vocabulary, &mut of_node);
            for &(key, weight) in &of_node {
                let hash = mix(key) >> (64 - NAME_BITS - KEY_PARTS.trailing_zeros());
                let name = hash & ((1 << NAME_BITS) - 1);
                let weight = (weight * SIXTEENTHS).round().clamp(1., 255.) as u64;
                let entry = name << (NODE_BITS + WEIGHT_BITS) | u64::from(node) << WEIGHT_BITS | weight;
                keys.add((hash >> NAME_BITS) as usize, &[entry])?;
            }
        }
        let blocks = (nodes as usize >> BLOCK_BITS) + 1;
        let mut index =
            Index { lists: Vec::new(), members: Vec::new(), held: Parts::new(blocks, options.most_held) };
        for part in 0..KEY_PARTS {
            let mut entries = keys.read(part)?;
            entries.sort_unstable();
            for list in
                entries.chunk_by(|x, y| x >> (NODE_BITS + WEIGHT_BITS) == y >> (NODE_BITS + WEIGHT_BITS))
            {
                index.add(list)?;
            }
        }
        Ok(index)
    }

    /// Adds a list of nodes, ascending, each with its weight below it, if it is of use.
    fn add(&mut self, list: &[u64]) -> io::Result<()> {
        if list.len() < 2 || list.len() > MOST_POSTINGS {
            return Ok(());
        }
        let (number, start) = (self.lists.len() as u64, self.members.len());
        let full = |_| io::Error::other("too many words to compare; make several records of the statements");
        self.lists.push(List { start: u32::try_from(start).map_err(full)?, weight: list[0] as u8 });
        for entry in list {
            let node = entry >> WEIGHT_BITS & ((1 << NODE_BITS) - 1);
            self.members.push(node as u32);
            self.held.add((node >> BLOCK_BITS) as usize, &[node << 32 | number])?;
        }
        Ok(())
    }

    fn members(&self, list: u32) -> &[u32] {
        let end = self.lists.get(list as usize + 1).map_or(self.members.len(), |next| next.start as usize);
        &self.members[self.lists[list as usize].start as usize..end]
    }
}

/// Finds the pairs of blocks of nodes, one after the other.
struct Search<'a> {
    statements: &'a Statements,
    options: &'a Options,
    index: &'a Index,
    /// Weight that each node shares with the one at hand.
    score: Vec<f32>,
    /// The nodes whose score is not 0.
    touched: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(statements: &'a Statements, options: &'a Options, index: &'a Index) -> Search<'a> {
        let score = vec![0.; statements.nodes.len()];
        Search { statements, options, index, score, touched: Vec::new() }
    }

    fn block(&mut self, block: usize) -> io::Result<Vec<u64>> {
        let mut held = self.index.held.read(block)?;
        let weight = |entry: u64| self.index.lists[entry as u32 as usize].weight;
        // The lists of a node by weight, the heaviest first.
        held.sort_unstable_by_key(|&entry| (entry >> 32, u8::MAX - weight(entry), entry));
        let mut pairs = Vec::new();
        for of_node in held.chunk_by(|x, y| x >> 32 == y >> 32) {
            self.node((of_node[0] >> 32) as u32, of_node, &mut pairs);
        }
        Ok(pairs)
    }

    /// Adds the pairs that a node proposes; its lists are in the low halves of `lists`.
    fn node(&mut self, node: u32, lists: &[u64], pairs: &mut Vec<u64>) {
        for &list in lists.iter().take(MOST_KEYS) {
            let weight = f32::from(self.index.lists[list as u32 as usize].weight);
            for &other in self.index.members(list as u32) {
                if self.score[other as usize] == 0. {
                    self.touched.push(other);
                }
                self.score[other as usize] += weight;
            }
        }
        let nodes = &self.statements.nodes;
        let own = nodes.weight(node);
        let mut best: Vec<(f32, u32)> = Vec::new();
        for other in self.touched.drain(..) {
            let shared = std::mem::take(&mut self.score[other as usize]) / SIXTEENTHS;
            // Most fall short already of what the node itself asks for.
            if shared < LEAST_SHARED * own || other == node {
                continue;
            }
            let size = own.max(nodes.weight(other)).max(1.);
            if shared >= LEAST_SHARED * size && !nodes.strangers(node, other, self.options) {
                best.push((shared / size.sqrt(), other));
            }
        }
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if best.len() > MOST_CANDIDATES {
            best.select_nth_unstable_by(MOST_CANDIDATES, order);
            best.truncate(MOST_CANDIDATES);
        }
        let pair = |&(_, other): &(f32, u32)| u64::from(other.min(node)) << 32 | u64::from(other.max(node));
        pairs.extend(best.iter().map(pair));
    }
}

/// Puts what a statement is looked up by into `keys`, with weights, each once: its words, and its neighbouring
/// words as pairs.
fn keys_of(profile: &Profile, vocabulary: &Vocabulary, keys: &mut Vec<(u64, f32)>) {
    keys.clear();
    let mut last = None;
    for &(word, _) in &profile.sorted {
        if last != Some(word) && vocabulary.seen(word) > 1 {
            keys.push((u64::from(word), vocabulary.weight(word)));
        }
        last = Some(word);
    }
    for pair in profile.words.windows(2) {
        if let [a, b] = pair
            && vocabulary.seen(*a) > 1
            && vocabulary.seen(*b) > 1
        {
            // Its words count on their own too; the pair adds that they stand together.
            let weight = 0.5 * vocabulary.weight(*a).min(vocabulary.weight(*b));
            keys.push(((u64::from(a.min(b).wrapping_add(1)) << 32) | u64::from(*a.max(b)), weight));
        }
    }
    keys.sort_unstable_by_key(|k| k.0);
    keys.dedup_by_key(|k| k.0);
}
