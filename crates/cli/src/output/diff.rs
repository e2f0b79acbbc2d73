//! Two tellings side by side, with the words marked that differ.

use super::Page;
use super::rich::Rich;
use super::statement::{origin, speaker};
use super::style::{ADDED, CUT, DIM, PLAIN, STRONG, WARN};
use anstyle::Style;
use onrecord_record::query::{Coverage, Extent, Op, Slice, TellingRow, UtteranceView};
use std::io;

/// How words that differ are marked: by more than colour.
pub struct Marks {
    /// In front of the words.
    pub open: &'static str,
    /// Behind them.
    pub close: &'static str,
    /// Of all three.
    pub style: Style,
}

/// Words that only the older or compared text has.
pub const LEFT_OUT: Marks = Marks { open: "[-", close: "-]", style: CUT };
/// Words that only the newer or other text has.
pub const PUT_IN: Marks = Marks { open: "{+", close: "+}", style: ADDED };

/// Said of a telling that quotes what others quote too, in words that none of them has.
pub const LIKE_NO_OTHER: &str = "no other telling quotes it in these words";

/// An utterance: its tellings against the one that they are compared with, then what each outlet has of it.
pub fn utterance(page: &mut Page, view: &UtteranceView) -> io::Result<()> {
    let Some((base, others)) = view.rows.split_first() else { return Ok(()) };
    let u = &view.utterance;
    let count = |n: u64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let mut head = speaker(&base.statement);
    head.push(
        DIM,
        format!(
            "  {}, {}, {}, {}",
            count(u.tellings, "telling"),
            count(u.articles, "article"),
            count(u.outlets, "outlet"),
            count(u.origins, "independent origin")
        ),
    );
    page.rich(&head, 0, 2)?;
    page.rich(&Rich::new(DIM, &u.id), 0, 0)?;
    page.blank()?;
    page.rich(&title(base, "compared with"), 0, 2)?;
    taken(page, base)?;
    page.rich(&content(&base.statement.content, &[], &LEFT_OUT), 4, 4)?;
    for row in others {
        page.blank()?;
        page.rich(&title(row, extent_word(row.extent)), 0, 2)?;
        taken(page, row)?;
        let (cut, added) = ranges(row);
        let left = content(&base.statement.content, &cut, &LEFT_OUT);
        let right = content(&row.statement.content, &added, &PUT_IN);
        page.beside(&left, &right)?;
    }
    if !others.is_empty() {
        page.blank()?;
        page.rich(
            &Rich::new(DIM, "left: the telling compared with; ")
                .with(CUT, "[-words-]")
                .with(DIM, " that the telling beside it does not have. right: that telling; ")
                .with(ADDED, "{+words+}")
                .with(DIM, " that only it has."),
            0,
            0,
        )?;
    }
    coverage(page, &view.coverage)
}

/// Outlet, date, how, and why it is a telling of the same.
fn title(row: &TellingRow, what: &str) -> Rich {
    let mut rich = Rich::new(STRONG, what).with(PLAIN, "  ");
    rich.0.extend(origin(&row.statement.article).0);
    rich.push(DIM, format!("  {}", row.statement.id));
    if row.reason != "leader" {
        rich.push(DIM, format!("  {} {:.2}", row.reason, row.likeness));
    }
    if row.quotation_differs {
        rich.push(WARN, "  quoted in other words");
    }
    if row.quoted_like_no_other {
        rich.push(WARN, format!("  {LIKE_NO_OTHER}"));
    }
    rich
}

/// Why a telling is no independent origin, if it is none.
fn taken(page: &mut Page, row: &TellingRow) -> io::Result<()> {
    let Some(taken) = &row.origin.taken else { return Ok(()) };
    let how = match (taken.directed, taken.degree.as_str()) {
        (true, "whole") => "not independent: wholly from ",
        (true, "mostly") => "not independent: mostly from ",
        (true, _) => "not independent: these words are from ",
        (false, _) => "not independent: who took from whom is not known: ",
    };
    let mut line = Rich::new(DIM, how);
    line.0.extend(origin(&taken.source).0);
    if !taken.evidence.is_empty() {
        line.push(DIM, format!(" ({})", taken.evidence.join(", ")));
    }
    page.rich(&line, 4, 6)
}

fn extent_word(extent: Extent) -> &'static str {
    match extent {
        Extent::Absent => "absent",
        Extent::Reported => "reported",
        Extent::Partial => "in part",
        Extent::Verbatim => "verbatim",
    }
}

/// Ranges of an article's text in code points.
type Ranges = Vec<(u32, u32)>;

/// The ranges to mark: in the compared telling, and in this one.
fn ranges(row: &TellingRow) -> (Ranges, Ranges) {
    let (mut cut, mut added) = (Vec::new(), Vec::new());
    for difference in row.diff.iter().filter(|d| d.op != Op::Equal) {
        cut.extend(difference.base.iter().map(|s| (s.start, s.end)));
        added.extend(difference.this.iter().map(|s| (s.start, s.end)));
    }
    (cut, added)
}

/// A content with the marked ranges between marks. Ranges are in code points of the article's text.
fn content(pieces: &[Slice], marked: &[(u32, u32)], marks: &Marks) -> Rich {
    let mut rich = Rich::default();
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            rich.push(DIM, " … ");
        }
        let chars: Vec<char> = piece.text.chars().collect();
        let cut = |from: u32, to: u32| -> String {
            let place = |at: u32| (at.saturating_sub(piece.start) as usize).min(chars.len());
            chars[place(from)..place(to)].iter().collect()
        };
        let mut at = piece.start;
        for &(start, end) in marked.iter().filter(|(s, e)| *s < piece.end && *e > piece.start) {
            rich.push(PLAIN, cut(at, start.max(at)));
            rich.push(marks.style, format!("{}{}{}", marks.open, cut(start.max(at), end), marks.close));
            at = at.max(end);
        }
        rich.push(PLAIN, cut(at, piece.end.max(at)));
    }
    rich
}

/// What each outlet has of it.
pub fn coverage(page: &mut Page, rows: &[Coverage]) -> io::Result<()> {
    page.blank()?;
    for row in rows {
        let outlet = row.outlet.as_deref().unwrap_or("outlet unknown");
        let mut line = match row.extent {
            Extent::Absent => Rich::new(DIM, format!("{:<9}", "absent")),
            other => Rich::new(STRONG, format!("{:<9}", extent_word(other))),
        };
        line.push(PLAIN, outlet);
        let texts = if row.articles_held == 1 { "text" } else { "texts" };
        match row.extent {
            Extent::Absent => {
                line.push(DIM, format!("  not in the {} {texts} held of it", row.articles_held));
            }
            _ if row.reprint => line.push(DIM, "  from another outlet’s text"),
            _ => {}
        }
        page.rich(&line, 0, 9)?;
    }
    Ok(())
}
