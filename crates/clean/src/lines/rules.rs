//! The rules of `lines.txt` and `spans.txt`, read once.

use crate::article::ChromeKind;
use onrecord_text::fold;
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use std::collections::HashSet;
use std::sync::OnceLock;

/// Where in an article a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Any,
    Head,
    Tail,
    Ends,
    Opens,
}

/// What a rule says of a line that it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub kind: ChromeKind,
    pub name: String,
    pub place: Place,
    /// Holds for lines with quotation marks and verbs of speech too.
    pub sure: bool,
}

/// All rules, compiled.
pub(crate) struct Rules {
    /// One set for short lines, one of the sure rules only for longer lines; each with its rules.
    short: (RegexSet, Vec<Rule>),
    long: (RegexSet, Vec<Rule>),
    spans: Vec<(ChromeKind, String, Regex)>,
    speech: HashSet<String>,
}

/// The rules that come with onrecord.
pub(crate) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    #[allow(clippy::expect_used)]
    RULES.get_or_init(|| {
        Rules::new().expect("the rules that come with onrecord are well-formed, as a test checks")
    })
}

/// Longest line, in bytes, that all rules look at, and that a sure one looks at.
const SHORT_LINE: usize = 300;
const LONG_LINE: usize = 1000;

impl Rules {
    fn new() -> Result<Rules, String> {
        let mut rules = Vec::new();
        for line in rule_lines(include_str!("lines.txt")) {
            let (kind, name, rest) = head(line)?;
            let (place, pattern) = rest.split_once(char::is_whitespace).ok_or_else(|| line.to_owned())?;
            let place = match place {
                "any" => Place::Any,
                "head" => Place::Head,
                "tail" => Place::Tail,
                "ends" => Place::Ends,
                "opens" => Place::Opens,
                _ => return Err(format!("unknown place in “{line}”")),
            };
            let sure = name.ends_with('!');
            let name = name.trim_end_matches('!').to_owned();
            // An ASCII word boundary: with a Unicode one the search is ten times slower.
            let pattern = pattern.trim().replace(r"\b", r"(?-u:\b)");
            rules.push((Rule { kind, name, place, sure }, format!("^(?:{pattern})$")));
        }
        let set = |rules: &[(Rule, String)]| {
            let set = RegexSetBuilder::new(rules.iter().map(|(_, pattern)| pattern))
                .case_insensitive(true)
                .size_limit(64 << 20)
                .dfa_size_limit(32 << 20)
                .build();
            Ok::<_, String>((
                set.map_err(|e| e.to_string())?,
                rules.iter().map(|(rule, _)| rule.clone()).collect(),
            ))
        };
        let short = set(&rules)?;
        rules.retain(|(rule, _)| rule.sure);
        let long = set(&rules)?;
        let mut spans = Vec::new();
        for line in rule_lines(include_str!("spans.txt")) {
            let (kind, name, pattern) = head(line)?;
            let regex = RegexBuilder::new(pattern.trim()).case_insensitive(true).multi_line(true).build();
            spans.push((kind, name.to_owned(), regex.map_err(|e| e.to_string())?));
        }
        let speech = include_str!("speech.txt").lines().filter(|l| !l.starts_with('#'));
        let speech = speech.flat_map(str::split_whitespace).map(fold).collect();
        Ok(Rules { short, long, spans, speech })
    }

    /// The rules that a line matches, in the order of the file.
    pub(crate) fn of_line<'a>(&'a self, line: &str) -> impl Iterator<Item = &'a Rule> + use<'a> {
        let line = trim(line);
        let (set, rules) = if line.len() <= SHORT_LINE { &self.short } else { &self.long };
        let found = (line.len() <= LONG_LINE && !line.is_empty()).then(|| set.matches(line));
        found.into_iter().flat_map(move |m| m.into_iter().map(|i| &rules[i]).collect::<Vec<_>>())
    }

    /// The pieces of a text that the span rules match: kind, rule, range.
    pub(crate) fn spans_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (ChromeKind, &'a str, std::ops::Range<usize>)> {
        self.spans.iter().flat_map(move |(kind, name, regex)| {
            regex.find_iter(text).map(move |m| (*kind, name.as_str(), m.range()))
        })
    }

    /// True of a folded word that is a verb of speech.
    pub(crate) fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }
}

/// A line without what may stand around it: white space, full stops, colons, arrows, bullets.
fn trim(line: &str) -> &str {
    let around =
        |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '→' | '»' | '>' | '•' | '·' | '|' | '*' | '▶');
    // "Continue reading…" and a closing bracket are part of what the rules look for.
    line.trim_start_matches(around).trim_end_matches(around)
}

fn rule_lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with(['#', '+', '-']))
}

fn head(line: &str) -> Result<(ChromeKind, &str, &str), String> {
    let wrong = || format!("a rule is kind, name, place and pattern; this is not: “{line}”");
    let (kind, rest) = line.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let (name, rest) = rest.trim_start().split_once(char::is_whitespace).ok_or_else(wrong)?;
    let kind = ChromeKind::parse(kind).ok_or_else(wrong)?;
    Ok((kind, name, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_rule_matches_its_examples_and_no_counter_example() {
        let rules = rules();
        let (mut now, mut examples) = (None, 0);
        for line in include_str!("lines.txt").lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        {
            let example = line.get(2..).unwrap_or_default();
            let found = || rules.of_line(example).any(|r| Some(r) == now.as_ref());
            match line.as_bytes()[0] {
                b'+' => assert!(found(), "{now:?} does not match “{example}”"),
                b'-' => assert!(!found(), "{now:?} matches “{example}”"),
                _ => {
                    let (kind, name, rest) = head(line).unwrap();
                    let place = rest.split_whitespace().next().unwrap();
                    let same = |r: &&Rule| {
                        r.kind == kind
                            && r.name == name.trim_end_matches('!')
                            && format!("{:?}", r.place).to_lowercase() == place
                    };
                    now = rules.short.1.iter().find(same).cloned();
                    examples += 1;
                }
            }
        }
        assert_eq!(examples, rules.short.1.len());
    }

    #[test]
    fn every_span_rule_marks_its_examples() {
        let mut name = "";
        for line in include_str!("spans.txt").lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        {
            let example = line.get(2..).unwrap_or_default().replace("\\n", "\n");
            let marked = |text: &str| -> Vec<String> {
                rules()
                    .spans_in(text)
                    .filter(|(_, n, _)| *n == name)
                    .map(|(_, _, r)| text[r].to_owned())
                    .collect()
            };
            match line.as_bytes()[0] {
                b'+' => {
                    let plain = example
                        .replace("[[[", "\u{1}")
                        .replace("]]]", "\u{2}")
                        .replace("[[", "")
                        .replace("]]", "");
                    let plain = plain.replace('\u{1}', "[").replace('\u{2}', "]");
                    assert!(!marked(&plain).is_empty(), "{name}: {example}");
                    for found in marked(&plain) {
                        assert!(example.contains(&format!("[[{found}]]")), "{name}: {found}");
                    }
                }
                b'-' => assert!(marked(&example).is_empty(), "{name}: {example}"),
                _ => name = head(line).unwrap().1,
            }
        }
    }
}
