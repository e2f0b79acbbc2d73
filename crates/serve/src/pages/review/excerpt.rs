//! A statement in the lines around it, its parts marked.

use crate::pages::parts::{direction, kind_class};
use maud::{Markup, html};
use onrecord_record::query::{Slice, StatementRow};

/// Characters before and after that are shown, at most.
const AROUND: usize = 220;

/// Ranges of a text, in code points.
pub(super) type Ranges = Vec<(u32, u32)>;

/// The parts of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub source: Ranges,
    pub cue: Ranges,
    pub content: Ranges,
}

impl Parts {
    pub fn of(row: &StatementRow) -> Parts {
        let ranges = |slices: &[Slice]| slices.iter().map(|s| (s.start, s.end)).collect();
        Parts { source: ranges(&row.source), cue: ranges(&row.cue), content: ranges(&row.content) }
    }

    /// The first and one past the last code point of any part.
    fn extent(&self) -> Option<(u32, u32)> {
        let all = || self.source.iter().chain(&self.cue).chain(&self.content);
        Some((all().map(|r| r.0).min()?, all().map(|r| r.1).max()?))
    }
}

/// The text around the parts, to the ends of their lines or a bit less, with the parts marked.
pub(super) fn excerpt(row: &StatementRow, text: &str, parts: &Parts) -> Markup {
    let chars: Vec<char> = text.chars().collect();
    let (first, last) = parts.extent().unwrap_or((0, 0));
    let (first, last) = ((first as usize).min(chars.len()), (last as usize).min(chars.len()));
    let before = chars[first.saturating_sub(AROUND)..first].iter().rev().position(|c| *c == '\n');
    let from = first - before.unwrap_or(AROUND.min(first));
    let after = chars[last..chars.len().min(last + AROUND)].iter().position(|c| *c == '\n');
    let to = last + after.unwrap_or(AROUND.min(chars.len() - last));
    let role = |at: usize| {
        let in_any = |ranges: &Ranges| ranges.iter().any(|r| (r.0 as usize..r.1 as usize).contains(&at));
        [(&parts.cue, 3_u8), (&parts.source, 2), (&parts.content, 1)]
            .iter()
            .find(|r| in_any(r.0))
            .map_or(0, |r| r.1)
    };
    let mut runs: Vec<(u8, String)> = Vec::new();
    for (at, c) in chars.iter().enumerate().take(to).skip(from) {
        let role = role(at);
        match runs.last_mut().filter(|r| r.0 == role) {
            Some(run) => run.1.push(*c),
            None => runs.push((role, c.to_string())),
        }
    }
    let language = row.article.language.as_deref();
    let kind = kind_class(&row.kind);
    html! {
        p.excerpt lang=[language] dir=(direction(language)) {
            @if from > 0 && chars[from - 1] != '\n' { span.soft { "… " } }
            @for (role, text) in &runs {
                @match role {
                    1 => span.c.(kind) { (text) },
                    2 => span.src { (text) },
                    3 => span.cue { (text) },
                    _ => (text),
                }
            }
            @if to < chars.len() && chars[to] != '\n' { span.soft { " …" } }
        }
    }
}
