//! One article: where it comes from, and its statements, or its text with both marked.

use super::versions::gone_line;
use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::statement::{evidence, origin, speaker, statement};
use crate::output::style::{CUE, DIM, PLAIN, SPEAKER, STRONG, WARN};
use crate::output::{Page, summary::count};
use anstyle::Style;
use onrecord_record::query::{ArticleView, Relation};

pub fn show(view: &ArticleView, text: bool) -> Result<(), Failure> {
    let mut page = Page::stdout();
    head(&mut page, view)?;
    page.blank()?;
    if text {
        body(&mut page, view)?;
    } else {
        for row in &view.statements {
            statement(&mut page, row, &[])?;
            page.blank()?;
        }
        if view.statements.is_empty() {
            page.line("No statement was found in it.")?;
        }
        if !view.rejected.is_empty() {
            let rejected = count(view.rejected.len() as u64, "statement");
            page.rich(&Rich::new(DIM, format!("{rejected} rejected, in no count:")), 0, 2)?;
            for row in &view.rejected {
                statement(&mut page, row, &[])?;
            }
        }
    }
    page.finish()?;
    Ok(())
}

fn head(page: &mut Page, view: &ArticleView) -> Result<(), Failure> {
    let a = &view.article;
    page.rich(&Rich::new(STRONG, a.title.as_deref().unwrap_or("(no title)")), 0, 2)?;
    let mut line = Rich::new(PLAIN, a.outlet.as_deref().unwrap_or("outlet unknown"));
    match &a.published {
        Some(date) => line.push(PLAIN, format!(", {date}")),
        None => line.push(WARN, ", undated"),
    }
    if let Some(found) = &a.published_found_in {
        line.push(DIM, format!(" ({found})"));
    }
    if let Some(byline) = &a.byline {
        line.push(DIM, format!("  by {byline}"));
    }
    page.rich(&line, 0, 2)?;
    if let Some(written) = &view.written {
        let days = if written.first == written.last {
            written.first.clone()
        } else {
            format!("{} to {}", written.first, written.last)
        };
        let line = Rich::new(PLAIN, format!("written {days}, inferred "));
        page.rich(&line.with(DIM, evidence(&written.inferred)), 0, 2)?;
    }
    if let Some(url) = &a.url {
        page.rich(&Rich::new(DIM, url), 0, 2)?;
    }
    page.rich(&Rich::new(DIM, format!("{}  text sha256:{}", a.id, a.version)), 0, 2)?;
    for input in &view.inputs {
        let mut line = Rich::new(DIM, format!("from {}", input.locator));
        if input.teaser {
            line.push(WARN, "  the feed’s summary only");
        }
        page.rich(&line, 0, 2)?;
    }
    if view.versions.len() > 1 {
        let versions = format!(
            "{} of its text; --versions shows what changed",
            count(view.versions.len() as u64, "version")
        );
        page.rich(&Rich::new(CUE, versions), 0, 2)?;
    }
    view.gone.iter().try_for_each(|gone| page.rich(&gone_line(gone), 0, 2))?;
    for (relations, what) in [(&view.sources, "takes from"), (&view.copies, "taken by")] {
        for relation in relations {
            page.rich(&related(what, relation), 0, 4)?;
        }
    }
    // Text shared with articles that neither is a copy of.
    let related_to = |id: &str| view.sources.iter().chain(&view.copies).any(|r| r.article.id == id);
    for other in view.shares_with.iter().filter(|a| !related_to(&a.id)) {
        let passages: Vec<_> = view.shared.iter().filter(|s| s.article == other.id).collect();
        let longest = passages.iter().map(|s| &s.here).max_by_key(|s| (s.end - s.start, s.start));
        let Some(longest) = longest else { continue };
        let mut line = Rich::new(CUE, "shares ");
        line.push(PLAIN, format!("{} with ", count(passages.len() as u64, "passage")));
        line.0.extend(origin(other).0);
        line.push(DIM, format!("  {}, the longest: “{}”", other.id, longest.text));
        page.rich(&line, 0, 4)?;
    }
    let chrome: u32 = view.chrome.iter().map(|c| c.slice.end - c.slice.start).sum();
    let length = view.text.chars().count();
    page.rich(
        &Rich::new(
            DIM,
            format!(
                "{}; {chrome} of {length} characters are not the article",
                count(view.statements.len() as u64, "statement")
            ),
        ),
        0,
        2,
    )?;
    Ok(())
}

fn related(what: &str, relation: &Relation) -> Rich {
    let what = match (relation.directed, relation.degree.as_str(), what) {
        (true, "rewrite", "takes from") => "rewrites",
        (true, "rewrite", _) => "rewritten by",
        (false, "rewrite", _) => "tells the same as",
        (false, ..) => "shares with",
        (true, _, what) => what,
    };
    let mut line = Rich::new(CUE, format!("{what} "));
    line.0.extend(origin(&relation.article).0);
    let mut evidence: Vec<&str> = relation.evidence.iter().map(String::as_str).collect();
    if !relation.directed {
        evidence.insert(0, "nothing tells who took from whom");
    }
    let part = 100.0 * relation.contained;
    let (degree, evidence, id) = (&relation.degree, evidence.join(", "), &relation.article.id);
    line.push(DIM, format!("  {degree}: {part:.0} % of the copy; {evidence}  {id}"));
    for utterance in &relation.utterances {
        line.push(DIM, format!(" {utterance}"));
    }
    line
}

/// The text, paragraph by paragraph: statements between ⟦n …⟧ and chrome between ‹kind …›, with the speakers
/// listed below.
fn body(page: &mut Page, view: &ArticleView) -> Result<(), Failure> {
    let chars: Vec<char> = view.text.chars().collect();
    let marks = Marks::of(view, chars.len());
    let mut paragraph = Rich::default();
    let mut style = PLAIN;
    let mut run = String::new();
    for at in 0..=chars.len() {
        for (mark, new_style) in marks.at(at) {
            paragraph.push(style, std::mem::take(&mut run));
            paragraph.push(DIM, mark);
            style = new_style;
        }
        match chars.get(at) {
            Some('\n') | None => {
                paragraph.push(style, std::mem::take(&mut run));
                page.rich(&std::mem::take(&mut paragraph), 0, 0)?;
                if chars.get(at + 1) == Some(&'\n') {
                    page.blank()?;
                }
            }
            Some(c) => run.push(*c),
        }
    }
    page.blank()?;
    for (n, row) in view.statements.iter().enumerate() {
        let mut line = Rich::new(DIM, format!("{:>3}  ", n + 1));
        line.0.extend(speaker(row).0);
        line.push(DIM, format!("  {}  {}", row.kind, row.id));
        page.rich(&line, 0, 5)?;
    }
    Ok(())
}

/// What is to be written between the characters of a text.
struct Marks(Vec<(usize, u8, String, Style)>);

impl Marks {
    fn of(view: &ArticleView, end: usize) -> Marks {
        let mut marks = Vec::new();
        for c in &view.chrome {
            marks.push((c.slice.start as usize, 2, format!("‹{} ", c.kind), DIM));
            marks.push((c.slice.end as usize, 0, "›".to_owned(), PLAIN));
        }
        for (n, row) in view.statements.iter().enumerate().filter(|(_, r)| r.inside.is_none()) {
            for piece in &row.content {
                marks.push((piece.start as usize, 2, format!("⟦{} ", n + 1), SPEAKER));
                marks.push((piece.end as usize, 1, "⟧".to_owned(), PLAIN));
            }
        }
        marks.retain(|m| m.0 <= end);
        // What ends at a place is written before what begins there.
        marks.sort_by_key(|m| (m.0, m.1));
        Marks(marks)
    }

    fn at(&self, place: usize) -> Vec<(String, Style)> {
        let from = self.0.partition_point(|m| m.0 < place);
        self.0[from..].iter().take_while(|m| m.0 == place).map(|m| (m.2.clone(), m.3)).collect()
    }
}
