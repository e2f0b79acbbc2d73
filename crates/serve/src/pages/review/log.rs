//! Every decision, the last one first.

use super::fields::reviewer;
use super::forms::button;
use crate::Shared;
use crate::pages::error::Answer;
use crate::pages::parts::{page_of, pager};
use crate::pages::shell::{Page, Screen};
use crate::pages::words::count;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use onrecord_record::review::{DecisionFilter, DecisionRow, DecisionState};
use serde::Deserialize;

const PER_PAGE: usize = 60;

#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    page: Option<String>,
}

pub(in crate::pages) async fn page(
    State(shared): State<Shared>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let all = shared.ask(|record| record.decisions(&DecisionFilter::default())).await?;
    let (page, pages) = page_of(asked.page.and_then(|p| p.parse().ok()), all.len(), PER_PAGE);
    let name = reviewer(&shared, &headers);
    let main = html! {
        h1 { "Decisions" }
        p.soft {
            (count(all.len() as u64, "decision")) ", the last one first. Nothing in this log is ever changed or deleted; "
            "undoing is a decision too."
        }
        @if all.is_empty() { p.notice { "Nobody has decided anything yet. " a href="/review" { "To what wants a look" } } }
        ol.plain {
            @for row in all.iter().rev().skip((page - 1) * PER_PAGE).take(PER_PAGE) { (line(row, name.as_deref())) }
        }
        (pager(page, pages, |n| format!("/review/log?page={n}")))
    };
    Ok(Page::new(&shared, Screen::Review, "Decisions", main).up("/review").render())
}

fn line(row: &DecisionRow, name: Option<&str>) -> Markup {
    let to = match row.target.get(..2) {
        Some("s-") => Some(format!("/statements/{}", row.target)),
        Some("p-") => Some(format!("/people/{}", row.target)),
        Some("u-") => Some(format!("/utterances/{}", row.target)),
        _ => None,
    };
    html! {
        li.decision data-item id=(row.id) {
            p {
                strong { (row.kind) } " "
                @match to { Some(to) => a href=(to) { (row.target) }, None => code { (row.target) } }
                " by " (row.reviewer) ", " time datetime=(row.at) { (row.at) }
                @match row.state {
                    DecisionState::Stands => {},
                    DecisionState::Undone => span.soft { " – undone" },
                    DecisionState::LookAgain => span.unknown { " – has no effect now; look again" },
                }
            }
            @if let Some(reason) = &row.reason { p.soft { (reason) } }
            @if let Some(why) = &row.why { p.soft { (why) } }
            @if row.state != DecisionState::Undone && row.kind != "undo" {
                (button("undo", "Undo", None, &[("decision", &row.id)], name, "/review/log"))
            }
        }
    }
}
