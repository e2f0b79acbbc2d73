//! What can be seen of a block that tells whether it is main content, as numbers for the trees.

use super::page::{Block, Page};
use super::tags::Hint;
use crate::article::ChromeKind;
use crate::lines::{Line, of_line};
use std::collections::HashMap;

/// Names of the features, in the order of their numbers.
pub(crate) const NAMES: &[&str] = &[
    "kept",
    "words",
    "bytes",
    "linked",
    "bold",
    "sentence",
    "cut",
    "quoted",
    "speech",
    "commas",
    "capitals",
    "digits",
    "mean_word",
    "tag",
    "heading",
    "in_list",
    "in_table",
    "in_figure",
    "in_form",
    "in_quote",
    "article",
    "depth",
    "hints_body",
    "hints_navigation",
    "hints_header",
    "hints_footer",
    "hints_aside",
    "hints_teaser",
    "hints_comments",
    "hints_share",
    "hints_tags",
    "hints_promotion",
    "hints_caption",
    "hints_byline",
    "hints_dateline",
    "hints_notice",
    "hints_title",
    "nearest",
    "rule",
    "title",
    "dated",
    "repeated",
    "place",
    "kept_before",
    "kept_prev",
    "kept_prev2",
    "kept_next",
    "kept_next2",
    "to_kept_before",
    "to_kept_after",
    "words_prev",
    "words_next",
    "linked_prev",
    "linked_next",
    "sentence_prev",
    "sentence_next",
    "up1_kept",
    "up1_share",
    "up1_linked",
    "up1_p",
    "up1_blocks",
    "up2_kept",
    "up2_share",
    "up2_linked",
    "up2_p",
    "up2_blocks",
    "up3_kept",
    "up3_share",
    "up3_linked",
    "up3_p",
    "up3_blocks",
    "up4_kept",
    "up4_share",
    "up5_kept",
    "page_kept",
    "page_bytes",
    "page_blocks",
    "same_tag_run",
    "heading_next",
    "heading_prev",
    "colon",
];

/// The features of every block. `kept`: what readability's method keeps of it. `title`: the headline.
pub(crate) fn features(page: &Page, kept: &[f32], title: Option<&str>) -> Vec<Vec<f32>> {
    let lines: Vec<Line> = page.blocks.iter().map(|b| Line::new(&page.text, b.span)).collect();
    let mut region_kept = vec![0f32; page.regions.len()];
    for (block, kept) in page.blocks.iter().zip(kept) {
        region_kept[block.parent] += kept * block.span.len() as f32;
    }
    for i in (1..page.regions.len()).rev() {
        let parent = page.regions[i].parent;
        region_kept[parent] += region_kept[i];
    }
    let total = page.text.len().max(1) as f32;
    let all_kept = region_kept[0];
    let n = page.blocks.len();
    // Blocks to the nearest kept one, on either side.
    let far = 99f32;
    let (mut before, mut after) = (vec![far; n], vec![far; n]);
    let mut last = far;
    for i in 0..n {
        before[i] = last;
        last = if kept[i] >= 0.5 { 1.0 } else { (last + 1.0).min(far) };
    }
    last = far;
    for i in (0..n).rev() {
        after[i] = last;
        last = if kept[i] >= 0.5 { 1.0 } else { (last + 1.0).min(far) };
    }
    let mut counts: HashMap<&str, u32> = HashMap::new();
    page.blocks.iter().for_each(|b| *counts.entry(page.of(b)).or_default() += 1);
    let want = title.map(crate::meta::folded);
    let mut seen = 0f32;
    let mut out = Vec::with_capacity(n);
    let mut run = 0f32;
    for (i, block) in page.blocks.iter().enumerate() {
        let line = &lines[i];
        let text = line.text;
        let region = &page.regions[block.parent];
        let bytes = text.len() as f32;
        let share = |part: u32, all: f32| if all > 0.0 { (part as f32 / all).min(1.0) } else { 0.0 };
        let count = |f: fn(char) -> bool| text.chars().filter(|&c| f(c)).count() as f32;
        let words = line.words as f32;
        let tags = Around::new(page, block);
        let near = |d: isize| i.checked_add_signed(d).filter(|&k| k < n);
        let kept_at = |d: isize| near(d).map_or(-1.0, |k| kept[k]);
        let words_at = |d: isize| near(d).map_or(-1.0, |k| lines[k].words as f32);
        let linked_at = |d: isize| {
            near(d).map_or(-1.0, |k| share(page.blocks[k].linked, page.blocks[k].span.len() as f32))
        };
        let sentence_at = |d: isize| near(d).map_or(-1.0, |k| f32::from(u8::from(lines[k].sentence)));
        let heading_at = |d: isize| near(d).map_or(-1.0, |k| f32::from(heading(page.tag(&page.blocks[k]))));
        run = if i > 0 && page.tag(&page.blocks[i - 1]) == region.tag { run + 1.0 } else { 0.0 };
        let is_title =
            want.as_ref().is_some_and(|w| w.len() == line.words && crate::meta::folded(text) == *w);
        let mut row = vec![
            kept[i],
            words,
            bytes,
            share(block.linked, bytes),
            share(block.bold, bytes),
            flag(line.sentence),
            flag(line.cut),
            flag(line.quoted),
            flag(line.speech),
            count(|c| matches!(c, ',' | '،' | '，' | '、')),
            text.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count() as f32
                / words.max(1.0),
            count(|c| c.is_ascii_digit()) / bytes,
            bytes / words.max(1.0),
            tag_number(&region.tag),
            f32::from(heading(&region.tag)),
            tags.list,
            tags.table,
            tags.figure,
            tags.form,
            tags.quote,
            flag(region.article),
            region.depth as f32,
        ];
        for (_, hint) in super::tags::HINTS {
            // 2: the nearest element says so; 1: one further out.
            row.push(if region.own.has(hint) { 2.0 } else { flag(region.hints.has(hint)) });
        }
        row.push(region.nearest.map_or(-1.0, |h: Hint| f32::from(h as u8)));
        row.push(of_line(text).map_or(-1.0, |(kind, _)| kind_number(kind)));
        row.push(flag(is_title));
        row.push(flag(bytes < 120.0 && onrecord_read::find_date(text).is_some()));
        row.push(counts.get(text).copied().unwrap_or(1) as f32);
        row.push(block.span.start as f32 / total);
        row.push(if all_kept > 0.0 { seen / all_kept } else { -1.0 });
        row.extend([kept_at(-1), kept_at(-2), kept_at(1), kept_at(2), before[i], after[i]]);
        row.extend([words_at(-1), words_at(1), linked_at(-1), linked_at(1), sentence_at(-1), sentence_at(1)]);
        let mut up = block.parent;
        for level in 1..=5 {
            let r = &page.regions[up];
            let all = r.bytes as f32;
            row.push(if all > 0.0 { region_kept[up] / all } else { -1.0 });
            if level <= 4 {
                row.push(all / total);
            }
            if level <= 3 {
                row.extend([share(r.linked, all), share(r.in_p, all), r.blocks as f32]);
            }
            up = r.parent;
        }
        row.extend([
            all_kept / total,
            total,
            n as f32,
            run,
            heading_at(1),
            heading_at(-1),
            flag(text.ends_with(':')),
        ]);
        seen += kept[i] * bytes;
        out.push(row);
    }
    out
}

fn flag(b: bool) -> f32 {
    f32::from(u8::from(b))
}

fn heading(tag: &str) -> u8 {
    match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0',
        _ => 0,
    }
}

fn tag_number(tag: &str) -> f32 {
    let tags = [
        "p",
        "div",
        "li",
        "td",
        "span",
        "blockquote",
        "figcaption",
        "button",
        "dd",
        "dt",
        "pre",
        "section",
        "article",
        "th",
        "form",
        "main",
        "body",
    ];
    match tags.iter().position(|t| *t == tag) {
        Some(i) => i as f32,
        None if heading(tag) > 0 => 20.0,
        None => 21.0,
    }
}

fn kind_number(kind: ChromeKind) -> f32 {
    ChromeKind::ALL.iter().position(|k| *k == kind).map_or(-1.0, |i| i as f32)
}

/// Kinds of elements around a block.
struct Around {
    list: f32,
    table: f32,
    figure: f32,
    form: f32,
    quote: f32,
}

impl Around {
    fn new(page: &Page, block: &Block) -> Around {
        let mut around = Around { list: 0.0, table: 0.0, figure: 0.0, form: 0.0, quote: 0.0 };
        let mut at = block.parent;
        for _ in 0..8 {
            let region = &page.regions[at];
            match region.tag.as_str() {
                "li" | "ul" | "ol" | "dl" => around.list += 1.0,
                "table" | "td" | "th" => around.table = 1.0,
                "figure" | "figcaption" => around.figure = 1.0,
                "form" | "fieldset" => around.form = 1.0,
                "blockquote" => around.quote = 1.0,
                _ => {}
            }
            at = region.parent;
        }
        around
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_a_number_for_every_name() {
        let dom = crate::html::parse::parse(
            "<h1>Rain</h1><p>Rain fell on <a href=x>Dunmore</a>.</p><ul><li>a<li>b</ul>",
        )
        .unwrap();
        let page = Page::new(&dom);
        let rows = features(&page, &[0.0, 1.0, 0.0, 0.0], Some("Rain"));
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|r| r.len() == NAMES.len() && r.iter().all(|v| v.is_finite())));
        let of = |row: usize, name: &str| rows[row][NAMES.iter().position(|n| *n == name).unwrap()];
        assert_eq!((of(0, "title"), of(0, "heading"), of(1, "kept"), of(2, "in_list")), (1.0, 1.0, 1.0, 2.0));
        assert!((0.3..0.4).contains(&of(1, "linked")));
    }
}
