//! Who speaks: names, roles, and everything that each one said.

use super::error::Answer;
use super::parts::{date, day, outlet, page_of, pager, party, party_href, title};
use super::review::{name_field, reviewer};
use super::shell::{Page, Screen};
use super::utterance::{UtteranceList, told};
use super::words::{count, number};
use crate::Shared;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use onrecord_record::Error;
use onrecord_record::query::{MentionRow, PartyRow, PrintedRow, SpeakerRow};
use serde::Deserialize;

const PER_PAGE: usize = 50;
const UTTERANCES: usize = 25;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// `described`: those without a name of their own.
    which: Option<String>,
    page: Option<String>,
}

fn named(party: &PartyRow) -> bool {
    matches!(party.kind.as_str(), "person" | "organisation" | "place")
}

pub(super) async fn list(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let all = shared.ask(|record| record.speakers()).await?;
    let described = asked.which.as_deref() == Some("described");
    let (with_name, without): (Vec<_>, Vec<_>) = all.iter().partition(|s| named(&s.party));
    let rows = if described { &without } else { &with_name };
    let (page, pages) = page_of(asked.page.and_then(|p| p.parse().ok()), rows.len(), PER_PAGE);
    let which = if described { "which=described&" } else { "" };
    let main = html! {
        h1 { @if described { "Described, not named" } @else { "Who speaks" } }
        p.soft {
            @if described {
                (count(rows.len() as u64, "speaker")) " that the texts describe but don’t name: “an official”, “residents”. "
                a href="/people" { "Those with a name" }
            } @else {
                (count(rows.len() as u64, "speaker")) " with a name, those who say most first. "
                a href="/people?which=described" { (count(without.len() as u64, "speaker")) " without a name" }
            }
        }
        @if rows.is_empty() { p.notice { "Nobody here says anything in the texts of this record." } }
        table.people {
            thead {
                tr {
                    th scope="col" { "Who" } th scope="col" { "Kind" } th.n scope="col" { "Utterances" }
                    th.n scope="col" { "Statements" } th.n scope="col" { "Articles" } th.n scope="col" { "Outlets" }
                }
            }
            tbody { @for row in rows.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE) { (line(row)) } }
        }
        (pager(page, pages, |n| format!("/people?{which}page={n}")))
    };
    Ok(Page::new(&shared, Screen::People, "Who speaks", main).up("/").render())
}

fn line(row: &SpeakerRow) -> Markup {
    html! {
        tr data-item id=(row.party.id) {
            th scope="row" { (party(&row.party)) }
            td data-label="Kind" { (row.party.kind) }
            td.n data-label="Utterances" { (number(row.utterances)) }
            td.n data-label="Statements" {
                a href=(format!("/search?speaker={}", row.party.id)) { (number(row.statements)) }
            }
            td.n data-label="Articles" { (number(row.articles)) }
            td.n data-label="Outlets" { (number(row.outlets)) }
        }
    }
}

struct Person {
    row: SpeakerRow,
    printed: Vec<PrintedRow>,
    mentions: Vec<MentionRow>,
    said: UtteranceList,
}

pub(super) async fn page(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let wanted: usize = asked.page.and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
    let person = shared
        .ask(move |record| {
            let none = || Error::NotFound(format!("nobody who speaks in this record has the id {id}"));
            let row = record.speakers()?.into_iter().find(|s| s.party.id == id).ok_or_else(none)?;
            let offset = (wanted - 1).saturating_mul(UTTERANCES);
            Ok(Person {
                printed: record.printed(&id)?,
                mentions: record.mentions(&id)?,
                said: UtteranceList::load(record, 1, Some(&[id]), offset, UTTERANCES)?,
                row,
            })
        })
        .await?;
    let Person { row, printed, mentions, said } = &person;
    let name = reviewer(&shared, &headers);
    let (page, pages) = page_of(Some(wanted), said.total, UTTERANCES);
    let main = html! {
        header.person-head {
            p.eyebrow { (row.party.kind) }
            h1 dir="auto" { (row.party.name) }
            p.soft {
                (count(row.utterances, "utterance")) " in " (count(row.articles, "article")) " of "
                (count(row.outlets, "outlet")) " · "
                a href=(format!("/search?speaker={}", row.party.id)) { (count(row.statements, "statement")) } " · "
                a href=(format!("/timeline?speaker={}", row.party.id)) { "on the timeline" }
            }
            @if let Some(known) = &row.known {
                p.soft { "Known by " (known) @for id in &row.ids { " · " code { (id) } } }
            }
        }
        (names(printed))
        section aria-labelledby="said" {
            h2 #said { "What was said, as told by most" }
            ol.plain { @for row in &said.rows { (told(row)) } }
            (pager(page, pages, |n| format!("{}?page={n}", party_href(&row.party.id))))
        }
        (decide(&row.party, mentions, name.as_deref()))
    };
    Ok(Page::new(&shared, Screen::People, row.party.name.clone(), main).up("/people").render())
}

/// The names that articles print, and what they say the person is.
fn names(printed: &[PrintedRow]) -> Markup {
    let (roles, names): (Vec<_>, Vec<_>) = printed.iter().partition(|p| p.form == "role");
    let mut merged: Vec<(&str, u64)> = Vec::new();
    for row in names {
        match merged.iter_mut().find(|(text, _)| *text == row.text) {
            Some((_, n)) => *n = (*n).max(row.articles),
            None => merged.push((&row.text, row.articles)),
        }
    }
    let list = |rows: Vec<(&str, u64)>| {
        html! {
            ul.forms {
                @for (text, articles) in rows.into_iter().take(24) {
                    li { span dir="auto" { "“" (text) "”" } " " span.soft { (count(articles, "article")) } }
                }
            }
        }
    };
    html! {
        div.printed {
            section aria-labelledby="names" { h2 #names { "Printed as" } (list(merged)) }
            @if !roles.is_empty() {
                section aria-labelledby="roles" {
                    h2 #roles { "Said to be" }
                    (list(roles.into_iter().map(|r| (r.text.as_str(), r.articles)).collect()))
                }
            }
        }
    }
}

/// Says that two are one, or that one is two, or what the name is.
fn decide(party: &PartyRow, mentions: &[MentionRow], name: Option<&str>) -> Markup {
    let back = party_href(&party.id);
    let begin = |what: &str| {
        html! {
            input type="hidden" name="do" value=(what);
            input type="hidden" name="party" value=(party.id);
            input type="hidden" name="back" value=(back);
        }
    };
    html! {
        section.decide-party aria-labelledby="decide" {
            h2 #decide { "Somebody else, or the same?" }
            details.decide {
                summary { "Somebody else here is the same" }
                form.stacked method="post" action="/review" {
                    (begin("merge"))
                    label { "The other’s name or id" input name="other" required autocomplete="off"; }
                    (name_field(name))
                    button { "Make them one" }
                }
            }
            @if mentions.len() > 1 {
                details.decide {
                    summary { "Some articles mean somebody else" }
                    form.stacked method="post" action="/review" {
                        (begin("split"))
                        fieldset {
                            legend { "These mean somebody else" }
                            @for mention in mentions.iter().take(100) {
                                label.choice {
                                    input type="checkbox" name="mention" value=(mention.id);
                                    span {
                                        "“" span dir="auto" { (mention.name) } "” in " (outlet(mention.article.outlet.as_deref()))
                                        ", " (date(mention.article.published.as_deref().map(day))) ", " (title(&mention.article))
                                    }
                                }
                            }
                            @if mentions.len() > 100 { p.soft { "The first 100 of " (mentions.len()) " articles." } }
                        }
                        (name_field(name))
                        button { "Make them somebody of their own" }
                    }
                }
            }
            details.decide {
                summary { "The name is another" }
                form.stacked method="post" action="/review" {
                    (begin("rename"))
                    label { "Name" input name="name" required maxlength="200" value=(party.name); }
                    (name_field(name))
                    button { "Rename" }
                }
            }
        }
    }
}
