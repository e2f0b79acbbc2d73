//! Lines that are not the article, told by their words and their place: what other scrapers leave in a text,
//! and what is left in a page's main content.
//!
//! A line is a **paragraph** if it reads like running text: long, and it ends as a sentence does. What stands
//! before the first paragraph is the head, what stands after the last is the tail; most rules hold there only.

mod rules;

use crate::article::{ChromeKind, Mark};
use onrecord_text::{Span, words};
use rules::{Place, Rule, rules};

/// A line and what can be seen of it.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// Without white space at its ends.
    pub span: Span,
    pub text: &'a str,
    pub words: usize,
    /// Ends with a full stop, question or exclamation mark, perhaps in quotation marks or brackets.
    pub sentence: bool,
    /// Ends with an ellipsis: cut off.
    pub cut: bool,
    /// Holds double quotation marks.
    pub quoted: bool,
    /// Holds a verb of speech.
    pub speech: bool,
}

impl<'a> Line<'a> {
    pub(crate) fn new(text: &'a str, span: Span) -> Line<'a> {
        let slice = span.of(text);
        let (mut count, mut speech) = (0, false);
        for word in words(text, span) {
            count += 1;
            speech = speech || rules().is_speech(&word.folded);
        }
        let end = slice.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“', ' ']);
        let cut = end.ends_with('…') || end.ends_with("...") || end.ends_with("[…");
        Line {
            span,
            text: slice,
            words: count,
            sentence: !cut && end.ends_with(['.', '!', '?', '。', '！', '？', '।', '؟']),
            cut,
            quoted: slice.contains(['"', '“', '”', '„', '«', '»', '「', '『']),
            speech,
        }
    }

    /// Reads like running text.
    pub(crate) fn is_paragraph(&self) -> bool {
        (self.words >= 14 && self.sentence) || self.words >= 45
    }

    pub(crate) fn may_be_speech(&self) -> bool {
        self.quoted || self.speech
    }
}

/// The lines of a text that are not blank.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len() + 1;
        if !span.is_empty() {
            out.push(Line::new(text, span));
        }
    }
    out
}

/// What a line by itself may be, wherever it stands: for lines that are known not to be the article.
pub(crate) fn of_line(line: &str) -> Option<(ChromeKind, &'static str)> {
    rules().of_line(line).next().map(|r| (r.kind, r.name.as_str()))
}

/// What the rules find in these lines of `text`: marks in order, without overlaps. `title`: the headline
/// where it is known.
pub(crate) fn marks(text: &str, lines: &[Line], title: Option<&str>) -> Vec<Mark> {
    let mut found: Vec<Option<(ChromeKind, &str)>> = vec![None; lines.len()];
    let matched: Vec<Vec<&Rule>> = lines.iter().map(|l| rules().of_line(l.text).collect()).collect();
    // A line that a rule names wherever it stands is no paragraph, however long.
    let prose = |i: usize| lines[i].is_paragraph() && !matched[i].iter().any(|r| r.sure);
    let first = (0..lines.len()).find(|&i| prose(i)).unwrap_or(0);
    let last = (0..lines.len()).rev().find(|&i| prose(i)).unwrap_or(lines.len());
    let mut opened: Option<ChromeKind> = None;
    for (i, line) in lines.iter().enumerate() {
        let (head, tail) = (i < first, i > last);
        let rule = matched[i].iter().find(|r| {
            let here = match r.place {
                Place::Any => true,
                Place::Head => head,
                Place::Tail | Place::Opens => tail,
                Place::Ends => head || tail,
            };
            here && (r.sure || !line.may_be_speech() || line.words <= 4)
        });
        if let Some(rule) = rule {
            found[i] = Some((rule.kind, &rule.name));
            if tail && rule.place == Place::Opens {
                opened = Some(rule.kind);
            }
        } else if let Some(kind) = opened {
            // What stands under a heading such as "Related stories", up to the next sentence.
            if !line.sentence || line.cut {
                found[i] = Some((kind, "under-heading"));
            } else {
                opened = None;
            }
        }
    }
    mark_headline(lines, title, &mut found);
    mark_dates(lines, first, last, &mut found);
    mark_cut_tail(lines, &mut found);
    mark_wrapped_tail(lines, &mut found);
    let mut marks: Vec<Mark> = lines
        .iter()
        .zip(&found)
        .filter_map(|(line, f)| f.map(|(kind, rule)| Mark { span: line.span, kind, rule: rule.to_owned() }))
        .collect();
    let whole: Vec<Span> = lines.iter().map(|l| l.span).collect();
    add_spans(text, &whole, &mut marks);
    marks
}

/// The headline: the line that is the known title, else a short first line without a full stop before a
/// longer one with one.
fn mark_headline(lines: &[Line], title: Option<&str>, found: &mut [Option<(ChromeKind, &str)>]) {
    let want = title.map(crate::meta::folded).filter(|w| !w.is_empty());
    if let Some(want) = &want {
        let is = |l: &Line| l.words == want.len() && crate::meta::folded(l.text) == *want;
        if let Some(i) = lines.iter().take(8).position(is) {
            found[i] = Some((ChromeKind::Title, "declared-title"));
            return;
        }
    }
    let Some(i) = (0..lines.len()).find(|&i| found[i].is_none()) else { return };
    let line = &lines[i];
    let short =
        (3..=22).contains(&line.words) && !line.cut && !line.text.ends_with(['.', ':', ',', ';', '!']);
    let followed = lines[i + 1..]
        .iter()
        .zip(&found[i + 1..])
        .find(|(_, f)| f.is_none())
        .is_some_and(|(next, _)| next.is_paragraph() && next.words > line.words);
    if i <= 3 && short && followed && !line.quoted && title.is_none() {
        found[i] = Some((ChromeKind::Title, "first-line"));
    }
}

/// Lines that are a date and nothing else, at the ends: the article's in front, other articles' behind.
fn mark_dates(lines: &[Line], first: usize, last: usize, found: &mut [Option<(ChromeKind, &str)>]) {
    for (i, line) in lines.iter().enumerate() {
        if found[i].is_some() || (first..=last).contains(&i) || line.words > 9 || line.text.len() > 60 {
            continue;
        }
        let numbers = line.text.bytes().all(|b| b.is_ascii_digit() || b"/.-: ,".contains(&b))
            && line.text.bytes().filter(u8::is_ascii_digit).count() >= 6;
        let date = onrecord_read::find_date(line.text).is_some_and(|(_, r)| {
            r.len() * 2 > line.text.len() && line.text[..r.start].split_whitespace().count() <= 2
        });
        if date || (numbers && line.text.contains(['/', '.', '-'])) {
            found[i] = Some(if i < first {
                (ChromeKind::Dateline, "bare-date")
            } else {
                (ChromeKind::Teaser, "date-list")
            });
        }
    }
}

/// First lines of other stories at the end: at least two lines, each cut off with an ellipsis.
fn mark_cut_tail(lines: &[Line], found: &mut [Option<(ChromeKind, &str)>]) {
    let mut run = Vec::new();
    for i in (0..lines.len()).rev() {
        if found[i].is_some() {
            continue;
        }
        if !(lines[i].cut && lines[i].words >= 4) {
            break;
        }
        run.push(i);
    }
    let after_chrome = run.first().is_some_and(|&i| found[i + 1..].iter().any(Option::is_some));
    if run.len() >= 2 || (run.len() == 1 && after_chrome) {
        run.into_iter().for_each(|i| found[i] = Some((ChromeKind::Teaser, "cut-line")));
    }
}

/// Lines at the end that are still wrapped in paragraph tags, where the article's own are not.
fn mark_wrapped_tail(lines: &[Line], found: &mut [Option<(ChromeKind, &str)>]) {
    let wrapped = |l: &Line| {
        let lower = l.text.to_ascii_lowercase();
        lower.starts_with("<p") && lower.ends_with("</p>")
    };
    let many = lines.iter().filter(|l| wrapped(l)).count() * 3 > lines.len();
    for i in (0..lines.len()).rev() {
        if found[i].is_some() {
            continue;
        }
        if many || lines.len() < 3 || !wrapped(&lines[i]) {
            break;
        }
        found[i] = Some((ChromeKind::Teaser, "wrapped-line"));
    }
}

/// Adds what the span rules find inside these lines and outside the marks.
fn add_spans(text: &str, lines: &[Span], marks: &mut Vec<Mark>) {
    let mut more: Vec<Mark> = rules()
        .spans_in(text)
        .map(|(kind, rule, range)| Mark {
            span: Span::new(range.start, range.end),
            kind,
            rule: rule.to_owned(),
        })
        .collect();
    more.sort();
    let mut all = std::mem::take(marks);
    for mark in more {
        let at = lines.partition_point(|l| l.end <= mark.span.start);
        // Where a line is marked as a whole it stays so; a piece that swallows a marked line takes its place.
        let inside = |m: &Mark| m.span.contains(mark.span) && m.span.len() >= mark.span.len();
        let first = all.partition_point(|m| m.span.end <= mark.span.start);
        if at >= lines.len() || all.get(first).is_some_and(inside) {
            continue;
        }
        let end = first + all[first..].iter().take_while(|m| m.span.start < mark.span.end).count();
        if all[first..end].iter().all(|m| mark.span.contains(m.span)) {
            all.splice(first..end, [mark]);
        }
    }
    *marks = all;
}
