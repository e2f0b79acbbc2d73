//! The story at a glance.

use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::statement::{day, party_name};
use crate::output::style::{DIM, PLAIN, STRONG};
use crate::output::{Page, diff, summary, summary::count};
use onrecord_record::Record;
use onrecord_record::query::ArticleRow;
use std::collections::BTreeMap;
use std::path::Path;

/// How many speakers are shown.
const SPEAKERS: usize = 6;

pub fn show(record: &Record, path: &Path) -> Result<(), Failure> {
    let totals = record.summary()?;
    let mut page = Page::stdout();
    summary::numbers(&mut page, &totals)?;
    if totals.articles == 0 {
        page.finish()?;
        return Ok(());
    }
    stories(record, &mut page)?;
    speakers(record, &mut page)?;
    if let Some(most_told) = record.utterances(2, None, Some(1))?.pop() {
        heading(&mut page, "The utterance that most independent origins tell")?;
        diff::utterance(&mut page, &record.utterance(&most_told.id, None)?)?;
    }
    page.blank()?;
    let path = path.display();
    page.rich(
        &Rich::new(DIM, format!("more: onrecord compare {path} --list; onrecord timeline {path}")),
        0,
        0,
    )?;
    page.finish()?;
    Ok(())
}

fn heading(page: &mut Page, text: &str) -> std::io::Result<()> {
    page.blank()?;
    page.rich(&Rich::new(STRONG, text), 0, 0)
}

/// Each story's articles by origin: a text, then those that go back to it. Of a story that goes on with a thread
/// the first story of that thread.
fn stories(record: &Record, page: &mut Page) -> Result<(), Failure> {
    let articles = record.articles()?;
    let mut stories: Vec<Vec<&ArticleRow>> = Vec::new();
    let (mut number, mut began) = (BTreeMap::new(), BTreeMap::new());
    for article in &articles {
        let at = *number.entry(article.story.as_deref()).or_insert(stories.len());
        if at == stories.len() {
            stories.push(Vec::new());
        }
        stories[at].push(article);
        began.entry(article.thread.as_deref()).or_insert(at);
    }
    for (n, members) in stories.iter().enumerate().take(8) {
        let mut by_origin: BTreeMap<&str, Vec<&ArticleRow>> = BTreeMap::new();
        for article in members {
            by_origin.entry(&article.origin).or_default().push(article);
        }
        let origins = count(by_origin.len() as u64, "independent origin");
        let thread = members.first().and_then(|article| began.get(&article.thread.as_deref()));
        let goes_on = match thread {
            Some(&first) if first != n => format!(", goes on from story {}", first + 1),
            _ => String::new(),
        };
        let articles = count(members.len() as u64, "article");
        heading(page, &format!("Story {}: {articles}, {origins}{goes_on}", n + 1))?;
        let mut groups: Vec<(&str, Vec<&ArticleRow>)> = by_origin.into_iter().collect();
        // In the order in which the stories' articles stand: by date.
        groups.sort_by_key(|(_, g)| members.iter().position(|m| m.id == g[0].id));
        for (origin, mut group) in groups {
            group.sort_by_key(|a| a.id != origin);
            for article in &group {
                let own =
                    article.id == origin || group.iter().all(|a| a.id != origin) && article.id == group[0].id;
                page.rich(&line(article, own), 2, 8)?;
            }
        }
    }
    if stories.len() > 8 {
        page.rich(&Rich::new(DIM, format!("and {} more stories", stories.len() - 8)), 2, 2)?;
    }
    Ok(())
}

fn line(article: &ArticleRow, own: bool) -> Rich {
    let date = article.published.as_deref().map_or("undated   ", day);
    let mut line = Rich::new(DIM, if own { "" } else { "└ from it: " });
    line.push(PLAIN, format!("{date}  {}", article.outlet.as_deref().unwrap_or("outlet unknown")));
    if let Some(title) = &article.title {
        line.push(DIM, format!("  {title}"));
    }
    line.with(DIM, format!("  {}", article.id))
}

/// Who says most, each with the utterance of theirs that most origins tell.
fn speakers(record: &Record, page: &mut Page) -> Result<(), Failure> {
    let named = |kind: &str| matches!(kind, "person" | "organisation" | "place");
    let rows: Vec<_> = record.speakers()?.into_iter().filter(|s| named(&s.party.kind)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    heading(page, "Who speaks")?;
    for row in rows.iter().take(SPEAKERS) {
        let mut line = party_name(&row.party);
        line.push(
            DIM,
            format!(
                "  {} in {}, {}",
                count(row.utterances, "utterance"),
                count(row.articles, "article"),
                count(row.outlets, "outlet")
            ),
        );
        page.rich(&line, 2, 6)?;
        let ids = [row.party.id.clone()];
        if let Some(most_told) = record.utterances(1, Some(&ids), Some(1))?.pop() {
            page.rich(&Rich::new(PLAIN, most_told.leader.content_text()), 6, 6)?;
        }
    }
    if rows.len() > SPEAKERS {
        page.rich(&Rich::new(DIM, format!("and {} more: onrecord speakers", rows.len() - SPEAKERS)), 2, 2)?;
    }
    Ok(())
}
