//! What a document says about its article.

mod byline;
mod date;
mod json_ld;
mod language;
mod title;
mod url;

pub(crate) use byline::name as author_name;
pub(crate) use language::language;

use crate::article::{Dated, Meta};
use crate::html::Page;
use json_ld::JsonLd;
use onrecord_read::{Declared, Document};
use onrecord_text::{Span, words};

/// An address as articles are named by it: without fragment, tracking parameters, user name and default port; `None`
/// if it is not an absolute `http` or `https` address.
pub fn canonical_url(address: &str) -> Option<String> {
    url::canonical(address, None)
}

/// What is declared from outside, which goes before everything that is found.
pub(crate) fn declared(d: &Declared) -> Meta {
    let tidy = |s: &Option<String>| s.as_deref().map(squeeze).filter(|s| !s.is_empty());
    Meta {
        url: d.url.as_deref().and_then(|u| url::canonical(u, None)),
        title: tidy(&d.title),
        byline: tidy(&d.byline).and_then(|b| byline::name(&b, None)),
        outlet: tidy(&d.outlet),
        published: d.published.map(|when| Dated { when, found_in: "declared".to_owned() }),
        captured: d.captured,
        language: d.language.as_deref().and_then(language::tag),
    }
}

/// The facts of a page; what is declared from outside stands. The body's language comes later.
pub(crate) fn of_page(page: &Page, document: &Document) -> Meta {
    let mut meta = declared(&document.declared);
    let ld = JsonLd::new(&page.head.json_ld);
    let og_url = page.head.first(&["og:url"]).map(|(_, c)| c);
    let given = meta.url.clone();
    let found = [page.head.canonical.as_deref(), og_url, ld.url.as_deref()]
        .into_iter()
        .flatten()
        .filter_map(|u| url::canonical(u, given.as_deref()))
        .find(|u| !url::is_front(u) || given.as_deref().is_some_and(url::is_front));
    meta.url = found.or(given);
    let site = page
        .head
        .first(&["og:site_name"])
        .map(|(_, c)| unescape(c))
        .or_else(|| ld.publisher.clone())
        .or_else(|| {
            page.head
                .first(&["application-name", "dc.publisher", "cre", "al:ios:app_name"])
                .map(|(_, c)| unescape(c))
        })
        .filter(|s| !s.is_empty() && !s.contains("://"));
    let h1: Vec<&str> = page.headings("h1").map(|b| page.of(b)).collect();
    if meta.title.is_none() {
        meta.title = title::title(&title::Offers {
            h1,
            shared: page.head.first(&["og:title", "twitter:title"]).map(|(_, c)| c),
            headline: ld.headline.as_deref(),
            title: page.head.title.as_deref(),
            site: site.as_deref(),
        });
    }
    let headline = page.headline(meta.title.as_deref());
    let title_end =
        meta.title.as_deref().and_then(|t| page.title_block(t)).map(|b| page.blocks[b].span.end as usize);
    if meta.byline.is_none() {
        meta.byline = byline::byline(page, &ld, site.as_deref(), title_end);
    }
    if meta.published.is_none() {
        meta.published = date::published(page, &ld, meta.url.as_deref(), headline, &document.text);
    }
    if meta.outlet.is_none() {
        meta.outlet = site.or_else(|| meta.url.as_deref().and_then(url::domain));
    }
    if meta.language.is_none() {
        meta.language = page
            .head
            .language
            .as_deref()
            .and_then(language::tag)
            .or_else(|| ld.language.as_deref().and_then(language::tag));
    }
    meta
}

/// The facts of a plain text: what is declared, and the domain.
pub(crate) fn of_text(d: &Declared) -> Meta {
    let mut meta = declared(d);
    if meta.outlet.is_none() {
        meta.outlet = meta.url.as_deref().and_then(url::domain);
    }
    meta
}

/// The words of a text, folded.
pub(crate) fn folded(text: &str) -> Vec<String> {
    words(text, Span::new(0, text.len())).map(|w| w.folded).collect()
}

/// White space collapsed and trimmed.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Attribute and JSON values as pages fill them: entities decoded again, twice if need be, markup dropped,
/// one line.
pub(crate) fn unescape(text: &str) -> String {
    let mut text = squeeze(text);
    for _ in 0..2 {
        if !text.contains(['&', '<']) {
            break;
        }
        text = squeeze(&dom_query::Document::fragment(text).text());
    }
    text
}
