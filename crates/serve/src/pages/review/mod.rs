//! Review: what wants a look, and a person's word on it.

mod act;
mod edit;
mod excerpt;
mod fields;
mod forms;
mod log;

use super::error::Answer;
use super::parts::{origin, speaker, statement_href, utterance_href};
use super::shell::{Page, Screen};
use super::words::{self, count, number};
use crate::Shared;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use excerpt::{Parts, excerpt};
use maud::{Markup, html};
use onrecord_record::query::Summary;
use onrecord_record::review::{
    DecisionFilter, DecisionRow, DecisionState, QueueFilter, QueueItem, QueueReason,
};
use onrecord_record::{Record, Result};
use serde::Deserialize;
use std::collections::HashMap;

pub(super) use act::act;
pub(super) use edit::page as edit;
pub(super) use fields::reviewer;
use forms::button;
pub(super) use forms::{buttons, name_field};
pub(super) use log::page as log;

const PER_PAGE: usize = 12;

const REASONS: [(QueueReason, &str, &str); 4] = [
    (QueueReason::LookAgain, "look-again", "Decisions to look at again"),
    (QueueReason::LowConfidence, "low-confidence", "Not sure"),
    (QueueReason::UnknownSpeaker, "unknown-speaker", "Speaker unknown"),
    (QueueReason::DifferingQuotation, "differing-quotation", "Quoted in other words"),
];

#[derive(Deserialize)]
pub(super) struct Asked {
    reason: Option<String>,
    page: Option<String>,
}

struct Queue {
    items: Vec<QueueItem>,
    more: bool,
    /// Texts of the versions that the items stand in.
    texts: HashMap<String, String>,
    last: Option<DecisionRow>,
    summary: Summary,
}

pub(super) async fn page(
    State(shared): State<Shared>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let reason = REASONS.iter().find(|r| asked.reason.as_deref() == Some(r.1));
    let page: usize = asked.page.as_deref().and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
    let wanted = reason.map(|r| r.0);
    let queue = shared.ask(move |record| load(record, wanted, page)).await?;
    let name = reviewer(&shared, &headers);
    let here =
        format!("/review?{}page={page}#next", reason.map(|r| format!("reason={}&", r.1)).unwrap_or_default());
    let main = html! {
        header.review-head {
            h1 { "Review" }
            p.soft { (coverage(&queue.summary)) " " a href="/review/log" { "All decisions" } }
            @if let Some(name) = &name { p.soft { "You decide as " strong { (name) } ". " (rename(name)) } }
        }
        (tabs(reason.map(|r| r.0)))
        (forms::last(queue.last.as_ref(), name.as_deref(), &here))
        (forms::reasons())
        @if queue.items.is_empty() {
            p.notice { "Nothing here waits for a look." @if page > 1 { " " a href="/review" { "To the beginning" } } }
        }
        ol.plain.queue { @for item in &queue.items { (entry(item, &queue.texts, name.as_deref(), &here)) } }
        @if page > 1 || queue.more {
            nav.pager aria-label="Pages" {
                @let at = |n: usize| here.replace(&format!("page={page}#next"), &format!("page={n}"));
                @if page > 1 { a rel="prev" href=(at(page - 1)) { "← Previous" } }
                span { "Page " (page) }
                @if queue.more { a rel="next" href=(at(page + 1)) { "Next →" } }
            }
        }
    };
    Ok(Page::new(&shared, Screen::Review, "Review", main).up("/").render())
}

fn load(record: &Record, reason: Option<QueueReason>, page: usize) -> Result<Queue> {
    let filter = QueueFilter {
        reason,
        offset: (page - 1).saturating_mul(PER_PAGE),
        limit: Some(PER_PAGE + 1),
        ..QueueFilter::default()
    };
    let mut items = record.review_queue(&filter)?;
    let more = items.len() > PER_PAGE;
    items.truncate(PER_PAGE);
    let mut texts = HashMap::new();
    for statement in items.iter().filter_map(|i| i.statement.as_ref()) {
        let version = &statement.article.version;
        if !texts.contains_key(version) {
            texts.insert(version.clone(), record.version(version)?.text);
        }
    }
    Ok(Queue { items, more, texts, last: last(record)?, summary: record.summary()? })
}

/// The last decision that counts and is no undoing.
fn last(record: &Record) -> Result<Option<DecisionRow>> {
    let standing = DecisionFilter { state: Some(DecisionState::Stands), ..DecisionFilter::default() };
    Ok(record.decisions(&standing)?.into_iter().rev().find(|d| d.kind != "undo"))
}

/// How much of the record has been looked at.
pub(super) fn coverage(summary: &Summary) -> Markup {
    let reviewed = &summary.reviewed;
    let looked_at = reviewed.accepted + reviewed.corrected + reviewed.rejected;
    html! {
        (count(looked_at, "statement")) " looked at: "
        a href="/search?review=accepted" { (number(reviewed.accepted)) " accepted" } ", "
        a href="/search?review=corrected" { (number(reviewed.corrected)) " corrected" } ", "
        a href="/search?review=rejected" { (number(reviewed.rejected)) " rejected" } "; "
        (number((summary.statements + reviewed.rejected).saturating_sub(looked_at))) " not yet."
    }
}

fn rename(name: &str) -> Markup {
    html! {
        details.rename {
            summary { "Another name" }
            form.decide method="post" action="/review" {
                input type="hidden" name="do" value="name";
                input type="hidden" name="back" value="/review";
                label { "Name " input name="reviewer" value=(name) required maxlength="80"; }
                button { "Keep" }
            }
        }
    }
}

fn tabs(chosen: Option<QueueReason>) -> Markup {
    html! {
        ul.chips aria-label="Why" {
            li { a href="/review" aria-current=[chosen.is_none().then_some("true")] { "All" } }
            @for (reason, name, label) in REASONS {
                li {
                    a href=(format!("/review?reason={name}")) aria-current=[(chosen == Some(reason)).then_some("true")] { (label) }
                }
            }
        }
    }
}

fn entry(item: &QueueItem, texts: &HashMap<String, String>, name: Option<&str>, back: &str) -> Markup {
    let why = REASONS.iter().find(|r| r.0 == item.reason).map_or("", |r| r.2);
    html! {
        @match &item.statement {
            Some(row) => li.queued data-item id=(row.id) {
                p.eyebrow {
                    (why)
                    @if item.reason == QueueReason::LowConfidence { " – sure to " (format!("{:.0} %", 100.0 * row.confidence)) }
                    @if let Some(reason) = row.speaker_unknown.as_deref().filter(|_| row.speaker.is_none()) {
                        " – " (words::speaker_unknown(reason))
                    }
                    @if let Some(why) = &item.why { " – " (why) }
                }
                p.who { (speaker(row)) " " (super::parts::kind(&row.kind)) }
                @if let Some(text) = texts.get(&row.article.version) { (excerpt(row, text, &Parts::of(row))) }
                p.where {
                    (origin(&row.article, &statement_href(row)))
                    @if let (true, Some(utterance)) = (row.tellings > 1, &row.utterance) {
                        " · " a href=(utterance_href(utterance, Some(&row.id))) { "one of " (row.tellings) " tellings" }
                    }
                }
                div.decisions {
                    (button("accept", "Accept", Some("y"), &[("statement", &row.id)], name, back))
                    a.button.quiet data-main data-key="e" href=(format!("/review/statements/{}", row.id)) {
                        "Correct " kbd aria-hidden="true" { "e" }
                    }
                    (forms::reject(&row.id, name, back))
                }
            },
            None => li.queued data-item {
                p.eyebrow { (why) }
                p { (item.why.as_deref().unwrap_or("It is not known any more what this decision is about.")) }
                @if let Some(decision) = &item.decision {
                    div.decisions { (button("undo", "Undo it", None, &[("decision", decision)], name, back)) }
                }
            },
        }
    }
}
