//! An article's texts over time, the words that differ between two of them, and what became of the statements.

use crate::failure::Failure;
use crate::output::Page;
use crate::output::diff::{LEFT_OUT, PUT_IN};
use crate::output::rich::Rich;
use crate::output::statement::origin;
use crate::output::style::{DIM, PLAIN, STRONG, WARN};
use onrecord_record::query::{Change, Fate, GoneRow, Op, Slice, VersionsView};

/// Words that are shown of a stretch that did not change, at either end of it.
const CONTEXT: usize = 8;

pub fn show(view: &VersionsView) -> Result<(), Failure> {
    let mut page = Page::stdout();
    let title = view.article.title.as_deref().unwrap_or("(no title)");
    page.rich(&Rich::new(STRONG, title), 0, 2)?;
    page.rich(&origin(&view.article), 0, 2)?;
    page.blank()?;
    for version in &view.versions {
        let mut line = Rich::new(PLAIN, version.captured.as_deref().unwrap_or("captured at an unknown time"));
        line.push(DIM, format!("  {} characters  text sha256:{}", version.length, &version.id[..12]));
        if version.id == view.article.version {
            line.push(DIM, "  the newest");
        }
        page.rich(&line, 0, 2)?;
    }
    view.gone.iter().try_for_each(|gone| page.rich(&gone_line(gone), 0, 2))?;
    page.blank()?;
    match &view.change {
        Some(change) => changes(&mut page, change)?,
        None => page.line("There is one text of it, so nothing to compare.")?,
    }
    page.finish()?;
    Ok(())
}

/// That a capture found no article any more.
pub fn gone_line(gone: &GoneRow) -> Rich {
    let when = gone.captured.as_deref().unwrap_or("an unknown time");
    Rich::new(WARN, format!("gone at {when}")).with(DIM, format!("  {}  {}", gone.detail, gone.locator))
}

fn changes(page: &mut Page, change: &Change) -> Result<(), Failure> {
    let head = format!("from {} to {}", &change.older[..12], &change.newer[..12]);
    page.rich(&Rich::new(STRONG, head), 0, 2)?;
    let mut line = Rich::default();
    let last = change.diff.len().saturating_sub(1);
    for (at, piece) in change.diff.iter().enumerate() {
        let (base, this) = (words(&piece.base), words(&piece.this));
        match piece.op {
            Op::Equal => line.push(PLAIN, shortened(&this, at > 0, at < last)),
            Op::Changed | Op::Cut | Op::Added => {
                for (text, marks) in [(base, &LEFT_OUT), (this, &PUT_IN)] {
                    if !text.is_empty() {
                        line.push(marks.style, format!("{}{text}{}", marks.open, marks.close));
                        line.push(PLAIN, " ");
                    }
                }
                continue;
            }
        }
        line.push(PLAIN, " ");
    }
    page.rich(&line, 0, 0)?;
    page.blank()?;
    let count = |fate| change.statements.iter().filter(|s| s.fate == fate).count();
    page.rich(
        &Rich::new(STRONG, "statements").with(
            DIM,
            format!(
                "  {} carried over, {} changed, {} gone, {} new",
                count(Fate::Carried),
                count(Fate::Changed),
                count(Fate::Gone),
                count(Fate::New)
            ),
        ),
        0,
        2,
    )?;
    for statement in &change.statements {
        let (older, newer) = (words(&statement.older), words(&statement.newer));
        let line = match statement.fate {
            Fate::Carried => continue,
            Fate::Changed => Rich::new(WARN, "changed  ")
                .with(LEFT_OUT.style, format!("{}{older}{} ", LEFT_OUT.open, LEFT_OUT.close))
                .with(PUT_IN.style, format!("{}{newer}{}", PUT_IN.open, PUT_IN.close)),
            Fate::Gone => Rich::new(WARN, "gone     ").with(PLAIN, older),
            Fate::New => Rich::new(WARN, "new      ").with(PLAIN, newer),
        };
        page.rich(&line, 0, 9)?;
    }
    Ok(())
}

fn words(pieces: &[Slice]) -> String {
    pieces
        .iter()
        .map(|p| p.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(" … ")
}

/// The words at the ends of a stretch that did not change: those beside a change.
fn shortened(text: &str, before: bool, behind: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (first, last) = (if before { CONTEXT } else { 0 }, if behind { CONTEXT } else { 0 });
    if words.len() <= first + last + 2 {
        return text.to_owned();
    }
    let (start, end) = (words[..first].join(" "), words[words.len() - last..].join(" "));
    format!("{start} … {end}").trim().to_owned()
}
