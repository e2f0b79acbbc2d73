//! Files in which a news database saved many articles: Nexis and Factiva, as text, HTML, Word or RTF. The file is
//! split, each article gets what its head says, and its text is the version: paragraphs parted by blank lines.
//!
//! A Word or RTF file that is no such export is one document.

mod docx;
mod factiva;
mod markup;
mod nexis;
mod rtf;

pub(crate) use docx::is_docx;

use crate::decode::text_of;
use crate::open::{Flow, Open, Place};
use crate::{Declared, Media, RawDocument, Reason, SetAside, find_date, parse_date};
use onrecord_text::When;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::OnceLock;

/// An article of an export, as its head and foot describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    /// The values of its fields, by what they are (`fields.txt`).
    fields: BTreeMap<&'static str, String>,
    /// Its paragraphs.
    paragraphs: Vec<String>,
}

/// The articles of a document that is an export; `None` if it is not one.
pub(crate) fn articles(bytes: &[u8], media: Option<Media>) -> Option<Vec<Article>> {
    let text = text_of(bytes);
    if !nexis::may_be(&text) && !factiva::may_be(&text) {
        return None;
    }
    let html = media == Some(Media::Html) || media.is_none() && crate::kind::media_of(&text) == Media::Html;
    let text = if html { Cow::Owned(markup::lines(&text)) } else { text };
    split(&text)
}

/// The articles of an export's text.
fn split(text: &str) -> Option<Vec<Article>> {
    let lines: Vec<&str> = text.lines().map(|line| line.trim_matches(is_blank)).collect();
    nexis::articles(&lines).or_else(|| factiva::articles(&lines)).filter(|list| !list.is_empty())
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{c}')
}

/// Reads a Rich Text file.
pub(crate) fn rtf(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    let Some(bytes) = open.whole(place, input)? else { return Flow::Continue(()) };
    text(open, place, rtf::text(&bytes))
}

/// Reads the main part of a Word file.
pub(crate) fn docx(open: &mut Open, place: &Place, document: &[u8]) -> Flow {
    let (found, fault) = docx::text(&text_of(document));
    text(open, place, found)?;
    match fault {
        Some(fault) => {
            let detail = format!("the document is damaged: {fault}. What stands before that was read");
            (open.give)(Err(SetAside::new(&place.locator, Reason::Damaged, detail)))
        }
        None => Flow::Continue(()),
    }
}

fn text(open: &mut Open, place: &Place, text: String) -> Flow {
    match split(&text) {
        Some(articles) => give(open, place, articles),
        None => {
            let locator = place.locator.clone();
            (open.give)(Ok(RawDocument::new(locator, Some(Media::Text), text.into_bytes())))
        }
    }
}

/// Hands out the articles of an export, numbered from 1.
pub(crate) fn give(open: &mut Open, place: &Place, articles: Vec<Article>) -> Flow {
    for (number, article) in (1..).zip(articles) {
        let locator = format!("{}#{number}", place.locator);
        let text = article.paragraphs.join("\n\n");
        let declared = article.declared();
        (open.give)(if text.trim().is_empty() {
            let detail = "the export gives no text of this article. Export it with its full text";
            Err(SetAside::new(locator, Reason::MissingText, detail).saying(declared))
        } else {
            Ok(RawDocument { declared, ..RawDocument::new(locator, Some(Media::Text), text.into_bytes()) })
        })?;
    }
    Flow::Continue(())
}

impl Article {
    /// Sets a field, unless it is set or there is nothing to set.
    fn set(&mut self, what: &'static str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            self.fields.entry(what).or_insert(value);
        }
    }

    fn declared(&self) -> Declared {
        let get = |what: &str| self.fields.get(what).cloned();
        let facts = ["section", "length", "dateline", "load-date", "edition", "page", "number"];
        Declared {
            id: get("number"),
            title: get("title"),
            byline: get("byline"),
            outlet: get("outlet"),
            published: get("published").and_then(|d| date(&d)),
            language: get("language").and_then(|l| language(&l)),
            facts: facts.iter().filter_map(|f| Some(((*f).to_owned(), get(f)?))).collect(),
            ..Declared::default()
        }
    }
}

/// A line that is a date and little else, such as `March 11, 2031 Tuesday 9:00 AM GMT`.
fn date(line: &str) -> Option<When> {
    let (when, range) = find_date(line).filter(|_| line.len() < 60)?;
    let weekday_at_most = |text: &str| text.split_whitespace().count() <= 1;
    let ok = when.day().is_some()
        && weekday_at_most(&line[..range.start])
        && line[range.end..].split_whitespace().count() <= 5
        && !line.contains(['.', ';', '?', '!']);
    ok.then_some(when).or_else(|| parse_date(line).filter(|w| w.day().is_some()))
}

/// The tag of a language by its English name, as the databases write it.
fn language(name: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("polish", "pl"),
        ("czech", "cs"),
        ("ukrainian", "uk"),
        ("turkish", "tr"),
        ("swedish", "sv"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("japanese", "ja"),
    ];
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(n, _)| name.starts_with(n)).map(|(_, tag)| (*tag).to_owned())
}

/// What a field's name stands for.
fn field_named(name: &str) -> Option<&'static str> {
    static NAMES: OnceLock<Vec<(&str, Vec<&str>)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let lines = include_str!("fields.txt").lines().filter(|l| !l.starts_with('#'));
        let words = lines.map(|l| l.split_whitespace());
        words.filter_map(|mut w| w.next().map(|what| (what, w.collect()))).collect()
    });
    let name = name.to_lowercase();
    names.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(what, _)| *what)
}
