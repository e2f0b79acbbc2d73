//! Utterances against outlets: who carried what, verbatim, in part, reported or not at all.

use super::error::Answer;
use super::parts::{outlet, page_of, pager, party, utterance_href};
use super::shell::{Page, Screen};
use super::utterance::extent_class;
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Query, State};
use maud::{Markup, html};
use onrecord_record::query::{Coverage, Extent, Matrix, MatrixRow};
use serde::Deserialize;

const PER_PAGE: usize = 20;

#[derive(Deserialize)]
pub(super) struct Asked {
    page: Option<String>,
}

pub(super) async fn page(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let wanted: usize = asked.page.and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
    let offset = (wanted - 1).saturating_mul(PER_PAGE);
    let matrix = shared.ask(move |record| record.matrix(2, offset, PER_PAGE)).await?;
    let (page, pages) = page_of(Some(wanted), matrix.total, PER_PAGE);
    let main = html! {
        h1 { "Outlet by outlet" }
        p.soft {
            "What each outlet carries of the " (count(matrix.total as u64, "utterance"))
            " told more than once, against the fullest telling. Absent means: not in the texts held of that outlet, "
            "whose number stands under its name."
        }
        @if matrix.total == 0 {
            p.notice { "No utterance is told by two statements yet. Add articles of another outlet about the same story." }
        } @else {
            (legend())
            (table(&matrix))
        }
        (pager(page, pages, |n| format!("/outlets?page={n}")))
    };
    Ok(Page::new(&shared, Screen::Outlets, "Outlet by outlet", main).up("/").render())
}

fn sign(extent: Extent) -> &'static str {
    match extent {
        Extent::Verbatim => "●",
        Extent::Partial => "◐",
        Extent::Reported => "○",
        Extent::Absent => "–",
    }
}

fn legend() -> Markup {
    html! {
        ul.matrix-legend aria-label="Signs" {
            @for extent in [Extent::Verbatim, Extent::Partial, Extent::Reported, Extent::Absent] {
                li.(extent_class(extent)) { span.sign aria-hidden="true" { (sign(extent)) } " " (words::extent(extent)) }
            }
            li { span.sign aria-hidden="true" { "↻" } " only as another outlet’s text: no further source" }
        }
    }
}

fn table(matrix: &Matrix) -> Markup {
    html! {
        div.matrix-scroll tabindex="0" role="region" aria-label="Utterances by outlets" {
            table.matrix {
                thead {
                    tr {
                        th scope="col" { "Utterance" }
                        @for column in &matrix.outlets {
                            th scope="col" {
                                (outlet(column.outlet.as_deref()))
                                span.held { (count(column.articles, "text")) }
                            }
                        }
                    }
                }
                tbody { @for row in &matrix.rows { (line(row)) } }
            }
        }
    }
}

fn line(row: &MatrixRow) -> Markup {
    let u = &row.utterance;
    html! {
        tr data-item id=(u.id) {
            th scope="row" {
                @match &u.speaker { Some(who) => (party(who)), None => span.party.unknown { "Speaker unknown" } }
                a.words data-main href=(utterance_href(&u.id, None)) dir="auto" { (shortened(&u.leader.content_text(), 90)) }
                span.held { (count(u.origins, "independent origin")) }
            }
            @for cell in &row.cells { (one(cell)) }
        }
    }
}

fn one(cell: &Coverage) -> Markup {
    let name = cell.outlet.as_deref().unwrap_or("outlet unknown");
    let what = words::extent(cell.extent);
    html! {
        td.(extent_class(cell.extent)).reprint[cell.reprint] data-outlet=(name) {
            @match cell.statements.first() {
                Some(first) => {
                    a href=(format!("/statements/{first}")) {
                        span.sign aria-hidden="true" { (sign(cell.extent)) @if cell.reprint { "↻" } }
                        span.what { (what) @if cell.reprint { ", from another outlet’s text" } }
                    }
                },
                None => {
                    span.sign aria-hidden="true" { (sign(cell.extent)) }
                    span.what { "not in the " (count(cell.articles_held, "text")) " held" }
                },
            }
        }
    }
}

/// The first so many characters, cut at a space.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((at, _)) => {
            let head = &text[..at];
            format!("{} …", head.rsplit_once(' ').map_or(head, |(h, _)| h))
        }
    }
}
