//! The story at a glance: what the record holds, who speaks, what was told most, what needs a look.

use super::error::Answer;
use super::parts::{outlet, party};
use super::shell::{Page, Screen};
use super::utterance::told;
use super::words::{self, count, number};
use crate::Shared;
use axum::extract::State;
use maud::{Markup, html};
use onrecord_record::query::{InputRow, SpeakerRow, Summary, UtteranceRow};

/// How many speakers and utterances are shown.
const SPEAKERS: usize = 8;
const TOLD_MOST: usize = 5;

struct Story {
    summary: Summary,
    speakers: Vec<SpeakerRow>,
    told_most: Vec<UtteranceRow>,
    set_aside: Vec<InputRow>,
}

pub(super) async fn page(State(shared): State<Shared>) -> Answer {
    let story = shared
        .ask(|record| {
            let mut speakers = record.speakers()?;
            speakers.retain(|s| matches!(s.party.kind.as_str(), "person" | "organisation" | "place"));
            Ok(Story {
                summary: record.summary()?,
                speakers,
                told_most: record.utterances(2, None, Some(TOLD_MOST))?,
                set_aside: record.inputs(true)?,
            })
        })
        .await?;
    let main = if story.summary.articles == 0 {
        empty(&story)
    } else {
        html! { (overview(&story)) }
    };
    let name = shared.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Page::new(&shared, Screen::Story, name, main).render())
}

fn empty(story: &Story) -> Markup {
    html! {
        div.narrow {
            h1 { "Nothing is in this record yet" }
            p { "Give it articles: saved pages, texts, JSONL or CSV, or a folder of them." }
            pre.shell { "onrecord build articles/ -o story.record" }
            p.soft { "This page shows them as soon as they are built; the server can go on running." }
            @if !story.set_aside.is_empty() { (set_aside(&story.set_aside)) }
        }
    }
}

fn overview(story: &Story) -> Markup {
    let s = &story.summary;
    html! {
        header.story-head {
            p.eyebrow { "The story so far" }
            h1 {
                (count(s.articles, "article")) " from " (count(s.outlets.len() as u64, "outlet"))
                @if s.origins < s.articles { ", " (count(s.origins, "independent origin")) }
            }
            @if let (Some(first), Some(last)) = (&s.first_published, &s.last_published) {
                p.soft { "Published " (super::parts::date(Some(first))) " to " (super::parts::date(Some(last))) "." }
            }
        }
        (origins_picture(s))
        dl.figures {
            (figure(s.statements, "statements", "/search", html! {
                (number(s.direct)) " quoted, " (number(s.mixed)) " partly, " (number(s.indirect)) " reported"
            }))
            (figure(s.speakers, "named speakers", "/people", html! {
                "of " (number(s.named)) " statements"
            }))
            (figure(s.retold, "utterances told more than once", "/utterances", html! {
                "of " (count(s.utterances, "utterance"))
            }))
            (figure(s.speaker_unknown, "statements without a known speaker", "/search?unknown_speaker=true", html! {
                "kept, not guessed"
            }))
            (figure(s.undated, "undated articles", "/articles?undated=1", html! {
                "no date that is their own"
            }))
            (figure(s.set_aside, "inputs set aside", "/inputs?aside=1", html! { "with the reason" }))
        }
        p.review-coverage { (super::review::coverage(s)) " " a href="/review" { "Review what is not sure" } }
        div.columns {
            section.told-most aria-labelledby="told-most" {
                h2 #told-most { "Told by most independent origins" }
                @if story.told_most.is_empty() {
                    p.soft { "No utterance is told more than once yet. Add another outlet’s articles." }
                }
                ol.plain { @for row in &story.told_most { (told(row)) } }
                @if s.retold > story.told_most.len() as u64 {
                    p { a href="/utterances" { "All " (number(s.retold)) " retold utterances" } }
                }
            }
            div {
                section aria-labelledby="who" {
                    h2 #who { "Who speaks" }
                    (speakers(&story.speakers))
                }
                section aria-labelledby="outlets" {
                    h2 #outlets { "Outlets" }
                    (outlets(s))
                }
                @if !story.set_aside.is_empty() { (set_aside(&story.set_aside)) }
            }
        }
    }
}

/// Articles against origins, as a bar that says the same in words.
fn origins_picture(s: &Summary) -> Markup {
    let copies = s.articles.saturating_sub(s.origins);
    let own = if s.articles == 0 { 0.0 } else { 1000.0 * s.origins as f64 / s.articles as f64 };
    html! {
        figure.origins {
            svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                rect.own x="0" y="0" width=(format!("{own:.1}")) height="14" {}
                rect.copied x=(format!("{own:.1}")) y="0" width=(format!("{:.1}", 1000.0 - own)) height="14" {}
            }
            figcaption {
                a href="/articles" { (count(s.origins, "text")) " of their own" }
                @if copies > 0 { ", " (number(copies)) " that go back to another of these texts: counted once, not "
                    "as one more source" }
                "."
            }
        }
    }
}

fn figure(n: u64, what: &str, href: &str, more: Markup) -> Markup {
    html! {
        div data-item {
            dt { a href=(href) { (what) } }
            dd { span.n { (number(n)) } span.soft { (more) } }
        }
    }
}

fn speakers(rows: &[SpeakerRow]) -> Markup {
    html! {
        @if rows.is_empty() { p.soft { "Nobody is named in it." } }
        ul.tally {
            @for row in rows.iter().take(SPEAKERS) {
                li data-item {
                    (party(&row.party))
                    span.soft { (count(row.utterances, "utterance")) ", " (count(row.outlets, "outlet")) }
                }
            }
        }
        @if rows.len() > SPEAKERS { p { a href="/people" { "All " (rows.len()) " named speakers" } } }
    }
}

fn outlets(s: &Summary) -> Markup {
    html! {
        ul.tally {
            @for row in s.outlets.iter().take(12) {
                li {
                    a href=(super::articles::outlet_href(Some(&row.outlet))) { (outlet(Some(&row.outlet))) }
                    span.soft { (count(row.articles, "article")) }
                }
            }
            @if s.without_outlet > 0 {
                li {
                    a href=(super::articles::outlet_href(None)) { (outlet(None)) }
                    span.soft { (count(s.without_outlet, "article")) }
                }
            }
        }
        @if s.outlets.len() > 12 { p { a href="/articles" { "All articles by outlet and date" } } }
    }
}

fn set_aside(rows: &[InputRow]) -> Markup {
    html! {
        section aria-labelledby="aside" {
            h2 #aside { "Set aside" }
            ul.tally {
                @for row in rows.iter().take(6) {
                    li {
                        span.locator { (row.locator) }
                        span.soft { (row.reason.as_deref().map(words::set_aside).unwrap_or_default()) }
                    }
                }
            }
            p { a href="/inputs?aside=1" { "Why, and how to mend it" } }
        }
    }
}
