//! What was said, published and captured when: a picture, and the same as a table.

mod lanes;
mod picture;

use super::articles::outlet_href;
use super::error::Answer;
use super::parts::{article_href, date, kind, outlet, page_of, pager, party, title, utterance_href};
use super::search::{Asked, asked_for};
use super::shell::{Page, Screen};
use super::words::count;
use crate::Shared;
use axum::extract::{Query, State};
use lanes::Lanes;
use maud::{Markup, html};
use onrecord_record::Error;
use onrecord_record::query::{Event, EventKind};

const PER_PAGE: usize = 80;

/// What the record answers.
struct Dated {
    events: Vec<Event>,
    captures: Vec<(String, String)>,
    undated: u64,
}

pub(super) async fn page(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let dated = match asked.filter() {
        Err(why) => Err(why.to_string()),
        Ok(filter) => {
            let ask = shared.ask(move |record| match record.timeline(&filter) {
                Err(Error::NotFound(why) | Error::Query(why)) => Ok(Err(why)),
                Err(other) => Err(other),
                Ok(events) => {
                    let undated = record.summary()?.undated;
                    Ok(Ok(Dated { events, captures: record.captures()?, undated }))
                }
            });
            ask.await?
        }
    };
    let main = html! {
        h1 { "What was said and published when" }
        (asked_for("/timeline", &asked, None))
        @match &dated {
            Err(why) => p.notice role="alert" { (why) },
            Ok(dated) => (whole(&asked, dated)),
        }
    };
    Ok(Page::new(&shared, Screen::Timeline, "Timeline", main).up("/").render())
}

fn whole(asked: &Asked, dated: &Dated) -> Markup {
    let lanes = Lanes::of(&dated.events, &dated.captures);
    let (page, pages) = page_of(asked.page(), dated.events.len(), PER_PAGE);
    html! {
        @match &lanes {
            None => p.notice { "Nothing here has a date. Undated articles are listed under Articles." },
            Some(lanes) => (picture::picture(lanes)),
        }
        p.soft {
            @if let Some(lanes) = &lanes {
                @if lanes.left_out > 0 {
                    (count(lanes.left_out as u64, "line")) " of the table "
                    @if lanes.left_out == 1 { "has" } @else { "have" }
                    " no place in the picture: too far from the rest, or too many on one day. "
                }
                @if lanes.captured.is_empty() { "No input says when it was captured. " }
            }
            @if dated.undated > 0 {
                a href="/articles?undated=1" { (count(dated.undated, "undated article")) } " can’t be on it. "
            }
            "What is said stands on the day that the text gives for it, or that is inferred, where there is one."
        }
        @if !dated.events.is_empty() {
            section aria-labelledby="table" {
                h2 #table { "The same as a table" }
                (table(dated.events.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE)))
                (pager(page, pages, |n| asked.with("/timeline", &[("page", &n.to_string())])))
            }
        }
    }
}

fn table<'e>(events: impl Iterator<Item = &'e Event>) -> Markup {
    html! {
        table.events {
            thead {
                tr { th scope="col" { "Day" } th scope="col" { "What" } th scope="col" { "Who" } th scope="col" { "Words" } }
            }
            tbody { @for event in events { (line(event)) } }
        }
    }
}

fn line(event: &Event) -> Markup {
    html! {
        tr data-item {
            th scope="row" { (date(Some(&event.date))) }
            @match &event.what {
                EventKind::Said { utterance, statement, tellings, inferred } => {
                    td { "said" }
                    td {
                        @match &statement.speaker {
                            Some(who) => (party(who)),
                            None => span.unknown { "Speaker unknown" },
                        }
                    }
                    td {
                        a data-main href=(utterance_href(utterance, Some(&statement.id))) dir="auto" {
                            (statement.content_text())
                        }
                        " " (kind(&statement.kind))
                        @if *tellings > 1 { span.soft { " " (count(*tellings as u64, "telling")) " give this day" } }
                        @if *inferred == *tellings { span.soft { " (inferred)" } }
                        @else if *inferred > 0 { span.soft { ", " (inferred) " by inference" } }
                    }
                }
                EventKind::Published { article, statements } => {
                    td { "published" }
                    td { a href=(outlet_href(article.outlet.as_deref())) { (outlet(article.outlet.as_deref())) } }
                    td {
                        a data-main href=(article_href(&article.id)) dir="auto" { (title(article)) }
                        span.soft {
                            " " (count(*statements as u64, "statement"))
                            @if article.origin != article.id { ", from another text" }
                        }
                    }
                }
            }
        }
    }
}
