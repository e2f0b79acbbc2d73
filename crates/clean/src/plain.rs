//! Plain texts: the version is the text as it is; what another scraper left in is marked.

use crate::article::{ChromeKind, Cleaned};
use crate::{article, limits, lines, meta};
use onrecord_read::{Document, Reason, SetAside, find_date};

/// Cleans a plain text.
pub(crate) fn clean(document: &Document) -> Result<Cleaned, SetAside> {
    limits::of_text(document, &document.text, document.text.lines().count())?;
    let text = document.text.clone();
    let mut facts = meta::of_text(&document.declared);
    let lines = lines::lines(&text);
    let chrome = lines::marks(&text, &lines, facts.title.as_deref());
    let of = |kind| chrome.iter().find(move |m| m.kind == kind).map(|m| m.span.of(&text));
    if facts.title.is_none() {
        facts.title = of(ChromeKind::Title).map(str::to_owned);
    }
    if facts.byline.is_none() {
        facts.byline = chrome
            .iter()
            .filter(|m| m.kind == ChromeKind::Byline && m.rule == "by")
            .find_map(|m| meta::author_name(m.span.of(&text), None));
    }
    if facts.published.is_none() {
        let dated = of(ChromeKind::Dateline).and_then(find_date).map(|(when, _)| when);
        facts.published = dated.map(|when| article::Dated { when, found_in: "visible-text".to_owned() });
    }
    let body = article::body(&text, &chrome);
    if body.is_empty() {
        let detail = "nothing in it reads like an article: only menus, notices and the like";
        return Err(SetAside::new(&document.locator, Reason::NoText, detail).of_bytes(document.sha256));
    }
    let sample = body.iter().map(|s| s.of(&text)).take(40).collect::<Vec<_>>().join("\n");
    facts.language = meta::language(facts.language, &sample);
    Ok(Cleaned { text, chrome, meta: facts })
}
