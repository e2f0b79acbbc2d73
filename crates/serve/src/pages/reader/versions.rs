//! An earlier text of an article against its newest one, line by line.

use crate::Shared;
use crate::pages::error::Answer;
use crate::pages::parts::{article_href, date, direction, title};
use crate::pages::shell::{Page, Screen};
use crate::pages::words::count;
use axum::extract::{Path, State};
use maud::{Markup, html};
use onrecord_record::Error;

/// More lines on both sides than this are not compared; they are shown as they are.
const MOST: usize = 2_000;
/// What is shown of a long text, in characters.
const SHOWN: usize = 60_000;

/// What happens to a line on the way to the newest text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Kept,
    Gone,
    New,
}

pub(in crate::pages) async fn page(
    State(shared): State<Shared>,
    Path((id, hash)): Path<(String, String)>,
) -> Answer {
    let (article, old) = shared
        .ask(move |record| {
            let article = record.article(&id)?;
            if !article.versions.iter().any(|v| v.id == hash) {
                return Err(Error::NotFound(format!("the article {id} has no text with the hash {hash}")));
            }
            Ok((article, record.version(&hash)?))
        })
        .await?;
    let href = article_href(&article.article.id);
    let captured = article.versions.iter().find(|v| v.id == old.id).and_then(|v| v.captured.clone());
    let lines = diff(&lines(&old.text), &lines(&article.text));
    let main = html! {
        header.article-head {
            p.eyebrow { "An earlier text" @if captured.is_some() { ", captured " (date(captured.as_deref())) } }
            h1 dir="auto" { (title(&article.article)) }
            p.soft {
                del { "Lines" } " that the newest text no longer has, " ins { "lines" } " that are new in it. "
                (count(old.length, "code point")) ", " code { "sha256:" (old.id) } ". "
                a href=(href) { "The newest text" }
            }
        }
        div.versions lang=[article.article.language.as_deref()] dir=(direction(article.article.language.as_deref())) {
            (shown(&lines))
        }
    };
    Ok(Page::new(&shared, Screen::Articles, "An earlier text", main).up(href).render())
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|l| !l.trim().is_empty()).collect()
}

fn shown(lines: &[(Change, &str)]) -> Markup {
    let mut room = SHOWN;
    let fits = lines.iter().take_while(|(_, line)| {
        let fits = room > 0;
        room = room.saturating_sub(line.len());
        fits
    });
    let fitting = fits.count();
    html! {
        @for (change, line) in &lines[..fitting] {
            @match change {
                Change::Kept => p { (line) },
                Change::Gone => p { del { (line) } },
                Change::New => p { ins { (line) } },
            }
        }
        @if fitting < lines.len() {
            p.notice { "The first " (fitting) " of " (lines.len()) " lines; the API has the texts whole." }
        }
    }
}

/// The lines of both texts in order, by their longest common subsequence.
fn diff<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(Change, &'t str)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut out: Vec<(Change, &str)> = old[..head].iter().map(|l| (Change::Kept, *l)).collect();
    if a.len() > MOST || b.len() > MOST {
        out.extend(a.iter().map(|l| (Change::Gone, *l)));
        out.extend(b.iter().map(|l| (Change::New, *l)));
    } else {
        // longest[i][j]: lines that a[i..] and b[j..] have in common.
        let width = b.len() + 1;
        let mut longest = vec![0_u16; (a.len() + 1) * width];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                longest[i * width + j] = if a[i] == b[j] {
                    longest[(i + 1) * width + j + 1] + 1
                } else {
                    longest[(i + 1) * width + j].max(longest[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && a[i] == b[j] {
                out.push((Change::Kept, a[i]));
                (i, j) = (i + 1, j + 1);
            } else if j == b.len()
                || i < a.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]
            {
                out.push((Change::Gone, a[i]));
                i += 1;
            } else {
                out.push((Change::New, b[j]));
                j += 1;
            }
        }
    }
    out.extend(old[old.len() - tail..].iter().map(|l| (Change::Kept, *l)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Change::*;

    #[test]
    fn a_line_is_kept_gone_or_new() {
        let old = ["The ferry stops.", "The crew left.", "More soon.", "End"];
        let new = ["The ferry stops.", "The crew was paid.", "More soon.", "It runs again.", "End"];
        let expected = [
            (Kept, "The ferry stops."),
            (Gone, "The crew left."),
            (New, "The crew was paid."),
            (Kept, "More soon."),
            (New, "It runs again."),
            (Kept, "End"),
        ];
        assert_eq!(diff(&old, &new), expected);
        assert_eq!(diff(&[], &["a"]), [(New, "a")]);
        assert_eq!(diff(&["a"], &["a"]), [(Kept, "a")]);
    }
}
