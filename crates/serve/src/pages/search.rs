//! Statements by words and conditions, all of it in the address.

use super::error::Answer;
use super::parts::{article_href, direction, marked, origin, page_of, pager, statement};
use super::shell::{Page, Screen};
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Query, State};
use maud::{Markup, html};
use onrecord_record::query::{Facets, Filter, Hits, Order, ReviewState, TextHit, TextHits};
use onrecord_record::{Error, Record};
use serde::Deserialize;

const PER_PAGE: usize = 20;
/// Whole articles shown below the statements.
const BESIDE: usize = 3;
/// Enough to choose from; more are found by their name.
const FACET_ROWS: usize = 10;

/// What the address asks for. A field that is empty or missing asks for nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    speaker: String,
    addressee: String,
    outlet: String,
    from: String,
    to: String,
    kind: String,
    review: String,
    unknown_speaker: String,
    one_per_utterance: String,
    one_per_origin: String,
    order: String,
    /// `articles`: words in whole articles, statement or not.
    #[serde(rename = "in")]
    within: String,
    page: String,
}

impl Asked {
    fn fields(&self) -> [(&'static str, &str); 14] {
        [
            ("q", &self.q),
            ("speaker", &self.speaker),
            ("addressee", &self.addressee),
            ("outlet", &self.outlet),
            ("from", &self.from),
            ("to", &self.to),
            ("kind", &self.kind),
            ("review", &self.review),
            ("unknown_speaker", &self.unknown_speaker),
            ("one_per_utterance", &self.one_per_utterance),
            ("one_per_origin", &self.one_per_origin),
            ("order", &self.order),
            ("in", &self.within),
            ("page", &self.page),
        ]
    }

    /// The address with some fields changed; a changed condition begins at the first page.
    pub(super) fn with(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields() {
            let changed = changes.iter().find(|c| c.0 == name).map(|c| c.1);
            let value = match changed {
                Some(value) => value,
                None if name == "page" => "",
                None => value,
            };
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The page asked for.
    pub(super) fn page(&self) -> Option<usize> {
        self.page.parse().ok()
    }

    pub(super) fn filter(&self) -> Result<Filter, Error> {
        let text = |s: &str| (!s.trim().is_empty()).then(|| s.trim().to_owned());
        let date = |s: &str| {
            let parse = |s: String| s.parse().map_err(|e| Error::Query(format!("{e}")));
            text(s).map(parse).transpose()
        };
        let kind = match self.kind.as_str() {
            "" => None,
            "direct" => Some(onrecord_annotate::Kind::Direct),
            "mixed" => Some(onrecord_annotate::Kind::Mixed),
            "indirect" => Some(onrecord_annotate::Kind::Indirect),
            other => {
                return Err(Error::Query(format!("“{other}” is not one of direct, mixed, indirect")));
            }
        };
        let review = match self.review.as_str() {
            "" => None,
            name => match ReviewState::ALL.iter().find(|s| s.0 == name) {
                Some((_, state)) => Some(*state),
                None => return Err(Error::Query(format!("“{name}” is no state of review"))),
            },
        };
        Ok(Filter {
            review,
            words: text(&self.q),
            speaker: text(&self.speaker),
            unknown_speaker: self.unknown_speaker == "true",
            outlet: text(&self.outlet),
            from: date(&self.from)?,
            to: date(&self.to)?,
            kind,
            one_per_utterance: self.one_per_utterance == "true",
            one_per_origin: self.one_per_origin == "true",
            order: if self.order == "date" { Order::Date } else { Order::Relevance },
            ..Filter::default()
        })
    }
}

/// What the record answers.
enum Found {
    Hits(Box<Hits>, Option<Facets>, Option<TextHits>),
    /// Whole articles.
    Texts(TextHits),
    /// Nobody is called so, or the words can't be looked for: in words.
    Nothing(String),
}

pub(super) async fn page(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let (wanted, whole) = (asked.page(), asked.within == "articles");
    let found = match asked.filter() {
        Ok(filter) => {
            shared
                .ask(move |record| match look(record, &filter, wanted, whole) {
                    Err(Error::NotFound(why) | Error::Query(why)) => Ok(Found::Nothing(why)),
                    other => other,
                })
                .await?
        }
        Err(why) => Found::Nothing(why.to_string()),
    };
    let main = html! {
        h1.unseen { "Statements" }
        div.search {
            @match &found {
                Found::Nothing(why) => {
                    section.results { p.notice role="alert" { (why) } (asked_for("/search", &asked, None)) (help()) }
                }
                Found::Texts(texts) => (in_articles(&asked, texts)),
                Found::Hits(hits, facets, texts) => {
                    (results(&asked, hits, facets.as_ref(), texts.as_ref()))
                    (narrow(&asked, facets.as_ref()))
                }
            }
        }
    };
    let title =
        if asked.q.is_empty() { "Statements".to_owned() } else { format!("{} – statements", asked.q) };
    Ok(Page::new(&shared, Screen::Statements, title, main).query(asked.q.clone()).up("/").render())
}

fn look(
    record: &Record,
    filter: &Filter,
    page: Option<usize>,
    whole: bool,
) -> onrecord_record::Result<Found> {
    let offset = page.unwrap_or(1).saturating_sub(1).saturating_mul(PER_PAGE);
    let page = |offset| Filter { limit: Some(PER_PAGE), offset, ..filter.clone() };
    if whole {
        return record.search_articles(&page(offset)).map(Found::Texts);
    }
    let mut hits = record.statements(&page(offset))?;
    if hits.rows.is_empty() && hits.total > 0 {
        hits = record.statements(&page((hits.total - 1) / PER_PAGE * PER_PAGE))?;
    }
    // Where the conditions are about statements there is no such list.
    let beside = Filter { limit: Some(BESIDE), offset: 0, ..filter.clone() };
    let texts = match record.search_articles(&beside) {
        Ok(texts) => Some(texts),
        Err(Error::Query(_)) => None,
        Err(other) => return Err(other),
    };
    Ok(Found::Hits(Box::new(hits), record.facets(filter)?, texts))
}

fn results(asked: &Asked, hits: &Hits, facets: Option<&Facets>, texts: Option<&TextHits>) -> Markup {
    let (page, pages) = page_of(asked.page(), hits.total, PER_PAGE);
    let by_date = asked.order == "date" || asked.q.is_empty();
    html! {
        section.results aria-labelledby="found" {
            div.results-head {
                h2 #found {
                    @if hits.total == 0 { "No statement matches" } @else { (count(hits.total as u64, "statement")) }
                }
                @if hits.total > 0 {
                    p.tools {
                        a.to-narrow href="#narrow" { "Narrow the list" }
                        @if !asked.q.is_empty() {
                            @if by_date {
                                a href=(asked.with("/search", &[("order", "")])) { "Best match first" } " · by date"
                            } @else {
                                "Best match first · " a href=(asked.with("/search", &[("order", "date")])) { "by date" }
                            }
                            " · "
                        }
                        "Export these: "
                        a href=(asked.with("/api/v1/statements.csv", &[])) download { "CSV" } " "
                        a href=(asked.with("/api/v1/statements.jsonl", &[])) download { "JSONL" }
                    }
                }
            }
            (asked_for("/search", asked, facets))
            @if hits.total == 0 { (help()) }
            ol.plain { @for row in &hits.rows { (statement(row, &hits.terms)) } }
            (pager(page, pages, |n| asked.with("/search", &[("page", &n.to_string())])))
            @if let Some(texts) = texts.filter(|t| t.total > 0) {
                section.texts aria-labelledby="texts" {
                    h2 #texts { "In whole articles" }
                    p.soft {
                        (count(texts.total as u64, "article")) " with these words, said by somebody or not."
                        @if texts.total > texts.rows.len() {
                            " " a href=(asked.with("/search", &[("in", "articles")])) { "All of them" }
                        }
                    }
                    ol.plain { @for hit in &texts.rows { (text_hit(hit, &texts.terms)) } }
                }
            }
        }
    }
}

/// Articles that hold the words.
fn in_articles(asked: &Asked, texts: &TextHits) -> Markup {
    let (page, pages) = page_of(asked.page(), texts.total, PER_PAGE);
    html! {
        section.results aria-labelledby="found" {
            div.results-head {
                h2 #found { (count(texts.total as u64, "article")) " with these words" }
                p.tools { a href=(asked.with("/search", &[("in", "")])) { "Only what is said" } }
            }
            (asked_for("/search", asked, None))
            @if texts.total == 0 { (help()) }
            ol.plain { @for hit in &texts.rows { (text_hit(hit, &texts.terms)) } }
            (pager(page, pages, |n| asked.with("/search", &[("page", &n.to_string())])))
        }
    }
}

fn text_hit(hit: &TextHit, terms: &[String]) -> Markup {
    let language = hit.article.language.as_deref();
    let at = hit.snippets.first().map_or(0, |s| s.start);
    html! {
        li.statement data-item id=(hit.article.id) {
            p.where { (origin(&hit.article, &format!("{}?at={at}#at", article_href(&hit.article.id)))) }
            @for snippet in &hit.snippets {
                p.snippet lang=[language] dir=(direction(language)) { "… " (marked(&snippet.text, terms)) " …" }
            }
        }
    }
}

fn help() -> Markup {
    html! {
        div.help {
            p { "All words must stand in what is said or in who says it, in any order." }
            ul {
                li { code { "“an exact phrase”" } " must stand together" }
                li { code { "flood*" } " finds any ending" }
                li { code { "dam -treaty" } " leaves out what has the word" }
            }
            p { a href="/search" { "All statements" } " · " a href="/people" { "Who speaks here" } }
        }
    }
}

/// The conditions, each with a way to take it off.
pub(super) fn asked_for(path: &str, asked: &Asked, facets: Option<&Facets>) -> Markup {
    let called = |id: &str| {
        let parties = facets.iter().flat_map(|f| f.speakers.iter().chain(&f.addressees));
        parties.map(|(p, _)| p).find(|p| p.id == id).map_or_else(|| id.to_owned(), |p| p.name.clone())
    };
    let mut conditions: Vec<(&str, String)> = Vec::new();
    for (name, value) in asked.fields().into_iter().filter(|(_, v)| !v.is_empty()) {
        let words = match name {
            "q" => format!("words: {value}"),
            "speaker" => format!("said by {}", called(value)),
            "addressee" => format!("said to {}", called(value)),
            "outlet" => format!("in {value}"),
            "from" => format!("published {} or later", words::date(value)),
            "to" => format!("published {} or earlier", words::date(value)),
            "kind" => words::kind(value).to_owned(),
            "review" => value.to_owned(),
            "unknown_speaker" => "speaker unknown".to_owned(),
            "one_per_utterance" => "one telling of each utterance".to_owned(),
            "in" => "in whole articles".to_owned(),
            "one_per_origin" => "one per origin: reprints folded".to_owned(),
            _ => continue,
        };
        conditions.push((name, words));
    }
    html! {
        @if !conditions.is_empty() {
            ul.chips aria-label="Conditions" {
                @for (name, words) in &conditions {
                    li {
                        a href=(asked.with(path, &[(name, "")])) {
                            span dir="auto" { (words) } " " span aria-hidden="true" { "×" }
                            span.unseen { " (take off)" }
                        }
                    }
                }
                @if conditions.len() > 1 { li { a.clear href=(path) { "Clear all" } } }
            }
        }
    }
}

/// Ways to narrow the list, each with the count that it leads to.
fn narrow(asked: &Asked, facets: Option<&Facets>) -> Markup {
    let toggle = |name: &str, value: &str| asked.with("/search", &[(name, value)]);
    html! {
        aside #narrow.narrow-by aria-label="Narrow the list" {
            @if let Some(facets) = facets {
                @if asked.kind.is_empty() {
                    (facet("How it is told", facets.kinds.iter().map(|(kind, n)| {
                        (words::kind(kind).to_owned(), toggle("kind", kind), *n)
                    })))
                }
                @if asked.speaker.is_empty() && asked.unknown_speaker.is_empty() {
                    (facet("Who says it", facets.speakers.iter().map(|(party, n)| {
                        (party.name.clone(), toggle("speaker", &party.id), *n)
                    }).take(FACET_ROWS).chain((facets.unknown_speaker > 0).then(|| {
                        ("speaker unknown".to_owned(), toggle("unknown_speaker", "true"), facets.unknown_speaker)
                    }))))
                }
                @if asked.outlet.is_empty() {
                    (facet("Outlet", facets.outlets.iter().take(FACET_ROWS).filter_map(|(outlet, n)| {
                        let outlet = outlet.as_ref()?;
                        Some((outlet.clone(), toggle("outlet", outlet), *n))
                    })))
                }
                @if asked.addressee.is_empty() {
                    (facet("Said to", facets.addressees.iter().take(FACET_ROWS).map(|(party, n)| {
                        (party.name.clone(), toggle("addressee", &party.id), *n)
                    })))
                }
            } @else {
                p.soft { "So many statements are not counted apart. Look for words to see who says them, and where." }
            }
            @if asked.review.is_empty() {
                p.states {
                    "Only "
                    @for (i, (name, _)) in ReviewState::ALL.iter().enumerate() {
                        @if i > 0 { ", " }
                        a href=(toggle("review", name)) { (name) }
                    }
                }
            }
            @if asked.one_per_origin.is_empty() {
                p { a href=(toggle("one_per_origin", "true")) { "One per origin: fold reprints" } }
            }
            @if asked.one_per_utterance.is_empty() {
                p { a href=(toggle("one_per_utterance", "true")) { "One telling of each utterance" } }
            }
            (dates(asked))
        }
    }
}

fn facet(name: &str, rows: impl Iterator<Item = (String, String, u64)>) -> Markup {
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (name) }
                ul.tally {
                    @for (label, href, n) in &rows {
                        li { a href=(href) dir="auto" { (label) } span.n { (words::number(*n)) } }
                    }
                }
            }
        }
    }
}

/// The form for what is typed: speaker and dates. Conditions that are set already go with it.
fn dates(asked: &Asked) -> Markup {
    html! {
        form.conditions action="/search" {
            @for (name, value) in asked.fields() {
                @if !value.is_empty() && !matches!(name, "speaker" | "from" | "to" | "page") {
                    input type="hidden" name=(name) value=(value);
                }
            }
            label for="by" { "Said by" }
            input #by name="speaker" value=(asked.speaker) autocomplete="off" placeholder="name or part of it";
            fieldset {
                legend { "Published" }
                label for="from" { "from" }
                input #from name="from" value=(asked.from) placeholder="2031-03-11" inputmode="numeric"
                    pattern="[0-9]{4}(-[0-9]{2}){0,2}" title="YYYY, YYYY-MM or YYYY-MM-DD";
                label for="to" { "to" }
                input #to name="to" value=(asked.to) placeholder="2031-03" inputmode="numeric"
                    pattern="[0-9]{4}(-[0-9]{2}){0,2}" title="YYYY, YYYY-MM or YYYY-MM-DD";
            }
            button { "Narrow" }
        }
    }
}
