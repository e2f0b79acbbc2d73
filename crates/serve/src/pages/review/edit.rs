//! The words of a statement, corrected without dragging: each press moves an edge by a word or a character. What
//! is not saved yet stands in the address.

use super::excerpt::{Parts, Ranges, excerpt};
use super::fields::reviewer;
use super::forms;
use crate::Shared;
use crate::pages::error::Answer;
use crate::pages::parts::{direction, origin, speaker, statement_href};
use crate::pages::shell::{Page, Screen};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use onrecord_record::query::{PartyRow, StatementRow};
use onrecord_text::{OffsetMap, Span, Unit, words};
use serde::Deserialize;

/// What the address says. A part that is missing is as it is stored.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    source: Option<String>,
    cue: Option<String>,
    content: Option<String>,
    /// The part whose edges move.
    part: Option<String>,
}

const PARTS: [(&str, &str); 3] =
    [("content", "What is said"), ("source", "Who says it"), ("cue", "What marks it as said")];

struct Draft {
    row: StatementRow,
    text: String,
    parties: Vec<PartyRow>,
    parts: Parts,
    part: &'static str,
}

pub(in crate::pages) async fn page(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let draft = shared
        .ask(move |record| {
            let row = record.statement(&id)?;
            let text = record.version(&row.article.version)?.text;
            let parties = record.parties_in(&row.article.id)?;
            let mut parts = Parts::of(&row);
            let given = |text: &Option<String>| text.as_deref().map(ranges);
            for (part, given) in [
                (&mut parts.source, given(&asked.source)),
                (&mut parts.cue, given(&asked.cue)),
                (&mut parts.content, given(&asked.content)),
            ] {
                if let Some(given) = given {
                    *part = given;
                }
            }
            let part =
                PARTS.iter().map(|p| p.0).find(|p| asked.part.as_deref() == Some(p)).unwrap_or("content");
            Ok(Draft { row, text, parties, parts, part })
        })
        .await?;
    let name = reviewer(&shared, &headers);
    let main = html! { (whole(&draft, name.as_deref())) };
    Ok(Page::new(&shared, Screen::Review, "Correct a statement", main).up("/review").render())
}

fn whole(draft: &Draft, name: Option<&str>) -> Markup {
    let row = &draft.row;
    html! {
        header {
            p.eyebrow { (origin(&row.article, &statement_href(row))) }
            h1 { "Correct a statement" }
            p { (speaker(row)) }
        }
        div.edit {
            section aria-labelledby="words" {
                h2 #words { "Its words" }
                (excerpt(row, &draft.text, &draft.parts))
                @for (part, label) in PARTS { (one(draft, part, label)) }
                form.decide method="post" action="/review" {
                    input type="hidden" name="do" value="spans";
                    input type="hidden" name="statement" value=(row.id);
                    input type="hidden" name="back" value=(statement_href(row));
                    @for (part, _) in PARTS { input type="hidden" name=(part) value=(shown(of(&draft.parts, part))); }
                    (forms::name_field(name))
                    button { "Save these words" }
                    @if Parts::of(row) != draft.parts {
                        " " a.button.quiet href=(format!("/review/statements/{}", row.id)) { "Discard" }
                    }
                }
            }
            section aria-labelledby="speaker" {
                h2 #speaker { "Who says it" }
                (forms::speaker(row, &draft.parties, name, &statement_href(row)))
            }
        }
    }
}

/// A part with the links that move its edges; keys press them for the part that is chosen.
fn one(draft: &Draft, part: &'static str, label: &str) -> Markup {
    let ranges = of(&draft.parts, part);
    let chosen = draft.part == part;
    let edges = Edges::new(&draft.text);
    let language = draft.row.article.language.as_deref();
    let with = |changed: Ranges| {
        let mut parts = draft.parts.clone();
        *of_mut(&mut parts, part) = changed;
        let list: Vec<String> = PARTS.iter().map(|(p, _)| format!("{p}={}", shown(of(&parts, p)))).collect();
        format!("/review/statements/{}?{}&part={part}#{part}", draft.row.id, list.join("&"))
    };
    html! {
        section.part.chosen[chosen] id=(part) {
            h3 { (label) }
            @if ranges.is_empty() {
                p.soft { "Nothing yet. " a href=(with(vec![edges.beside(&draft.parts)])) { "Begin with the word beside it" } }
            }
            @for (i, range) in ranges.iter().enumerate() {
                @let moved = |to: (u32, u32)| {
                    let mut ranges = ranges.clone();
                    ranges[i] = to;
                    with(ranges)
                };
                @let mine = chosen && i + 1 == ranges.len();
                p.piece lang=[language] dir=(direction(language)) { "“" (edges.text(*range)) "”" }
                p.edges {
                    span.soft { "Begin " }
                    a.step href=(moved(edges.start_back(*range))) data-key=[mine.then_some("Shift+ArrowLeft")] aria-label="Begin a word earlier" { "← word" }
                    a.step href=(moved(edges.start_on(*range))) data-key=[mine.then_some("Shift+ArrowRight")] aria-label="Begin a word later" { "word →" }
                    a.step href=(moved(edges.by(*range, -1, 0))) aria-label="Begin a character earlier" { "←" }
                    a.step href=(moved(edges.by(*range, 1, 0))) aria-label="Begin a character later" { "→" }
                    span.soft { " End " }
                    a.step href=(moved(edges.end_back(*range))) data-key=[mine.then_some("ArrowLeft")] aria-label="End a word earlier" { "← word" }
                    a.step href=(moved(edges.end_on(*range))) data-key=[mine.then_some("ArrowRight")] aria-label="End a word later" { "word →" }
                    a.step href=(moved(edges.by(*range, 0, -1))) aria-label="End a character earlier" { "←" }
                    a.step href=(moved(edges.by(*range, 0, 1))) aria-label="End a character later" { "→" }
                    @if ranges.len() > 1 || part != "content" {
                        @let rest: Ranges = ranges.iter().enumerate().filter(|r| r.0 != i).map(|r| *r.1).collect();
                        a.step href=(with(rest)) { "Remove" }
                    }
                }
            }
        }
    }
}

fn of<'p>(parts: &'p Parts, part: &str) -> &'p Ranges {
    match part {
        "source" => &parts.source,
        "cue" => &parts.cue,
        _ => &parts.content,
    }
}

fn of_mut<'p>(parts: &'p mut Parts, part: &str) -> &'p mut Ranges {
    match part {
        "source" => &mut parts.source,
        "cue" => &mut parts.cue,
        _ => &mut parts.content,
    }
}

/// Ranges as the address has them: `12-40.52-60`.
fn shown(ranges: &Ranges) -> String {
    ranges.iter().map(|(s, e)| format!("{s}-{e}")).collect::<Vec<_>>().join(".")
}

/// Reads what [`shown`] writes; what is no range is left out.
pub(super) fn ranges(text: &str) -> Ranges {
    let one = |part: &str| {
        let (start, end) = part.split_once('-')?;
        let range = (start.parse().ok()?, end.parse().ok()?);
        (range.0 < range.1).then_some(range)
    };
    text.split('.').filter_map(one).collect()
}

/// The places in a text where edges can be, in code points.
struct Edges<'t> {
    chars: Vec<char>,
    words: Vec<(u32, u32)>,
    _text: &'t str,
}

impl<'t> Edges<'t> {
    fn new(text: &'t str) -> Edges<'t> {
        let map = OffsetMap::new(text, Unit::CodePoint);
        let words = words(text, Span::new(0, text.len())).map(|w| map.out(w.span)).collect();
        Edges { chars: text.chars().collect(), words, _text: text }
    }

    fn text(&self, (start, end): (u32, u32)) -> String {
        let end = (end as usize).min(self.chars.len());
        self.chars[(start as usize).min(end)..end].iter().collect()
    }

    /// A range that is none becomes the one that it was.
    fn checked(&self, was: (u32, u32), to: (u32, u32)) -> (u32, u32) {
        if to.0 < to.1 && to.1 as usize <= self.chars.len() { to } else { was }
    }

    fn start_back(&self, r: (u32, u32)) -> (u32, u32) {
        let to = self.words.iter().rev().map(|w| w.0).find(|s| *s < r.0).unwrap_or(r.0);
        self.checked(r, (to, r.1))
    }

    fn start_on(&self, r: (u32, u32)) -> (u32, u32) {
        let to = self.words.iter().map(|w| w.0).find(|s| *s > r.0).unwrap_or(r.0);
        self.checked(r, (to, r.1))
    }

    fn end_back(&self, r: (u32, u32)) -> (u32, u32) {
        let to = self.words.iter().rev().map(|w| w.1).find(|e| *e < r.1).unwrap_or(r.1);
        self.checked(r, (r.0, to))
    }

    fn end_on(&self, r: (u32, u32)) -> (u32, u32) {
        let to = self.words.iter().map(|w| w.1).find(|e| *e > r.1).unwrap_or(r.1);
        self.checked(r, (r.0, to))
    }

    fn by(&self, r: (u32, u32), start: i32, end: i32) -> (u32, u32) {
        self.checked(r, (r.0.saturating_add_signed(start), r.1.saturating_add_signed(end)))
    }

    /// The word before the content, or the first one of the text.
    fn beside(&self, parts: &Parts) -> (u32, u32) {
        let content = parts.content.first().map_or(0, |r| r.0);
        let before = self.words.iter().rev().find(|w| w.1 <= content);
        before.or(self.words.first()).copied().unwrap_or((0, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_moves_by_words_and_characters_and_stays_in_the_text() {
        let edges = Edges::new("He said: “né or never”.");
        let quote = (9, 22);
        assert_eq!(edges.text(quote), "“né or never”");
        assert_eq!(edges.text(edges.end_back(quote)), "“né or never");
        assert_eq!(edges.text(edges.end_back(edges.end_back(quote))), "“né or");
        assert_eq!(edges.text(edges.start_on(quote)), "né or never”");
        assert_eq!(edges.text(edges.start_back(quote)), "said: “né or never”");
        assert_eq!(edges.text(edges.by(quote, 0, 1)), "“né or never”.");
        assert_eq!(edges.by((0, 1), 1, 0), (0, 1), "a range is never empty");
        assert_eq!(edges.by((22, 23), 0, 1), (22, 23), "nor beyond the end");
    }

    #[test]
    fn ranges_in_an_address_come_back() {
        let both = vec![(3, 9), (12, 40)];
        assert_eq!(ranges(&shown(&both)), both);
        assert_eq!(ranges("x.5-2.7-8.-1-3."), vec![(7, 8)]);
        assert!(ranges("").is_empty());
    }
}
