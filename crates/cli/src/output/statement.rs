//! Statements for people.

use super::Page;
use super::rich::Rich;
use super::style::{DIM, MATCH, PLAIN, SPEAKER, STRONG, WARN};
use onrecord_record::query::{ArticleRow, Inferred, PartyRow, StatementRow};
use onrecord_text::{Span, words};
use std::io;

/// A statement: who and when and where on a line, what below it, the words that were looked for marked.
pub fn statement(page: &mut Page, row: &StatementRow, terms: &[String]) -> io::Result<()> {
    let mut head = speaker(row);
    head.push(DIM, format!("  {}", row.kind));
    if let Some(said) = &row.said {
        match (&said.date, &said.expression) {
            (Some(date), _) => head.push(PLAIN, format!("  said {date}")),
            (None, Some(words)) => head.push(DIM, format!("  said “{}”", words.text)),
            (None, None) => {}
        }
        if let Some(inferred) = &said.inferred {
            head.push(DIM, format!(" inferred {}", inferred.because()));
        }
    }
    if let Some(to) = &row.addressee {
        head.push(DIM, format!("  to {}", to.name));
    }
    page.rich(&head, 0, 2)?;
    for (i, piece) in row.content.iter().enumerate() {
        if i > 0 {
            page.line("    …")?;
        }
        page.rich(&marked(&piece.text, terms), 4, 4)?;
    }
    let mut foot = origin(&row.article);
    foot.push(DIM, format!("  {}", row.id));
    if row.tellings > 1 {
        foot.push(DIM, format!("  one of {} tellings", row.tellings));
    }
    if let Some(review) = &row.review {
        let state = review.state.as_deref().unwrap_or("decided on");
        foot.push(WARN, format!("  {state} by {}", review.by));
    }
    page.rich(&foot, 4, 4)
}

/// What a date is inferred from: the rule, the words, the article and the telling that they are of.
pub fn evidence(inferred: &Inferred) -> String {
    let outlet = inferred.outlet.as_deref().unwrap_or("outlet unknown");
    let published = inferred.published.as_deref().unwrap_or("undated");
    let of = inferred.statement.as_deref().unwrap_or(&inferred.article);
    let words = &inferred.slice;
    let (text, start, end) = (&words.text, words.start, words.end);
    format!("{}: “{text}” {start}–{end}, {outlet}, {published}  {of}", inferred.because())
}

/// Who said it: the party's name, and the words that mean it where those are others.
pub fn speaker(row: &StatementRow) -> Rich {
    let source = row.source_text();
    match &row.speaker {
        Some(party) => {
            let rich = party_name(party);
            let same = party.name == source || source.is_empty();
            if same { rich } else { rich.with(DIM, format!("  “{source}”")) }
        }
        None => {
            let why = row.speaker_unknown.as_deref().unwrap_or("unknown");
            let rich = Rich::new(WARN, "unknown speaker").with(DIM, format!(" ({why})"));
            if source.is_empty() { rich } else { rich.with(DIM, format!("  “{source}”")) }
        }
    }
}

/// A party; one without a name of its own is told from a name by its kind.
pub fn party_name(party: &PartyRow) -> Rich {
    match party.kind.as_str() {
        "person" | "organisation" | "place" => Rich::new(SPEAKER, &party.name),
        kind => Rich::new(STRONG, &party.name).with(DIM, format!(" ({kind})")),
    }
}

/// Outlet, date and title of an article.
pub fn origin(article: &ArticleRow) -> Rich {
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    let date = article.published.as_deref().map_or("undated", day);
    let mut rich = Rich::new(PLAIN, outlet).with(DIM, format!(", {date}"));
    if let Some(title) = &article.title {
        rich.push(DIM, format!(", {title}"));
    }
    rich
}

/// A date without its time of day.
pub fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

/// A text with the words that were looked for marked.
pub fn marked(text: &str, terms: &[String]) -> Rich {
    let mut rich = Rich::default();
    let mut at = 0;
    if !terms.is_empty() {
        for word in words(text, Span::new(0, text.len())) {
            let hit = terms.iter().any(|term| match term.strip_suffix('*') {
                Some(start) => word.folded.starts_with(start),
                // The index parts words at apostrophes: "minister" is found in "minister’s".
                None => word.folded == *term || word.folded.strip_suffix('s') == Some(term),
            });
            if hit {
                rich.push(PLAIN, &text[at..word.span.start as usize]);
                rich.push(MATCH, word.span.of(text));
                at = word.span.end as usize;
            }
        }
    }
    rich.push(PLAIN, &text[at..]);
    rich
}
