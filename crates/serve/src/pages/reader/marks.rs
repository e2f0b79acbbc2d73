//! The marks in a text: statements nested as they are told, who says them, the words that mark them, passages
//! that stand elsewhere too.

use super::blocks::Block;
use crate::pages::parts::kind_class;
use crate::pages::words;
use maud::{Escaper, Markup, PreEscaped, html};
use onrecord_record::query::{ArticleView, Slice};
use std::fmt::Write;

/// Marks the text of a page, block by block.
pub(super) struct Marker<'v> {
    view: &'v ArticleView,
    /// Byte offset of every code point of the pages's text, from `first` on.
    bytes: Vec<usize>,
    first: u32,
    ranges: Vec<Range>,
}

/// A marked range of the text, in code points.
#[derive(Clone, Debug)]
struct Range {
    start: u32,
    end: u32,
    what: What,
}

/// In the order in which ranges of the same extent nest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Passage,
    /// A statement by its number in the article, and which piece of its content.
    Content(usize, usize),
    Source(usize),
    Cue(usize),
    Said,
}

impl<'v> Marker<'v> {
    pub fn new(view: &'v ArticleView, blocks: &[Block]) -> Marker<'v> {
        let (first, last) = match (blocks.first(), blocks.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (0, 0),
        };
        let mut bytes: Vec<usize> = view
            .text
            .char_indices()
            .map(|(at, _)| at)
            .skip(first as usize)
            .take((last - first) as usize)
            .collect();
        let end = bytes.last().map_or(0, |at| at + view.text[*at..].chars().next().map_or(0, char::len_utf8));
        bytes.push(end);
        let mut ranges = passages(view);
        for (n, row) in view.statements.iter().enumerate() {
            let mut add = |slices: &[Slice], what: fn(usize, usize) -> What| {
                ranges.extend(slices.iter().enumerate().map(|(i, s)| Range {
                    start: s.start,
                    end: s.end,
                    what: what(n, i),
                }));
            };
            add(&row.content, What::Content);
            add(&row.source, |n, _| What::Source(n));
            add(&row.cue, |n, _| What::Cue(n));
            if let Some(words) = row.said.as_ref().and_then(|said| said.expression.as_ref()) {
                ranges.push(Range { start: words.start, end: words.end, what: What::Said });
            }
        }
        ranges.retain(|r| r.end > first && r.start < last && r.start < r.end);
        ranges.sort_by(|a, b| (a.start, b.end, &a.what).cmp(&(b.start, a.end, &b.what)));
        Marker { view, bytes, first, ranges }
    }

    /// The text of a block with its marks. Ranges that overlap without one holding the other are cut at the
    /// boundary, so that the elements nest.
    pub fn block(&self, block: &Block) -> Markup {
        let mut out = String::new();
        let mut open: Vec<&Range> = Vec::new();
        let mut at = block.start;
        let until = self.ranges.partition_point(|r| r.start < block.end);
        let mut coming = self.ranges[..until].iter().filter(|r| r.end > block.start).peekable();
        loop {
            while let Some(range) = coming.next_if(|r| r.start <= at) {
                // What ends sooner than the new range has to be closed within it.
                self.open(&mut out, range, block);
                open.push(range);
            }
            let next_end = open.iter().map(|r| r.end).min().unwrap_or(block.end);
            let next_start = coming.peek().map_or(block.end, |r| r.start);
            let next = next_end.min(next_start).min(block.end);
            let _ = write!(Escaper::new(&mut out), "{}", self.text(at, next));
            at = next;
            let Some(deepest_kept) = open.iter().position(|r| r.end <= at) else {
                if at >= block.end {
                    break;
                }
                continue;
            };
            let closed = open.split_off(deepest_kept);
            closed.iter().for_each(|_| out.push_str("</span>"));
            for range in closed.into_iter().filter(|r| r.end > at && at < block.end) {
                self.reopen(&mut out, range);
                open.push(range);
            }
            if at >= block.end {
                break;
            }
        }
        open.iter().for_each(|_| out.push_str("</span>"));
        PreEscaped(out)
    }

    fn text(&self, start: u32, end: u32) -> &'v str {
        let byte = |at: u32| self.bytes.get(at.saturating_sub(self.first) as usize).copied();
        match (byte(start), byte(end)) {
            (Some(from), Some(to)) => self.view.text.get(from..to).unwrap_or(""),
            _ => "",
        }
    }

    /// Begins a range; the first piece of a content carries the number that leads to its note.
    fn open(&self, out: &mut String, range: &Range, block: &Block) {
        self.reopen(out, range);
        if let What::Content(n, 0) = range.what
            && range.start >= block.start
        {
            let row = &self.view.statements[n];
            let who = row.speaker.as_ref().map_or("speaker unknown", |s| s.name.as_str());
            let label = format!("Statement {}: {who}, {}", n + 1, words::kind(&row.kind));
            let number = html! {
                a.no id=(row.id) href=(format!("#n{}", n + 1)) aria-label=(label) data-s=(n + 1) { (n + 1) }
            };
            out.push_str(&number.into_string());
        }
    }

    /// The beginning of an element alone; all its values are ours.
    fn reopen(&self, out: &mut String, range: &Range) {
        let _ = match range.what {
            What::Passage => write!(out, "<span class=\"pass\">"),
            What::Content(n, _) => {
                let kind = kind_class(&self.view.statements[n].kind);
                write!(out, "<span class=\"c {kind}\" data-s=\"{}\">", n + 1)
            }
            What::Source(n) => write!(out, "<span class=\"src\" data-s=\"{}\">", n + 1),
            What::Cue(n) => write!(out, "<span class=\"cue\" data-s=\"{}\">", n + 1),
            What::Said => write!(out, "<span class=\"when\">"),
        };
    }
}

/// The ranges that stand in other articles too, those that touch as one.
fn passages(view: &ArticleView) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::new();
    let mut places: Vec<(u32, u32)> = view.shared.iter().map(|p| (p.here.start, p.here.end)).collect();
    places.sort_unstable();
    for (start, end) in places {
        match out.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = last.end.max(end),
            None => out.push(Range { start, end, what: What::Passage }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::blocks::blocks;
    use super::*;
    use onrecord_record::query::{ArticleRow, PartyRow, StatementRow};
    use proptest::prelude::*;

    fn slice(text: &str, start: usize, end: usize) -> Slice {
        let words = text.chars().skip(start).take(end - start).collect();
        Slice { start: start as u32, end: end as u32, text: words }
    }

    /// A statement whose parts are these ranges.
    fn statement(article: &ArticleRow, text: &str, n: usize, parts: &[(usize, usize); 3]) -> StatementRow {
        let part = |i: usize| vec![slice(text, parts[i].0, parts[i].1)];
        StatementRow {
            id: format!("s-{n}"),
            kind: "direct".into(),
            speaker: Some(PartyRow { id: "p-1".into(), name: "<Ilka>".into(), kind: "person".into() }),
            speaker_rule: None,
            speaker_unknown: None,
            addressee: None,
            said: None,
            source: part(0),
            cue: part(1),
            content: part(2),
            via: Vec::new(),
            inside: None,
            utterance: None,
            tellings: 1,
            rule: String::new(),
            confidence: 1.0,
            review: None,
            article: article.clone(),
        }
    }

    fn view(text: &str, statements: &[[(usize, usize); 3]]) -> ArticleView {
        let article = ArticleRow {
            id: "a-1".into(),
            outlet: None,
            title: None,
            byline: None,
            url: None,
            published: None,
            published_found_in: None,
            language: None,
            version: String::new(),
            origin: "a-1".into(),
            story: None,
            thread: None,
        };
        let statements =
            statements.iter().enumerate().map(|(n, s)| statement(&article, text, n, s)).collect();
        ArticleView {
            written: None,
            article,
            text: text.to_owned(),
            body: Vec::new(),
            chrome: Vec::new(),
            statements,
            sources: Vec::new(),
            copies: Vec::new(),
            rejected: Vec::new(),
            shared: Vec::new(),
            shares_with: Vec::new(),
            gone: Vec::new(),
            versions: Vec::new(),
            inputs: Vec::new(),
        }
    }

    /// The text nodes of our markup, without the numbers of statements; fails if an element is not closed in order.
    fn text_of(markup: &str) -> String {
        let (mut text, mut open, mut rest) = (String::new(), Vec::new(), markup);
        while let Some(at) = rest.find('<') {
            if open.last() != Some(&"a") {
                text.push_str(&rest[..at]);
            }
            let end = at + rest[at..].find('>').expect("a tag ends");
            let tag = &rest[at + 1..end];
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "elements nest"),
                None => open.push(tag.split(' ').next().unwrap_or(tag)),
            }
            rest = &rest[end + 1..];
        }
        assert!(open.is_empty(), "elements are closed");
        text.push_str(rest);
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn a_statement_that_another_tells_stands_inside_it() {
        let view = view("Bo said Al said no.", &[[(0, 2), (3, 7), (8, 18)], [(8, 10), (11, 15), (16, 18)]]);
        let blocks = blocks(&view);
        let marked = Marker::new(&view, &blocks).block(&blocks[0]).into_string();
        assert_eq!(text_of(&marked), "Bo said Al said no.");
        let (outer, inner) =
            (marked.find("data-s=\"1\" id").or(marked.find("id=\"s-0\"")), marked.find("id=\"s-1\""));
        assert!(outer < inner && marked.contains("&lt;Ilka&gt;"), "{marked}");
    }

    proptest! {
        #[test]
        fn however_marks_overlap_the_text_is_the_text(
            text in "[a-z é<&\"\n]{1,60}",
            cuts in prop::collection::vec(prop::array::uniform6(0_usize..60), 0..5),
        ) {
            let length = text.chars().count();
            let range = |a: usize, b: usize| {
                let (a, b) = (a.min(b) % length, a.max(b) % length);
                (a.min(b), a.max(b) + 1)
            };
            let statements: Vec<_> =
                cuts.iter().map(|c| [range(c[0], c[1]), range(c[2], c[3]), range(c[4], c[5])]).collect();
            let view = view(&text, &statements);
            let blocks = blocks(&view);
            let marker = Marker::new(&view, &blocks);
            let chars: Vec<char> = text.chars().collect();
            for block in &blocks {
                let expected: String = chars[block.start as usize..block.end as usize].iter().collect();
                prop_assert_eq!(text_of(&marker.block(block).into_string()), expected);
            }
        }
    }
}
