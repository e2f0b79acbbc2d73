//! The timeline as SVG. All of it is in the table below it too, so the picture is hidden from screen readers and
//! the Tab key.

use super::lanes::{Lanes, Published, Said};
use crate::pages::parts::{article_href, day, kind_class, title, utterance_href};
use crate::pages::words;
use maud::{Markup, html};

/// Measures of the picture.
const WIDTH: f64 = 1160.0;
const LABELS: f64 = 170.0;
const RIGHT: f64 = 24.0;
const AXIS: f64 = 46.0;
const SAID: f64 = 26.0;
const OUTLET: f64 = 34.0;
const GAP: f64 = 34.0;

/// Rounded, so that the page stays light.
fn px(value: f64) -> String {
    format!("{:.1}", value)
}

struct Frame<'l> {
    lanes: &'l Lanes<'l>,
}

impl Frame<'_> {
    fn x(&self, day: f64) -> f64 {
        let share = (day - self.lanes.from) / (self.lanes.to - self.lanes.from).max(1.0);
        LABELS + share.clamp(0.0, 1.0) * (WIDTH - LABELS - RIGHT)
    }

    fn said_top(&self) -> f64 {
        AXIS + 16.0
    }

    fn published_top(&self) -> f64 {
        let rows = self.lanes.said_rows as f64;
        if rows == 0.0 { self.said_top() } else { self.said_top() + rows * SAID + GAP }
    }

    fn captured_top(&self) -> f64 {
        self.published_top() + self.lanes.outlets.len() as f64 * OUTLET + GAP * 0.6
    }

    fn height(&self) -> f64 {
        self.captured_top() + if self.lanes.captured.is_empty() { 0.0 } else { 26.0 }
    }

    /// The middle of an article's mark. A day alone puts it into the middle of the day.
    fn place(&self, p: &Published) -> (f64, f64) {
        (self.x((p.from + p.to) / 2.0), self.published_top() + (p.row as f64 + 0.5) * OUTLET)
    }
}

pub(super) fn picture(lanes: &Lanes) -> Markup {
    let frame = Frame { lanes };
    let height = frame.height();
    html! {
        figure.timeline {
            div.timeline-scroll tabindex="0" role="region" aria-label="Picture of the timeline; the table below says the same" {
                svg viewBox=(format!("0 0 {WIDTH} {}", px(height))) aria-hidden="true"
                    focusable="false" {
                    (axis(&frame))
                    @if lanes.said_rows > 0 {
                        (lane("Said", frame.said_top()))
                        @for said in &lanes.said { (said_mark(&frame, said)) }
                    }
                    (lane("Published", frame.published_top()))
                    @for (row, outlet) in lanes.outlets.iter().enumerate() { (outlet_row(&frame, row, *outlet)) }
                    @for article in &lanes.published { (reuse(&frame, article)) }
                    @for article in &lanes.published { (article_mark(&frame, article)) }
                    @if !lanes.captured.is_empty() {
                        (lane("Captured", frame.captured_top()))
                        @for day in &lanes.captured {
                            line.captured x1=(px(frame.x(*day))) x2=(px(frame.x(*day))) y1=(px(frame.captured_top()))
                                y2=(px(frame.captured_top() + 16.0)) {}
                        }
                    }
                }
            }
            figcaption.soft {
                span.swatch.own aria-hidden="true" {} "a text of its own, the larger the more statements "
                span.swatch.copied aria-hidden="true" {} "goes back to the text that the line leads to "
                span.swatch.bar aria-hidden="true" {} "said; as long as the date is vague"
            }
        }
    }
}

fn lane(name: &str, top: f64) -> Markup {
    html! { text.lane x="0" y=(px(top - 6.0)) { (name) } }
}

/// Days, or months where there are many days.
fn axis(frame: &Frame) -> Markup {
    let (from, to) = (frame.lanes.from, frame.lanes.to);
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = |day: f64| epoch.checked_add(jiff::Span::new().days(day as i64)).ok();
    let total = (to - from) as usize;
    let step = match total {
        0..=31 => 1,
        32..=70 => 7,
        _ => 0,
    };
    let ticks: Vec<(f64, String, bool)> = (0..=total.min(40_000))
        .filter_map(|n| {
            let at = from + n as f64;
            let date = date(at)?;
            let month_begins = n == 0 || date.day() == 1;
            let shown = if step == 0 { date.day() == 1 } else { n % step == 0 };
            let label = if step == 0 { String::new() } else { date.day().to_string() };
            (shown || month_begins).then_some((at, if shown { label } else { String::new() }, month_begins))
        })
        .collect();
    let every = ticks.iter().filter(|t| t.2).count().div_ceil(12).max(1);
    let months = ticks.iter().filter(|t| t.2).step_by(every).filter_map(|t| {
        let date = date(t.0)?;
        Some((t.0, words::date(&format!("{:04}-{:02}", date.year(), date.month()))))
    });
    html! {
        @for (at, label, _) in &ticks {
            line.grid x1=(px(frame.x(*at))) x2=(px(frame.x(*at))) y1=(px(AXIS - 8.0)) y2=(px(frame.height())) {}
            @if !label.is_empty() && *at < to {
                text.day x=(px((frame.x(*at) + frame.x(*at + 1.0)) / 2.0)) y=(px(AXIS - 14.0)) { (label) }
            }
        }
        @for (at, label) in months { text.month x=(px(frame.x(at))) y="14" { (label) } }
    }
}

fn said_mark(frame: &Frame, said: &Said) -> Markup {
    let (left, right) = (frame.x(said.from), frame.x(said.to));
    let width = (right - left - 3.0).max(10.0);
    let top = frame.said_top() + said.row as f64 * SAID;
    let who = said.statement.speaker.as_ref().map_or("unknown", |s| s.name.as_str());
    let short = fitting(who.rsplit(' ').next().unwrap_or(who), width);
    let words: String = said.statement.content_text().chars().take(160).collect();
    html! {
        a href=(utterance_href(said.utterance, Some(&said.statement.id))) tabindex="-1" {
            title { (who) ": " (words) }
            rect.said-bar.(kind_class(&said.statement.kind)) x=(px(left + 1.5)) y=(px(top)) width=(px(width)) height="20" rx="3" {}
            text.said-name x=(px(left + 5.0)) y=(px(top + 14.0)) { (short) }
        }
    }
}

/// As much of a name as has room in so many pixels.
fn fitting(name: &str, width: f64) -> String {
    let room = ((width - 6.0) / 7.0).max(1.0) as usize;
    if name.chars().count() <= room {
        return name.to_owned();
    }
    name.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

fn outlet_row(frame: &Frame, row: usize, outlet: Option<&str>) -> Markup {
    let middle = frame.published_top() + (row as f64 + 0.5) * OUTLET;
    let name = outlet.unwrap_or("outlet unknown");
    let short = fitting(name, LABELS);
    html! {
        line.outlet-line x1=(px(LABELS)) x2=(px(WIDTH - RIGHT)) y1=(px(middle)) y2=(px(middle)) {}
        text.outlet-name x="0" y=(px(middle + 4.0)) { title { (name) } (short) }
    }
}

/// A line from the text that an article goes back to.
fn reuse(frame: &Frame, article: &Published) -> Markup {
    let origin = frame.lanes.published.iter().find(|p| p.article.id == article.article.origin);
    html! {
        @if let Some(origin) = origin.filter(|o| o.article.id != article.article.id) {
            @let (x1, y1) = frame.place(origin);
            @let (x2, y2) = frame.place(article);
            @let bend = (x2 - x1).abs().max(40.0) * 0.5;
            path.reuse d=(format!(
                "M{} {}C{} {},{} {},{} {}",
                px(x1), px(y1), px(x1 + bend), px(y1), px(x2 - bend), px(y2), px(x2), px(y2)
            )) {}
        }
    }
}

fn article_mark(frame: &Frame, p: &Published) -> Markup {
    let (x, y) = frame.place(p);
    let radius = (3.5 + (p.statements as f64).sqrt() * 1.6).min(13.0);
    let own = p.article.origin == p.article.id;
    let published = p.article.published.as_deref().unwrap_or_default();
    html! {
        a href=(article_href(&p.article.id)) tabindex="-1" {
            title { (title(p.article)) ", " (words::date(day(published))) ", " (words::count(p.statements as u64, "statement")) }
            @if p.to - p.from >= 1.0 {
                rect.precision x=(px(frame.x(p.from) + 1.5)) y=(px(y - 3.0)) width=(px((frame.x(p.to) - frame.x(p.from) - 3.0).max(2.0)))
                    height="6" rx="3" {}
            }
            circle.article-mark.own[own].copied[!own] cx=(px(x)) cy=(px(y)) r=(px(radius)) {}
        }
    }
}
