//! When a statement was made, where its own clause says so: "said on Tuesday", "told reporters late on Monday
//! that", "On Friday, the ministry announced". A time inside what is said is never taken for it.

use super::lexicon::entries;
use crate::attribution::Attribution;
use crate::structure::{Document, TokenKind};
use crate::{Said, Timex, TimexKind};
use onrecord_text::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// How many tokens behind the cue a time may stand, and how many before it.
const REACH: usize = 30;

/// The time of saying that the statement's own clause gives; `None` where it gives none, or none that can
/// be told apart from the times of what is said.
///
/// `timexes` are those of the whole text, in order. The nearest time behind the cue is taken ("said in Orvane
/// on Tuesday"), else one between source and cue ("Smith on Tuesday said"), else one that opens the cue's
/// sentence ("On Tuesday, Smith said"). Another clause or a preposition that leads away ("said of Tuesday’s
/// attack") is not looked behind.
pub fn said(doc: &Document, attribution: &Attribution, timexes: &[Timex]) -> Option<Said> {
    let cue = *attribution.cue.last()?;
    let cue_tokens = doc.tokens_in(cue);
    let sentence = doc.sentences.get(doc.tokens.get(cue_tokens.start)?.sentence as usize)?.clone();
    let clause = Clause { doc, attribution, sentence };
    let timex =
        clause.behind(cue_tokens.end, timexes).or_else(|| clause.before(cue_tokens.start, timexes))?;
    Some(Said { span: timex.span, when: timex.when })
}

struct Clause<'a> {
    doc: &'a Document<'a>,
    attribution: &'a Attribution,
    /// The tokens of the cue's sentence.
    sentence: Range<usize>,
}

impl<'a> Clause<'a> {
    fn behind<'t>(&self, cue_end: usize, timexes: &'t [Timex]) -> Option<&'t Timex> {
        let to = self.sentence.end.min(cue_end.saturating_add(REACH));
        let timex = self.candidates(cue_end..to, timexes).next()?;
        let start = self.doc.tokens_in(timex.span).start;
        let between = cue_end..start;
        let source = |i: usize| covered(&self.attribution.source, self.doc.tokens[i].span);
        let mut lead = None;
        for at in between {
            if covered(&self.attribution.content, self.doc.tokens[at].span) {
                return None;
            }
            match role(self.doc.word(at)) {
                Some(Role::Bars) => return None,
                _ if self.begins_participle(at) => return None,
                // What leads inside the source's name, "the head of the bank", leads nowhere else.
                Some(role) if !source(at) => lead = Some(role),
                _ if is_clause_mark(self.doc.word(at)) => return None,
                _ => {}
            }
        }
        // "said Monday’s rain was the last", "asked the 2019 winner": the time belongs to a noun.
        let article = start.checked_sub(1).is_some_and(|at| matches!(self.doc.word(at), "the" | "a" | "an"));
        let end = self.doc.tokens_in(timex.span).end;
        let possessive = self.doc.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Possessive);
        match lead {
            Some(Role::Away) => None,
            None if article || possessive || timex.span.of(self.doc.text).starts_with("the ") => None,
            _ => Some(timex),
        }
    }

    /// ", referring to", "before becoming": a clause without a verb of its own.
    fn begins_participle(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.doc.word(before);
        self.doc.word(at).ends_with("ing") && (word == "," || role(word) == Some(Role::Away))
    }

    fn before<'t>(&self, cue_start: usize, timexes: &'t [Timex]) -> Option<&'t Timex> {
        let from = self.sentence.start.max(cue_start.saturating_sub(REACH));
        let timex = self.candidates(from..cue_start, timexes).last()?;
        let tokens = self.doc.tokens_in(timex.span);
        let free = |at: usize| {
            let token = self.doc.tokens[at].span;
            !covered(&self.attribution.content, token)
                && (covered(&self.attribution.source, token)
                    || !matches!(role(self.doc.word(at)), Some(Role::Bars))
                        && !is_clause_mark(self.doc.word(at)))
        };
        if !(tokens.end..cue_start).all(free) {
            return None;
        }
        // "The rebels on Tuesday said": directly behind the source.
        let lead = tokens.start.checked_sub(1).filter(|&at| at >= self.sentence.start);
        let led = lead.map(|at| role(self.doc.word(at)));
        let prepositions = usize::from(led == Some(Some(Role::Leads)));
        let opening = tokens.start - prepositions;
        let behind_source = opening.checked_sub(1).is_some_and(|at| {
            at >= self.sentence.start && covered(&self.attribution.source, self.doc.tokens[at].span)
        });
        // "Thursday’s march was the third that the rebels said …": the day is the march’s.
        let possessive = self.doc.tokens.get(tokens.end).is_some_and(|t| t.kind == TokenKind::Possessive);
        if possessive && prepositions == 0 && !behind_source {
            return None;
        }
        // "In June, the senator resigned after the mayor said …": when the mayor did is not told.
        let clause = self.doc.tokens_in(*self.attribution.source.first().unwrap_or(&timex.span)).start;
        let joined = clause.checked_sub(1).filter(|&at| at >= tokens.end);
        if joined.is_some_and(|at| matches!(self.doc.word(at), "after" | "before" | "because")) {
            return None;
        }
        // "On Tuesday, the rebels said", "But on Tuesday …"
        let opens = opening <= self.sentence.start + 1;
        (!matches!(led, Some(Some(Role::Away | Role::Bars))) && (opens || behind_source)).then_some(timex)
    }

    /// The dates and times among the tokens that are outside what is said and outside the source.
    fn candidates<'t>(&self, tokens: Range<usize>, timexes: &'t [Timex]) -> impl Iterator<Item = &'t Timex> {
        let span = self.doc.span(tokens);
        let from = timexes.partition_point(|t| t.span.start < span.start);
        timexes[from..].iter().take_while(move |t| t.span.end <= span.end).filter(|t| {
            let point = matches!(t.kind, TimexKind::Date | TimexKind::Time) && !t.value.ends_with("_REF");
            let overlaps = |spans: &[Span]| spans.iter().any(|s| s.overlaps(t.span));
            point && !overlaps(&self.attribution.content) && !overlaps(&self.attribution.source)
        })
    }
}

fn covered(spans: &[Span], token: Span) -> bool {
    spans.iter().any(|s| s.contains(token))
}

fn is_clause_mark(word: &str) -> bool {
    matches!(word, ";" | ":" | "(" | "—" | "–" | "--")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Bars,
    Away,
    Leads,
}

/// `lexicon/said.txt`, sorted by word.
static WORDS: LazyLock<Vec<(&'static str, Role)>> = LazyLock::new(|| {
    let mut words: Vec<_> = entries(include_str!("lexicon/said.txt")).filter_map(entry).collect();
    words.sort_unstable_by_key(|&(word, _)| word);
    words
});

fn entry(line: &'static str) -> Option<(&'static str, Role)> {
    let (word, role) = line.split_once(char::is_whitespace)?;
    let role = match role.trim() {
        "bars" => Role::Bars,
        "away" => Role::Away,
        "leads" => Role::Leads,
        _ => return None,
    };
    Some((word, role))
}

fn role(word: &str) -> Option<Role> {
    // No listed word is longer; longer ones are not folded.
    if word.len() > 10 {
        return None;
    }
    let word = word.to_ascii_lowercase();
    WORDS.binary_search_by_key(&word.as_str(), |&(w, _)| w).ok().map(|i| WORDS[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use crate::time::timexes;

    /// The time of saying in a text whose source is in ‹›, cue in «» and content in {}; the marks are taken out.
    fn read(marked: &str) -> Option<String> {
        let (mut text, mut open) = (String::new(), Vec::new());
        let (mut source, mut cue, mut content) = (Vec::new(), Vec::new(), Vec::new());
        for c in marked.chars() {
            match c {
                '‹' | '«' | '{' => open.push(text.len()),
                '›' => source.push(Span::new(open.pop().unwrap(), text.len())),
                '»' => cue.push(Span::new(open.pop().unwrap(), text.len())),
                '}' => content.push(Span::new(open.pop().unwrap(), text.len())),
                c => text.push(c),
            }
        }
        let body = [Span::new(0, text.len())];
        let doc = Document::new(&text, &body);
        let found = timexes(&text, &body, Some("2021-12-23".parse().unwrap()));
        let attribution = Attribution {
            kind: Kind::Indirect,
            source,
            cue,
            content,
            inside: None,
            continues: None,
            rule: "test",
            confidence: 1.0,
        };
        said(&doc, &attribution, &found)
            .map(|s| format!("{} {}", s.span.of(&text), s.when.map(|w| w.to_string()).unwrap_or_default()))
    }

    #[test]
    fn every_line_of_the_list_is_understood() {
        assert_eq!(WORDS.len(), entries(include_str!("lexicon/said.txt")).count());
    }

    #[test]
    fn the_clause_of_the_cue_gives_the_time() {
        for (text, expected) in [
            ("‹Mara Quint› «said» on Tuesday {that the dam would hold}.", "Tuesday 2021-12-21"),
            ("{The dam will hold}, ‹Mara Quint› «told» reporters late on Monday.", "Monday 2021-12-20"),
            ("‹Quint› «said» in a speech last week {that the dam would hold}.", "last week "),
            ("‹The ministry› «announced» on Friday {that the gates were shut}.", "Friday 2021-12-17"),
            ("On Tuesday, ‹Mara Quint› «said» {the dam would hold}.", "Tuesday 2021-12-21"),
            ("‹The ministry› on Monday «said» {the gates were shut}.", "Monday 2021-12-20"),
            (
                "{“It will hold,”} «said» ‹the head of the water board› at Tuesday’s meeting.",
                "Tuesday 2021-12-21",
            ),
            ("‹Quint› «said» in Orvane on Dec. 3 {that it would hold}.", "Dec. 3 2021-12-03"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_times_of_what_is_said_are_not_taken() {
        for text in [
            "‹Mara Quint› «said» {the dam would be opened on Tuesday}.",
            "{“We shut the gates on Monday,”} ‹Quint› «said».",
            "{The gates were shut on Monday}, «said» ‹Quint›.",
            "‹Quint› «said» of Monday’s flood {that it was the last}.",
            "«said» ‹Quint›, who had arrived on Monday, {that it would hold}.",
            "When the gates broke on Monday, ‹Quint› «said» {it was over}.",
            "{It was over}, ‹Quint› «said» after Monday’s flood.",
            "‹The man who was freed on Monday› «said» {he was well}.",
            "‹Quint› «said» {nothing had changed} since Monday.",
            "{It would hold}, ‹Quint› «said», recalling the flood of 1998.",
            "{It would hold}, ‹Quint› «said» before becoming mayor in 2009.",
            "‹Quint› «said» Monday’s rain {was the last}.",
            "‹Quint› «asked» the 2019 winner {whether it would hold}.",
            "‹Quint› has recently «said» {so}.",
            "{The mill was a goldmine}, ‹Quint› «said», until it burned down in 1999.",
            "Following Monday’s flood ‹Quint› «said» {it would hold}.",
            "Thursday’s march was the third that ‹Quint› «said» {she had led}.",
            "In June, the envoy resigned after ‹Quint› «said» {he was unfit}.",
            "{It would hold}, ‹Quint› «told» Orvane Today.",
            "{It would hold}, ‹Quint› «told» OBC This Morning.",
            "{It would hold}, ‹Quint› «said» on OBC’s This Week.",
            "Since 2001, ‹Quint› has «promised» {to mend it}.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
