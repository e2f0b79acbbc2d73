//! One statement with its evidence.

use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::statement::{evidence, statement};
use crate::output::style::{CUE, DIM, PLAIN};
use crate::output::{Page, diff, style};
use onrecord_record::Record;
use onrecord_record::query::{Review, Slice, StatementRow};
use std::io;

pub fn show(record: &Record, row: &StatementRow) -> Result<(), Failure> {
    let mut page = Page::stdout();
    statement(&mut page, row, &[])?;
    page.blank()?;
    for (role, slices) in [("source", &row.source), ("cue", &row.cue), ("content", &row.content)] {
        for slice in slices {
            page.rich(&piece(role, slice), 2, 14)?;
        }
    }
    if let Some(said) = &row.said {
        if let Some(words) = &said.expression {
            page.rich(&piece("said", words), 2, 14)?;
        }
        if let (Some(date), Some(inferred)) = (&said.date, &said.inferred) {
            let line = Rich::new(DIM, "inferred    ").with(PLAIN, date);
            page.rich(&line.with(DIM, format!(" {}", evidence(inferred))), 2, 14)?;
        }
    }
    match (&row.speaker, &row.speaker_rule) {
        (Some(party), Some(rule)) => {
            let mut chain = Rich::new(DIM, "speaker     ");
            for slice in &row.via {
                chain.push(PLAIN, format!("“{}”", slice.text));
                chain.push(DIM, format!(" {}–{} → ", slice.start, slice.end));
            }
            chain.push(style::SPEAKER, &party.name);
            chain.push(DIM, format!("  by {rule}"));
            page.rich(&chain, 2, 14)?;
        }
        _ => {
            let why = row.speaker_unknown.as_deref().unwrap_or("not resolved");
            page.rich(&Rich::new(DIM, format!("speaker     unknown: {why}")), 2, 14)?;
        }
    }
    page.rich(&Rich::new(DIM, format!("found by    {}, confidence {:.2}", row.rule, row.confidence)), 2, 14)?;
    if let Some(utterance) = &row.utterance
        && record.quoted_like_no_other(utterance)?.contains(&row.id)
    {
        page.rich(&Rich::new(DIM, "wording     ").with(PLAIN, diff::LIKE_NO_OTHER), 2, 14)?;
    }
    if let Some(review) = &row.review {
        reviewed(&mut page, row, review)?;
    }
    if let Some(outer) = &row.inside {
        let outer = record.statement(outer)?;
        page.rich(
            &Rich::new(DIM, format!("told by     {}: ", outer.id)).with(PLAIN, outer.source_text()),
            2,
            14,
        )?;
    }
    page.blank()?;
    page.rich(&Rich::new(DIM, "citation"), 2, 2)?;
    page.rich(&Rich::new(PLAIN, citation(row)), 4, 4)?;
    page.finish()?;
    Ok(())
}

/// What a person decided, and what had been computed.
fn reviewed(page: &mut Page, row: &StatementRow, review: &Review) -> io::Result<()> {
    let mut line = Rich::new(DIM, "review      ");
    line.push(style::WARN, review.state.as_deref().unwrap_or("decided on"));
    line.push(PLAIN, format!(" by {} on {}", review.by, review.at));
    if let Some(reason) = &review.reason {
        line.push(PLAIN, format!(": {reason}"));
    }
    line.push(DIM, format!("  {}", review.decisions.join(" ")));
    page.rich(&line, 2, 14)?;
    let Some(computed) = &review.computed else { return Ok(()) };
    page.rich(&Rich::new(DIM, "computed before that:"), 2, 14)?;
    for (role, now, before) in [
        ("source", &row.source, &computed.source),
        ("cue", &row.cue, &computed.cue),
        ("content", &row.content, &computed.content),
    ] {
        for slice in before.iter().filter(|_| now != before) {
            page.rich(&piece(role, slice), 4, 16)?;
        }
    }
    if row.speaker != computed.speaker {
        let before = match &computed.speaker {
            Some(party) => party.name.clone(),
            None => format!("unknown: {}", computed.speaker_unknown.as_deref().unwrap_or("not resolved")),
        };
        page.rich(&Rich::new(DIM, "speaker     ").with(PLAIN, before), 4, 16)?;
    }
    Ok(())
}

/// What a colleague needs to check the words: quote, outlet, date, address, hash of the text, offsets.
fn citation(row: &StatementRow) -> String {
    let article = &row.article;
    let mut parts = vec![row.content_text()];
    parts.push(article.outlet.clone().unwrap_or_else(|| "outlet unknown".into()));
    parts.extend(article.title.clone());
    parts.push(article.published.clone().unwrap_or_else(|| "undated".into()));
    parts.extend(article.url.clone());
    let places: Vec<String> = row.content.iter().map(|s| format!("{}–{}", s.start, s.end)).collect();
    parts.push(format!("text sha256:{}, code points {}", article.version, places.join(", ")));
    parts.join("; ")
}

fn piece(role: &str, slice: &Slice) -> Rich {
    let style = if role == "cue" { CUE } else { PLAIN };
    Rich::new(DIM, format!("{role:<12}"))
        .with(style, &slice.text)
        .with(DIM, format!("  {}–{}", slice.start, slice.end))
}
