//! The evidence sheet: statements with all that proves them, as one HTML file that opens anywhere. No script, no
//! address that a browser would load, nothing that only a server could answer.

mod sources;
mod telling;

use super::parts::{day, outlet};
use super::utterance::extent_class;
use super::words::{self, count};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use onrecord_record::query::{Coverage, Extent, Filter, ReviewState, StatementRow, UtteranceView};
use onrecord_record::{Record, Result};
use std::collections::BTreeSet;

/// How to write a sheet.
#[derive(Clone, Debug, Default)]
pub struct ReportOptions {
    /// Its title; without one, what was asked for.
    pub title: Option<String>,
    /// At most so many utterances; the sheet says how many there are.
    pub limit: Option<usize>,
}

/// What the sheet tells of one utterance: its tellings, or a statement that tells none.
enum Entry {
    Utterance(Box<UtteranceView>),
    Statement(Box<StatementRow>),
}

/// The evidence sheet of the statements that match, as a whole HTML document. Every telling of an utterance is
/// shown if one of them matches. The same record and filter give the same bytes.
///
/// # Errors
/// As [`Record::statements`].
pub fn report(record: &Record, filter: &Filter, options: &ReportOptions) -> Result<String> {
    record.at_one_moment(|record| {
        let whole = Filter { limit: None, offset: 0, after: None, ..filter.clone() };
        let rows = record.statements(&whole)?.rows;
        let (mut seen, mut entries, mut total) = (BTreeSet::new(), Vec::new(), 0);
        for row in &rows {
            let key = row.utterance.as_ref().unwrap_or(&row.id);
            if !seen.insert(key.clone()) {
                continue;
            }
            total += 1;
            if options.limit.is_some_and(|limit| entries.len() >= limit) {
                continue;
            }
            entries.push(match &row.utterance {
                Some(id) => Entry::Utterance(Box::new(record.utterance(id, None)?)),
                None => Entry::Statement(Box::new(row.clone())),
            });
        }
        let sheet = Sheet { filter, options, rows: &rows, entries: &entries, total };
        Ok(sheet.page().into_string())
    })
}

struct Sheet<'s> {
    filter: &'s Filter,
    options: &'s ReportOptions,
    /// All statements that match.
    rows: &'s [StatementRow],
    /// What is shown.
    entries: &'s [Entry],
    /// Utterances in all.
    total: usize,
}

impl Sheet<'_> {
    fn page(&self) -> Markup {
        let title = self.options.title.clone().unwrap_or_else(|| self.asked());
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    // Nothing runs and nothing is loaded, whatever an article brought along.
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="generator" content=(concat!("onrecord ", env!("CARGO_PKG_VERSION")));
                    title { (title) " – evidence sheet" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header.head {
                        p.eyebrow { "Evidence sheet" }
                        h1 dir="auto" { (title) }
                        (self.numbers())
                        (how_to_read())
                    }
                    @if self.entries.is_empty() {
                        main { p.empty { "No statement of this record matches." } }
                    } @else {
                        (self.contents())
                        main { @for (i, entry) in self.entries.iter().enumerate() { (self.entry(i + 1, entry)) } }
                        (sources::sources(&self.statements()))
                    }
                    footer {
                        p {
                            "Made with onrecord " (env!("CARGO_PKG_VERSION")) " from the texts of its record. "
                            "It tells what these texts say, not what was really said."
                        }
                    }
                }
            }
        }
    }

    /// What was asked for, in words.
    fn asked(&self) -> String {
        let f = self.filter;
        let mut parts = Vec::new();
        let text = |what: &str, value: &Option<String>| value.as_ref().map(|v| format!("{what} {v}"));
        parts.extend(f.words.as_ref().map(|w| format!("“{w}”")));
        parts.extend(text("said by", &f.speaker));
        parts.extend(f.unknown_speaker.then(|| "speaker unknown".to_owned()));
        parts.extend(text("said to", &f.addressee));
        parts.extend(text("in", &f.outlet));
        parts.extend(f.kind.map(|k| words::kind(k.as_str()).to_owned()));
        parts.extend(f.from.map(|d| format!("from {}", words::date(&d.to_string()))));
        parts.extend(f.to.map(|d| format!("until {}", words::date(&d.to_string()))));
        parts.extend(
            f.review.and_then(|s| ReviewState::ALL.iter().find(|r| r.1 == s)).map(|r| r.0.to_owned()),
        );
        if parts.is_empty() { "Who said what".to_owned() } else { parts.join(", ") }
    }

    fn numbers(&self) -> Markup {
        let distinct = |value: fn(&StatementRow) -> Option<&str>| {
            self.rows.iter().filter_map(value).collect::<BTreeSet<_>>()
        };
        let dates = distinct(|r| r.article.published.as_deref().map(day));
        let number = |n: usize, one: &str| count(n as u64, one);
        html! {
            ul.numbers {
                li { (number(self.rows.len(), "statement")) }
                li { (number(self.total, "utterance")) }
                li { (number(distinct(|r| Some(&r.article.id)).len(), "article")) }
                li { (number(distinct(|r| r.article.outlet.as_deref()).len(), "outlet")) }
                li { (number(distinct(|r| Some(&r.article.origin)).len(), "independent origin")) }
                @if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
                    li {
                        "published " (words::date(first))
                        @if first != last { " to " (words::date(last)) }
                    }
                }
            }
            @if self.entries.len() < self.total {
                p.notice { "This sheet shows the first " (self.entries.len()) " of " (number(self.total, "utterance")) "." }
            }
        }
    }

    fn contents(&self) -> Markup {
        html! {
            nav.contents aria-labelledby="contents" {
                h2 #contents { "Contents" }
                ol {
                    @for (i, entry) in self.entries.iter().enumerate() {
                        @let row = entry.first();
                        li {
                            a href=(format!("#n{}", i + 1)) {
                                strong dir="auto" { (who(row)) } ": " span dir="auto" { (shortened(&row.content_text())) }
                            }
                            " " span.soft { (self.told(entry)) }
                        }
                    }
                }
            }
        }
    }

    fn told(&self, entry: &Entry) -> String {
        match entry {
            Entry::Utterance(view) if view.rows.len() > 1 => {
                let u = &view.utterance;
                format!("{}, {}", count(u.tellings, "telling"), count(u.origins, "independent origin"))
            }
            _ => "one telling".into(),
        }
    }

    fn entry(&self, n: usize, entry: &Entry) -> Markup {
        let row = entry.first();
        let id = format!("n{n}");
        html! {
            section.utterance aria-labelledby=(id) {
                h2 id=(id) { span.number { (n) } " " span dir="auto" { (who(row)) } }
                p.eyebrow { (self.told(entry)) }
                (telling::first(row))
                @if let Entry::Utterance(view) = entry {
                    @if let Some((base, others)) = view.rows.split_first() {
                        @if !others.is_empty() {
                            h3 { "How the others tell it" }
                            ol.tellings { @for other in others { (telling::beside(base, other)) } }
                        }
                    }
                    (carried(&view.coverage))
                }
            }
        }
    }

    /// Every statement that the sheet shows.
    fn statements(&self) -> Vec<&StatementRow> {
        let mut out = Vec::new();
        for entry in self.entries {
            match entry {
                Entry::Utterance(view) => out.extend(view.rows.iter().map(|r| &r.statement)),
                Entry::Statement(row) => out.push(row),
            }
        }
        out
    }
}

impl Entry {
    fn first(&self) -> &StatementRow {
        match self {
            Entry::Utterance(view) => view.rows.first().map_or(&view.utterance.leader, |r| &r.statement),
            Entry::Statement(row) => row,
        }
    }
}

fn who(row: &StatementRow) -> &str {
    row.speaker.as_ref().map_or("Speaker unknown", |s| s.name.as_str())
}

/// The beginning of a text, up to a word's end.
fn shortened(text: &str) -> String {
    const LENGTH: usize = 110;
    match text.char_indices().nth(LENGTH) {
        None => text.to_owned(),
        Some((at, _)) => format!("{} …", text[..at].rsplit_once(' ').map_or(&text[..at], |(kept, _)| kept)),
    }
}

fn how_to_read() -> Markup {
    html! {
        details.how open {
            summary { "How to read this sheet" }
            p {
                "Every quotation is cut from a stored text, letter by letter. Its proof stands below it: the SHA-256 of "
                "that text in UTF-8, and where in it the words stand, counted in Unicode code points from 0, the end "
                "excluded. Side by side, " del { "struck out" } " are words of the fullest telling that the other does "
                "not have, " ins { "underlined" } " are words that only the other has; translations differ too. "
                "“Not in the texts held” says how many texts were looked through: it is no proof that an outlet never "
                "had it."
            }
        }
    }
}

/// What each outlet has of it; those that have nothing of it with the number of their texts.
fn carried(coverage: &[Coverage]) -> Markup {
    let (absent, carriers): (Vec<&Coverage>, Vec<&Coverage>) =
        coverage.iter().partition(|c| c.extent == Extent::Absent);
    html! {
        dl.carried {
            div {
                dt { "Carried by" }
                dd {
                    @for (i, row) in carriers.iter().enumerate() {
                        @if i > 0 { "; " }
                        (outlet(row.outlet.as_deref())) " "
                        span.extent.(extent_class(row.extent)) { (words::extent(row.extent)) }
                        @if row.reprint { span.soft { " from another outlet’s text" } }
                    }
                }
            }
            @if !absent.is_empty() {
                div {
                    dt { "Absent" }
                    dd.soft {
                        @for (i, row) in absent.iter().enumerate() {
                            @if i > 0 { "; " }
                            "not in the " (count(row.articles_held, "text")) " held of " (outlet(row.outlet.as_deref()))
                        }
                    }
                }
            }
        }
    }
}

const STYLE: &str =
    concat!(include_str!("../../../assets/css/colours.css"), include_str!("../../../assets/css/sheet.css"));

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_record::BuildOptions;

    const HOSTILE: &str = "</style><script>alert(1)</script><img src=x onerror=alert(2)>";

    fn record(folder: &std::path::Path) -> Record {
        let rows = [
            serde_json::json!({"url": "https://quay.example/1", "outlet": "Quay Post", "title": HOSTILE, "published": "2031-03-10",
                "text": "“The ferry stays in the harbour until Friday,” Captain Ilka Bramm said. <script>alert(3)</script> “We have no crew,” Bramm said."}),
            serde_json::json!({"url": "javascript:alert(4)", "outlet": HOSTILE, "published": "2031-03-11",
                "text": "“The ferry remains in the harbour until Friday,” Captain Ilka Bramm said."}),
            serde_json::json!({"url": "https://other.example/1", "outlet": "Other", "text": "The weather was mild."}),
        ];
        let (input, file) = (folder.join("rows.jsonl"), folder.join("story.record"));
        std::fs::write(&input, rows.map(|r| r.to_string()).join("\n")).unwrap();
        let mut record = Record::create(&file).unwrap();
        record.build(&[input], &BuildOptions::default(), &()).unwrap();
        record
    }

    #[test]
    fn a_sheet_has_every_quotation_with_its_proof() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(folder.path());
        let sheet = report(&record, &Filter::default(), &ReportOptions::default()).unwrap();
        for row in record.statements(&Filter::default()).unwrap().rows {
            assert!(sheet.contains(&row.article.version), "the hash of its text");
            for piece in &row.content {
                assert!(sheet.contains(&format!("{}–{}", piece.start, piece.end)), "{piece:?}");
            }
        }
        assert!(sheet.contains("We have no crew"));
        let differ = |cut: &str, put: &str| {
            sheet.contains(&format!("<del>{cut}</del>")) && sheet.contains(&format!("<ins>{put}</ins>"))
        };
        assert!(differ("stays", "remains") || differ("remains", "stays"));
        assert!(sheet.contains("not in the 1 text held of"));
        assert_eq!(sheet, report(&record, &Filter::default(), &ReportOptions::default()).unwrap());
    }

    #[test]
    fn nothing_of_an_article_is_markup_and_nothing_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = report(&record(folder.path()), &Filter::default(), &ReportOptions::default()).unwrap();
        for bad in ["<script", "<img", "href=\"javascript", " src=\"", "url(", "@import", "<link", "<iframe"]
        {
            assert!(!sheet.contains(bad), "{bad}");
        }
        assert_eq!(sheet.matches("</style>").count(), 1);
        assert!(sheet.contains("default-src 'none'"));
    }

    #[test]
    fn a_cut_sheet_says_that_it_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(folder.path());
        let options = ReportOptions { limit: Some(1), title: Some("The ferry".into()) };
        let sheet = report(&record, &Filter::default(), &options).unwrap();
        assert!(sheet.contains("shows the first 1 of") && sheet.contains("<h1 dir=\"auto\">The ferry</h1>"));
        let none = Filter { words: Some("nowhere".into()), ..Filter::default() };
        assert!(report(&record, &none, &options).unwrap().contains("No statement of this record matches"));
    }

    #[test]
    fn long_texts_are_shortened_between_words() {
        assert_eq!(shortened("é words"), "é words");
        let long = "né ".repeat(80);
        assert!(shortened(&long).ends_with("né …") && shortened(&long).chars().count() < 115);
    }
}
