//! Web pages: a DOM within bounds, its visible text as blocks, which of them are the article, and what the
//! others are.

mod extract;
mod features;
mod head;
mod label;
mod page;
mod parse;
mod streamed;
mod tags;
mod trees;

pub(crate) use features::{NAMES as FEATURES, features};
pub(crate) use head::in_scripts;
pub(crate) use page::{Block, Mark, Marked, Page};
pub(crate) use tags::{Hint, Hints};

use crate::article::{ChromeKind, Cleaned, Mark as ChromeMark};
use crate::lines::{self, Line};
use crate::{limits, meta};
use onrecord_read::{Document, Reason, SetAside};

/// Cleans a page.
pub(crate) fn clean(document: &Document) -> Result<Cleaned, SetAside> {
    let aside =
        |reason, detail: String| SetAside::new(&document.locator, reason, detail).of_bytes(document.sha256);
    let dom = parse::parse(&document.text)
        .map_err(|(reason, what)| aside(reason, format!("{what}; no real page is like that")))?;
    let page = Page::new(&dom);
    if page.blocks.is_empty() {
        return Err(aside(
            Reason::NoText,
            "the page shows no text; was it saved before its scripts ran?".into(),
        ));
    }
    limits::of_text(document, &page.text, page.blocks.len())?;
    let mut facts = meta::of_page(&page, document);
    let kept = extract::readability(&page, dom);
    let inside = inside(&page, &kept, facts.title.as_deref());
    let chrome = chrome(&page, &inside, facts.title.as_deref());
    let sample: Vec<&str> =
        crate::body(&page.text, &chrome).iter().map(|s| s.of(&page.text)).take(40).collect();
    facts.language = meta::language(facts.language, &sample.join("\n"));
    Ok(Cleaned { text: page.text, chrome, meta: facts })
}

/// Whether each block is main content: readability's choice, corrected by the trees.
fn inside(page: &Page, kept: &[f32], title: Option<&str>) -> Vec<bool> {
    let inside: Vec<bool> =
        features(page, kept, title).iter().map(|row| trees::content().score(row) > 0.0).collect();
    if inside.contains(&true) { inside } else { kept.iter().map(|share| *share >= 0.5).collect() }
}

/// A page and the share of each block that readability's method keeps.
pub(crate) fn blocks(html: &str) -> Option<(Page, Vec<f32>)> {
    let dom = parse::parse(html).ok()?;
    let page = Page::new(&dom);
    let kept = extract::readability(&page, dom);
    Some((page, kept))
}

/// The marks of a page of which these blocks are the main content.
fn chrome(page: &Page, inside: &[bool], title: Option<&str>) -> Vec<ChromeMark> {
    let headline = title.and_then(|t| page.title_block(t));
    let mut content = Vec::new();
    let mut chrome = Vec::new();
    for (i, block) in page.blocks.iter().enumerate() {
        if Some(i) == headline {
            chrome.push(ChromeMark {
                span: block.span,
                kind: ChromeKind::Title,
                rule: "title-block".to_owned(),
            });
        } else if inside[i] {
            content.push(Line::new(&page.text, block.span));
        } else {
            let (kind, rule) = label::outside(page, block);
            chrome.push(ChromeMark { span: block.span, kind, rule });
        }
    }
    chrome.extend(lines::marks(&page.text, &content, title.or(Some(""))));
    chrome.sort();
    chrome
}
