//! Boosted decision trees (Friedman 2001) over a block's features: is it main content?
//!
//! The trees stand in `content.trees`, a tree a line in prefix order: `feature<threshold` and then the
//! branch for values up to the threshold and the branch for greater ones; `=value` is a leaf. The values that
//! a block comes to are added; a sum above 0 means content. How they are trained: `crates/clean/training/README.md`.

use super::features::NAMES;
use std::sync::OnceLock;

/// A forest.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    roots: Vec<usize>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Leaf(f32),
    /// The branch for small values is the next node.
    Split {
        feature: usize,
        threshold: f32,
        greater: usize,
    },
}

/// The trees that come with onrecord.
pub(crate) fn content() -> &'static Trees {
    static TREES: OnceLock<Trees> = OnceLock::new();
    #[allow(clippy::expect_used)]
    TREES.get_or_init(|| Trees::parse(include_str!("content.trees")).expect("a test checks the trees"))
}

impl Trees {
    fn parse(file: &str) -> Result<Trees, String> {
        let mut trees = Trees::default();
        for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let mut words = line.split_ascii_whitespace();
            trees.roots.push(trees.nodes.len());
            trees.parse_tree(&mut words)?;
            if let Some(word) = words.next() {
                return Err(format!("“{word}” stands behind a tree's end"));
            }
        }
        Ok(trees)
    }

    fn parse_tree<'a>(&mut self, words: &mut impl Iterator<Item = &'a str>) -> Result<(), String> {
        // Splits whose second branch is still to come.
        let mut open: Vec<usize> = Vec::new();
        loop {
            let word = words.next().ok_or("a tree ends too soon")?;
            let number = |text: &str| text.parse::<f32>().map_err(|_| format!("“{text}” is not a number"));
            if let Some(value) = word.strip_prefix('=') {
                self.nodes.push(Node::Leaf(number(value)?));
                let Some(split) = open.pop() else { return Ok(()) };
                let next = self.nodes.len();
                if let Node::Split { greater, .. } = &mut self.nodes[split] {
                    *greater = next;
                }
            } else {
                let (name, threshold) =
                    word.split_once('<').ok_or_else(|| format!("“{word}” is no split"))?;
                let feature =
                    NAMES.iter().position(|n| *n == name).ok_or_else(|| format!("no feature “{name}”"))?;
                open.push(self.nodes.len());
                self.nodes.push(Node::Split { feature, threshold: number(threshold)?, greater: 0 });
            }
        }
    }

    /// The sum of the leaves that these features come to.
    pub(crate) fn score(&self, features: &[f32]) -> f32 {
        self.roots.iter().map(|&root| self.leaf(root, features)).sum()
    }

    fn leaf(&self, mut at: usize, features: &[f32]) -> f32 {
        loop {
            match self.nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { feature, threshold, greater } => {
                    at = if features[feature] <= threshold { at + 1 } else { greater };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_is_read_and_asked() {
        let trees = Trees::parse("# two\nwords<5 kept<0.5 =-2 =1 linked<0.2 =3 =-1\n=0.5\n").unwrap();
        let score = |kept: f32, words: f32, linked: f32| {
            let mut row = vec![0.0; NAMES.len()];
            (row[0], row[1], row[3]) = (kept, words, linked);
            trees.score(&row)
        };
        assert_eq!([score(0.0, 5.0, 0.0), score(1.0, 5.0, 0.0)], [-1.5, 1.5]);
        assert_eq!([score(0.0, 6.0, 0.0), score(0.0, 6.0, 1.0)], [3.5, -0.5]);
        assert!(Trees::parse("words<5 =1").is_err() && Trees::parse("color<1 =0 =1").is_err());
    }

    #[test]
    fn the_trees_that_come_with_onrecord_are_sound() {
        assert!(content().roots.len() > 10);
    }
}
