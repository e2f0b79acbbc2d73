//! The record in numbers.

use super::Page;
use super::rich::Rich;
use super::style::{DIM, PLAIN, STRONG};
use onrecord_record::query::Summary;
use std::io;

/// A few lines of numbers.
pub fn numbers(page: &mut Page, s: &Summary) -> io::Result<()> {
    let dates = match (&s.first_published, &s.last_published) {
        (Some(first), Some(last)) if first == last => format!(", of {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let undated = if s.undated > 0 { format!(", {} undated", s.undated) } else { String::new() };
    let outlets = s.outlets.len() as u64;
    line(page, s.articles, "article", &format!("of {}{dates}{undated}", count(outlets, "outlet")))?;
    line(page, s.origins, "independent origin", "")?;
    line(
        page,
        s.statements,
        "statement",
        &format!("{} direct, {} mixed, {} indirect", s.direct, s.mixed, s.indirect),
    )?;
    line(
        page,
        s.speakers,
        "named speaker",
        &format!("of {}; {} without a known speaker", count(s.named, "statement"), s.speaker_unknown),
    )?;
    line(page, s.utterances, "utterance", &format!("{} told more than once", s.retold))?;
    if s.set_aside > 0 {
        line(page, s.set_aside, "input", "set aside")?;
    }
    let r = &s.reviewed;
    if r.decisions > 0 {
        let lost =
            if r.look_again > 0 { format!(", {} to look at again", r.look_again) } else { String::new() };
        let more = format!(
            "{} accepted, {} corrected, {} rejected and in no count{lost}",
            count(r.accepted, "statement"),
            r.corrected,
            r.rejected
        );
        line(page, r.decisions, "decision", &more)?;
    }
    Ok(())
}

fn line(page: &mut Page, n: u64, what: &str, more: &str) -> io::Result<()> {
    let plural = if n == 1 { "" } else { "s" };
    let rich = Rich::new(STRONG, format!("{n:>7}")).with(PLAIN, format!(" {what}{plural}"));
    let rich = if more.is_empty() { rich } else { rich.with(DIM, format!("  {more}")) };
    // The number keeps its indent: wrapping would drop leading spaces.
    page.line(&rich.to_string())
}

/// `1 outlet`, `2 outlets`.
pub fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
