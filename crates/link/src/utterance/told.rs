//! Nodes at hand to be compared: whether two can tell the same thing, and how likely they do.

use super::features::{Features, features};
use super::profile::Profile;
use super::read::Statements;
use super::{Options, conflict, fragment, model};
use std::io;

/// A statement that weighs less than this part of another is a piece of it or something else.
const PIECE: f32 = 0.4;
/// A statement that weighs this part of another or more is no piece, even if its words stand in the other in
/// one stretch.
const WHOLE: f32 = 0.75;

/// A node with what is compared of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub node: u32,
    pub profile: Profile,
}

/// Compares nodes.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub statements: &'a Statements,
    pub options: &'a Options,
}

impl Judge<'_> {
    /// Fetches nodes.
    pub fn fetch(&self, nodes: &[u32]) -> io::Result<Vec<Told>> {
        let mut row = Vec::new();
        nodes.iter().map(|&node| self.fetch_one(node, &mut row)).collect()
    }

    /// Fetches a node; `row` is for the bytes on the way.
    pub fn fetch_one(&self, node: u32, row: &mut Vec<u8>) -> io::Result<Told> {
        let mut told = Told { node, profile: Profile::default() };
        self.statements.load(node, row, &mut told.profile)?;
        Ok(told)
    }

    /// What the model weighs of two.
    pub fn features(&self, a: &Told, b: &Told) -> Features {
        features(&a.profile, &b.profile, &self.statements.vocabulary)
    }

    /// The logarithm of the odds that two tell the same thing, by their words and whether they are of one speaker.
    pub fn odds(&self, a: &Told, b: &Told) -> f32 {
        let speaker = |told: &Told| self.statements.nodes.speaker(told.node);
        let one = speaker(a).is_some() && speaker(a) == speaker(b);
        model::odds(&self.features(a, b)) - if one { 0. } else { self.options.doubt }
    }

    /// True if two can't tell the same thing.
    pub fn apart(&self, a: &Told, b: &Told) -> bool {
        let nodes = &self.statements.nodes;
        nodes.strangers(a.node, b.node, self.options)
            || nodes.overlap(a.node, b.node)
            || conflict::conflict(&a.profile, &b.profile, &self.statements.vocabulary)
    }

    /// True if neither is a mere piece of the other's length: whether a piece belongs is not for the model,
    /// which knows whole retellings.
    pub fn is_as_full(&self, a: &Told, b: &Told) -> bool {
        let (x, y) = (&a.profile, &b.profile);
        let (short, long) = if x.weight < y.weight { (x, y) } else { (y, x) };
        let part = short.weight / long.weight.max(0.1);
        part >= WHOLE || (part >= PIECE && !fragment::is_in(short, long))
    }
}
