//! One thing that somebody said once: how each telling words it, and which outlets carry it.

pub(super) mod diff;

use super::error::Answer;
use super::parts::{
    citation, content, day, kind, origin, outlet, page_of, pager, party, speaker, statement_href,
    utterance_href,
};
use super::review::{buttons, name_field, reviewer};
use super::shell::{Page, Screen};
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use onrecord_record::query::{Coverage, Extent, TellingRow, UtteranceRow, UtteranceView};
use onrecord_record::{Record, Result};
use serde::Deserialize;

const PER_PAGE: usize = 30;
/// Tellings beside the compared one that a page shows.
const TELLINGS: usize = 25;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The telling that the others are compared with.
    with: Option<String>,
    page: Option<String>,
}

pub(super) async fn page(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let with = asked.with.clone();
    let view = shared.ask(move |record| record.utterance(&id, with.as_deref())).await?;
    let said = view.rows.first().map(|r| r.statement.content_text()).unwrap_or_default();
    let title: String = said.chars().take(80).collect();
    let main = html! { (whole(&view, &asked, reviewer(&shared, &headers).as_deref())) };
    Ok(Page::new(&shared, Screen::Utterances, title, main).up("/utterances").render())
}

fn whole(view: &UtteranceView, asked: &Asked, name: Option<&str>) -> Markup {
    let Some((base, others)) = view.rows.split_first() else { return html! {} };
    let (page, pages) = page_of(asked.page.as_deref().and_then(|p| p.parse().ok()), others.len(), TELLINGS);
    let shown = others.iter().skip((page - 1) * TELLINGS).take(TELLINGS);
    let u = &view.utterance;
    html! {
        header.utterance-head {
            p.eyebrow {
                (count(u.tellings, "telling")) ", " (count(u.articles, "article")) ", "
                (count(u.outlets, "outlet")) ", " (count(u.origins, "independent origin"))
            }
            h1 {
                @match &u.speaker { Some(who) => (party(who)), None => span.unknown { "Speaker unknown" } }
            }
            (agreement(&view.rows))
        }
        section.base aria-labelledby="base" {
            h2 #base { "Compared with" @if base.reason == "leader" { ": the fullest telling" } }
            (content(&base.statement, &[]))
            @if base.quoted_like_no_other { p.soft.joined { strong.differs { (LIKE_NO_OTHER) } } }
            p.where { (origin(&base.statement.article, &statement_href(&base.statement))) " " (kind(&base.statement.kind)) }
            (citation(&base.statement))
        }
        @if others.is_empty() {
            p.notice { "Nobody else tells it in the texts of this record." }
        } @else {
            section aria-labelledby="tellings" {
                h2 #tellings { "How the others tell it" }
                p.soft.how-to-read {
                    "Left: the compared telling, with " del { "words" } " that the other leaves out. Right: the other, with "
                    ins { "words" } " that only it has."
                }
                ol.plain { @for row in shown { (telling(view, base, row, name)) } }
                (pager(page, pages, |n| format!("{}&page={n}", utterance_href(&u.id, Some(&base.statement.id)))))
            }
        }
        (add(base, name, &utterance_href(&u.id, Some(&base.statement.id))))
        (coverage(&view.coverage))
    }
}

/// Said of a quotation that differs from every other of the same words.
const LIKE_NO_OTHER: &str = "Nobody else quotes it in these words.";

fn telling(view: &UtteranceView, base: &TellingRow, row: &TellingRow, name: Option<&str>) -> Markup {
    let statement = &row.statement;
    let language = statement.article.language.as_deref();
    let base_language = base.statement.article.language.as_deref();
    html! {
        li.telling id=(statement.id) data-item {
            p.where { (origin(&statement.article, &statement_href(statement))) }
            p.who {
                (speaker(statement)) " " (kind(&statement.kind)) " "
                span.extent.(extent_class(row.extent)) { (words::extent(row.extent)) }
            }
            div.beside {
                blockquote.said lang=[base_language] dir=(super::parts::direction(base_language)) {
                    span.unseen { "Compared telling: " } (diff::base(&base.statement.content, row))
                }
                blockquote.said lang=[language] dir=(super::parts::direction(language)) {
                    span.unseen { "This telling: " } (diff::this(row))
                }
            }
            p.soft.joined {
                @if row.reason == "leader" { "The fullest telling." } @else {
                    "Joined because: " (words::joined(&row.reason)) ", likeness " (format!("{:.2}", row.likeness)) "."
                }
                @if row.quotation_differs { " " strong.differs { "Both quote, in other words." } }
                @if row.quoted_like_no_other { " " strong.differs { (LIKE_NO_OTHER) } }
                " " a href=(utterance_href(&view.utterance.id, Some(&statement.id))) { "Compare with this one" }
            }
            (citation(statement))
            div.decisions {
                @let back = utterance_href(&view.utterance.id, Some(&base.statement.id));
                @let pair = [("statement", statement.id.as_str()), ("other", base.statement.id.as_str())];
                @let verdicts = [("different", "Not the same", Some("n")), ("accept", "Right as it is", Some("y"))];
                (buttons(&verdicts, &pair, name, &back))
            }
        }
    }
}

/// Adds a telling that was not recognised.
fn add(base: &TellingRow, name: Option<&str>, back: &str) -> Markup {
    html! {
        details.decide {
            summary { "Another statement tells it too" }
            form.stacked method="post" action="/review" {
                input type="hidden" name="do" value="same";
                input type="hidden" name="statement" value=(base.statement.id);
                input type="hidden" name="back" value=(back);
                label { "Its id, or the address of its number in the article" input name="other" required autocomplete="off"; }
                (name_field(name))
                button { "Join" }
            }
        }
    }
}

/// Whether the tellings agree on who said it and when.
fn agreement(rows: &[TellingRow]) -> Markup {
    let tally = |values: Vec<Option<String>>| {
        let mut out: Vec<(Option<String>, u64)> = Vec::new();
        for value in values {
            match out.iter_mut().find(|(v, _)| *v == value) {
                Some((_, n)) => *n += 1,
                None => out.push((value, 1)),
            }
        }
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out
    };
    let speakers = tally(rows.iter().map(|r| Some(r.statement.speaker.as_ref()?.name.clone())).collect());
    let dates = tally(
        rows.iter().map(|r| r.statement.said.as_ref()?.date.as_deref().map(|d| day(d).to_owned())).collect(),
    );
    let addressees = tally(rows.iter().map(|r| Some(r.statement.addressee.as_ref()?.name.clone())).collect());
    html! {
        dl.agreement {
            div { dt { "Who" } dd { (tallied(&speakers, "no name", str::to_owned)) } }
            div { dt { "When" } dd { (tallied(&dates, "no date of its own", words::date)) } }
            @if addressees.iter().any(|a| a.0.is_some()) {
                div { dt { "To whom" } dd { (tallied(&addressees, "not said", str::to_owned)) } }
            }
        }
    }
}

fn tallied(values: &[(Option<String>, u64)], none: &str, show: impl Fn(&str) -> String) -> Markup {
    let all = values.len() == 1;
    html! {
        @for (i, (value, n)) in values.iter().enumerate() {
            @if i > 0 { "; " }
            @match value {
                Some(value) => span dir="auto" { (show(value)) },
                None => span.soft { (none) },
            }
            span.soft { @if all { " in all " (n) } @else { " in " (n) } }
        }
    }
}

/// What each outlet carries of it, and among how many texts it was looked for.
fn coverage(rows: &[Coverage]) -> Markup {
    html! {
        section.coverage aria-labelledby="coverage" {
            h2 #coverage { "Outlet by outlet" }
            table {
                thead { tr { th scope="col" { "Outlet" } th scope="col" { "Has it" } th scope="col" { "Where" } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (outlet(row.outlet.as_deref())) }
                            td { span.extent.(extent_class(row.extent)) { (words::extent(row.extent)) } }
                            td {
                                @if row.extent == Extent::Absent {
                                    span.soft { "not in the " (count(row.articles_held, "text")) " held of it" }
                                } @else {
                                    @for (i, id) in row.statements.iter().take(5).enumerate() {
                                        @if i > 0 { ", " }
                                        a href=(format!("/statements/{id}")) { "telling " (i + 1) }
                                    }
                                    span.soft {
                                        " of " (count(row.articles_held, "text")) " held"
                                        @if row.reprint { "; from another outlet’s text" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A class for how much of it there is.
pub(super) fn extent_class(extent: Extent) -> &'static str {
    match extent {
        Extent::Verbatim => "verbatim",
        Extent::Partial => "partial",
        Extent::Reported => "retold",
        Extent::Absent => "absent",
    }
}

/// A page of the utterances.
pub(super) struct UtteranceList {
    /// How many there are in all.
    pub total: usize,
    /// Those of the page.
    pub rows: Vec<UtteranceRow>,
}

impl UtteranceList {
    /// The utterances told by at least so many statements, of these speakers, from the row `offset` on.
    pub fn load(
        record: &Record,
        tellings: usize,
        speakers: Option<&[String]>,
        offset: usize,
        limit: usize,
    ) -> Result<UtteranceList> {
        let ids = record.utterance_ids(tellings, speakers)?;
        let from = offset.min(ids.len());
        let page = &ids[from..ids.len().min(from.saturating_add(limit))];
        Ok(UtteranceList { total: ids.len(), rows: record.utterance_rows(page)? })
    }
}

/// The utterances that more than one statement tells.
pub(super) async fn list(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let wanted: usize = asked.page.and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
    let offset = (wanted - 1).saturating_mul(PER_PAGE);
    let list = shared.ask(move |record| UtteranceList::load(record, 2, None, offset, PER_PAGE)).await?;
    let (page, pages) = page_of(Some(wanted), list.total, PER_PAGE);
    let main = html! {
        h1 { "Told more than once" }
        p.soft {
            (count(list.total as u64, "utterance")) ", those of the most independent origins first. "
            a href="/outlets" { "Outlet by outlet" }
        }
        @if list.total == 0 {
            p.notice { "No utterance is told by two statements yet. Add articles of another outlet about the same story." }
        } @else if list.rows.is_empty() {
            p.notice { "The list ends before this page. " a href="/utterances" { "To its beginning" } }
        }
        ol.plain { @for row in &list.rows { (told(row)) } }
        (pager(page, pages, |n| format!("/utterances?page={n}")))
    };
    Ok(Page::new(&shared, Screen::Utterances, "Told more than once", main).up("/").render())
}

/// An utterance in a list.
pub(super) fn told(row: &UtteranceRow) -> Markup {
    html! {
        li.statement data-item id=(row.id) {
            p.who {
                @match &row.speaker { Some(who) => (party(who)), None => span.party.unknown { "Speaker unknown" } }
                " " (kind(&row.leader.kind))
            }
            (content(&row.leader, &[]))
            p.where {
                @if row.tellings > 1 {
                    a data-main href=(utterance_href(&row.id, None)) {
                        (count(row.tellings, "telling")) ", " (count(row.outlets, "outlet")) ", "
                        (count(row.origins, "independent origin"))
                    }
                    " · fullest in "
                }
                (origin(&row.leader.article, &statement_href(&row.leader)))
            }
        }
    }
}
