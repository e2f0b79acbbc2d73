//! A text in blocks, a line a block, and the blocks in pages that a browser takes in at once.

use onrecord_record::query::{ArticleView, StatementRow};
use std::ops::Range;

/// A longer line is cut, at a space where there is one. In code points.
const LONGEST: usize = 4_000;
/// What a page may weigh: code points, with what a statement's marks and note cost counted in.
const PAGE: usize = 36_000;
const STATEMENT: usize = 1_400;

/// A piece of the text, in code points; all of it article, or all of it chrome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub start: u32,
    pub end: u32,
    pub chrome: bool,
}

/// The lines that hold anything, cut where they are too long, and cut where article and chrome meet.
pub(super) fn blocks(view: &ArticleView) -> Vec<Block> {
    let chars: Vec<char> = view.text.chars().collect();
    let mut blocks = Vec::new();
    let mut chrome = view.chrome.iter().map(|c| c.slice.start as usize..c.slice.end as usize).peekable();
    let mut start = 0;
    for line in chars.split(|c| *c == '\n') {
        let end = start + line.len();
        let mut at = start;
        while at < end {
            while chrome.next_if(|c| c.end <= at).is_some() {}
            let (is_chrome, mut until) = match chrome.peek() {
                Some(c) if c.start <= at => (true, c.end.min(end)),
                Some(c) => (false, c.start.min(end)),
                None => (false, end),
            };
            if until - at > LONGEST {
                let cut = chars[at..at + LONGEST].iter().rposition(|c| *c == ' ').map_or(LONGEST, |p| p + 1);
                until = at + cut;
            }
            if chars[at..until].iter().any(|c| !c.is_whitespace()) {
                blocks.push(Block { start: at as u32, end: until as u32, chrome: is_chrome });
            }
            at = until;
        }
        start = end + 1;
    }
    blocks
}

/// Ranges of blocks that make a page each; at least one, which may be empty.
pub(super) fn pages(view: &ArticleView, blocks: &[Block]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut from, mut weight) = (0, 0);
    let mut places: Vec<u32> =
        view.statements.iter().filter_map(|s| Some(s.content.first()?.start)).collect();
    places.sort_unstable();
    for (i, block) in blocks.iter().enumerate() {
        let held = places.partition_point(|p| *p < block.end) - places.partition_point(|p| *p < block.start);
        let cost = (block.end - block.start) as usize + 60 + STATEMENT * held;
        if i > from && weight + cost > PAGE {
            pages.push(from..i);
            (from, weight) = (i, 0);
        }
        weight += cost;
    }
    pages.push(from..blocks.len());
    pages
}

/// The statements whose content begins in these blocks, each with its number in the article.
pub(super) fn statements<'v>(
    view: &'v ArticleView,
    blocks: &'v [Block],
) -> impl Iterator<Item = (usize, &'v StatementRow)> {
    let within = match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    };
    let begins = move |s: &StatementRow| s.content.first().is_some_and(|c| within.contains(&c.start));
    view.statements.iter().enumerate().filter(move |(_, s)| begins(s))
}
