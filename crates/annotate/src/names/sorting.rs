//! What a run of capitalised words is: titles and a person, an organisation, a place, or nothing.

use super::{Case, Name, NameKind, Words, lexicon::Word, runs::place};
use crate::structure::{Document, TokenKind};
use std::ops::Range;

/// Appends the names that the run holds, in order.
pub(super) fn sort(doc: &Document, words: &Words, run: Range<usize>, out: &mut Vec<Name>) {
    if run.len() == 1 {
        if let Some(kind) = single(doc, words, run.start) {
            out.push(Name { title: run.start, tokens: run, kind });
        }
        return;
    }
    if place(words, run.start, run.end) == run.len() && !titled_before(words, run.start) {
        out.push(Name { title: run.start, tokens: run, kind: NameKind::Place });
        return;
    }
    if let Some(title) = last_title(words, &run) {
        return titled(words, run, title, out);
    }
    untitled(doc, words, run, out);
}

/// The last title or office of the run that a name can follow.
fn last_title(words: &Words, run: &Range<usize>) -> Option<usize> {
    (run.start..run.end - 1).rev().find(|&i| {
        let (what, next) = (words.what(i), words.what(i + 1));
        let named = words.is_capital(i + 1) || next.is(Word::PARTICLE);
        if !words.is_capital(i) || !named || !what.is(Word::TITLE.or(Word::ROLE)) {
            return false;
        }
        // "Dean Roe" is a name, "Dean John Roe" a title; "Martin King Roe" has none.
        if what.is(Word::GIVEN) && !what.is(Word::TITLE) && !next.is(Word::GIVEN) {
            return false;
        }
        let before = i.checked_sub(1).filter(|b| *b >= run.start).map(|b| words.what(b));
        what.is(Word::TITLE)
            || !before.is_some_and(|b| b.is(Word::GIVEN) && !b.is(Word::PLACE.or(Word::ROLE)))
    })
}

/// A run with a title at `title`: what stands before it, and the person behind it.
fn titled(words: &Words, run: Range<usize>, title: usize, out: &mut Vec<Name>) {
    let rest = title + 1..run.end;
    let office = Word::ROLE.or(Word::MODIFIER).or(Word::GROUP);
    // "Mr. King" is called King.
    let honorific = words.is(title, Word::TITLE) && !words.is(title, Word::ROLE);
    let surname = honorific && rest.len() == 1 && !words.is(rest.start, Word::MODIFIER);
    let no_name = !surname
        && rest.clone().all(|i| words.is(i, office) && !words.is(i, Word::GIVEN) || !words.is_capital(i));
    let body =
        is_organisation(words, &rest) && !words.is(rest.start, Word::GIVEN) && !words.is(title, Word::TITLE);
    if no_name || body {
        if is_organisation(words, &run) {
            out.push(Name { title: run.start, tokens: run, kind: NameKind::Organisation });
        } else {
            description(words, run, out);
        }
        return;
    }
    let before = before_office(words, run.start, title);
    prefix(words, run.start..before, out);
    let from = after_qualifiers(words, &rest).unwrap_or(rest.start);
    let tokens = without_letters(words, from..run.end);
    out.push(Name { tokens, title: before, kind: NameKind::Person });
}

/// A run without a title before a name.
fn untitled(doc: &Document, words: &Words, run: Range<usize>, out: &mut Vec<Name>) {
    let (first, last) = (words.what(run.start), words.what(run.end - 1));
    // "Ohio Democrats", "Fox News President": a description, not a name.
    if last.is(Word::GROUP) || last.is(Word::ROLE) && !first.is(Word::GIVEN) {
        return description(words, run, out);
    }
    // "Tarn Today" is a paper.
    let paper = run.len() == 2 && first.is(Word::PLACE) && words.key(run.end - 1) == "today";
    if paper || is_organisation(words, &run) {
        out.push(Name { title: run.start, tokens: run, kind: NameKind::Organisation });
        return;
    }
    // "Korrin Dam" against "Anita Hill".
    let person = first.is(Word::GIVEN) && !first.is(Word::PLACE) || words.is_initial(run.start);
    if last.is(Word::PLACE_HEAD) && !last.is(Word::GIVEN) && !person {
        out.push(Name { title: run.start, tokens: run, kind: NameKind::Place });
        return;
    }
    // "African American", "Labor Day"
    let common = Word::DEMONYM.or(Word::START).or(Word::ORG_DOMAIN).or(Word::MODIFIER);
    if run.clone().all(|i| words.is(i, common) && !words.is(i, Word::GIVEN)) {
        return;
    }
    if let Some(from) = after_qualifiers(words, &run) {
        prefix(words, run.start..from, out);
        let tokens = without_letters(words, from..run.end);
        out.push(Name { title: tokens.start, tokens, kind: NameKind::Person });
        return;
    }
    // "The Tarn Times Roe said": an organisation, then a surname.
    if words.is(run.end - 2, Word::ORG_HEAD)
        && run.len() > 2
        && !words.is(run.start, Word::GIVEN)
        && last == Word::default()
    {
        let (organisation, surname) = (run.start..run.end - 1, run.end - 1..run.end);
        out.push(Name { title: organisation.start, tokens: organisation, kind: NameKind::Organisation });
        out.push(Name { title: surname.start, tokens: surname, kind: NameKind::Unclear });
        return;
    }
    let tokens = without_letters(words, run);
    let tokens = without_ordinary(words, tokens);
    let initial = tokens.clone().any(|i| words.is_initial(i));
    let eastern = first.is(Word::SURNAME_FIRST) && (2..=3).contains(&tokens.len());
    let named = first.is(Word::GIVEN) && tokens.len() > 1 || eastern || initial && tokens.len() > 1;
    let kind = if named || like_a_person(doc, words, &tokens) { NameKind::Person } else { NameKind::Unclear };
    out.push(Name { title: tokens.start, tokens, kind });
}

/// One capitalised word.
fn single(doc: &Document, words: &Words, at: usize) -> Option<NameKind> {
    let what = words.what(at);
    // A document at the start of a sentence, or an initial.
    if words.is_initial(at)
        || what.is(Word::DOCUMENT) && !what.is(Word::GIVEN.or(Word::ORG_KNOWN).or(Word::ORG_HEAD))
    {
        return None;
    }
    if titled_before(words, at) {
        return Some(NameKind::Person);
    }
    if what.is(Word::PLACE) {
        return Some(NameKind::Place);
    }
    if what.is(Word::ORG_KNOWN) {
        return Some(NameKind::Organisation);
    }
    if like_a_person(doc, words, &(at..at + 1)) {
        return Some(NameKind::Person);
    }
    // "Black said": a surname, if somebody bears it.
    if what.is(Word::DEMONYM.or(Word::ROLE).or(Word::MODIFIER)) && !what.is(Word::GIVEN) {
        return acts(doc, words, at).then_some(NameKind::Unclear);
    }
    if what.is(Word::DEMONYM.or(Word::GROUP)) && !what.is(Word::GIVEN)
        || what.is(Word::START.or(Word::LETTERS))
    {
        return None;
    }
    if what.is(Word::ORG_HEAD) && !what.is(Word::GIVEN) {
        let the = at > 0 && words.key(at - 1) == "the";
        return the.then_some(NameKind::Organisation);
    }
    if words.case(at) == Case::Upper && (2..=6).contains(&words.key(at).len()) && what != Word::ROLE {
        return Some(NameKind::Organisation);
    }
    let given = what.is(Word::GIVEN) && !what.is(Word::START.or(Word::NEVER).or(Word::ROLE));
    Some(if given { NameKind::Person } else { NameKind::Unclear })
}

/// True if the word stands as a surname does, not as an adjective: "Black, who", "Black’s", "Black said".
fn acts(doc: &Document, words: &Words, at: usize) -> bool {
    match doc.tokens.get(at + 1) {
        Some(next) if next.kind == TokenKind::Word => {
            words.case(at + 1) == Case::Lower
                && (words.key(at + 1).ends_with("ed")
                    || matches!(words.key(at + 1), "said" | "says" | "told" | "wrote"))
        }
        Some(next) => next.kind == TokenKind::Possessive || doc.word(at + 1) == ",",
        None => false,
    }
}

/// True if a title or the noun of an office, written small, stands right before.
fn titled_before(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    words.is(before, Word::TITLE) && words.is_capital(before)
        || words.is(before, Word::ROLE)
            && !words.is_capital(before)
            && words.key(before) != "general"
            && !words.is(at, Word::DEMONYM)
}

/// An age behind the name, or a party and state, or a noun for a person right before it.
fn like_a_person(doc: &Document, words: &Words, tokens: &Range<usize>) -> bool {
    let behind = |n: usize| doc.tokens.get(tokens.end + n).map(|t| t.span.of(doc.text));
    let age = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
    let aged = behind(0) == Some(",") && behind(1).is_some_and(age) && matches!(behind(2), Some("," | "."));
    let seat = |s: &str| {
        matches!(s, "D" | "R" | "I") || s.starts_with("D-") || s.starts_with("R-") || s.starts_with("I-")
    };
    let seated = behind(0) == Some("(") && behind(1).is_some_and(seat);
    aged || seated || titled_before(words, tokens.start)
}

/// True if the run has the head of an organisation where such names have it.
fn is_organisation(words: &Words, run: &Range<usize>) -> bool {
    let last = words.what(run.end - 1);
    if last.is(Word::ORG_HEAD) {
        return true;
    }
    let joined =
        |i: &usize| matches!(words.key(*i), "of" | "for" | "on" | "&" | "and") && !words.is_capital(*i);
    let head = Word::ORG_HEAD.or(Word::ORG_KNOWN);
    run.clone().any(|i| joined(&i)) && run.clone().any(|i| words.is(i, head) || words.key(i) == "&")
        || last.is(Word::ORG_KNOWN) && !words.is(run.start, Word::GIVEN)
}

/// Where the person begins behind words that only qualify: "Republican Jane Roe", "Tarn Times Jane Roe".
fn after_qualifiers(words: &Words, run: &Range<usize>) -> Option<usize> {
    let qualifies = Word::PLACE
        .or(Word::DEMONYM)
        .or(Word::ROLE)
        .or(Word::MODIFIER)
        .or(Word::ORG_HEAD)
        .or(Word::ORG_DOMAIN)
        .or(Word::ORG_KNOWN)
        .or(Word::START);
    // "Tarn News Jane Roe": whatever is in its name, an organisation's last word ends it.
    let given = |i: usize| words.is(i, Word::GIVEN) && !words.is(i, Word::ORG_HEAD);
    let behind_body =
        |i: &usize| words.is(*i - 1, Word::ORG_HEAD) && given(*i) && !words.is(run.start, Word::GIVEN);
    if let Some(at) = (run.start + 2..run.end.saturating_sub(1)).find(behind_body) {
        return Some(at);
    }
    let mut at = run.start;
    while at + 1 < run.end {
        let given = words.is(at, Word::GIVEN);
        if at > run.start && given {
            return Some(at);
        }
        let span = place(words, at, run.end).max(1);
        // "Tarn-born Jane Roe"
        let compound = words
            .key(at)
            .rsplit_once('-')
            .is_some_and(|(_, p)| matches!(p, "born" | "based" | "area" | "backed" | "led" | "endorsed"));
        if !(span > 1 || compound || words.is(at, qualifies)) || given && !words.is(at, Word::PLACE) {
            return None;
        }
        at += span;
    }
    None
}

/// Where an office that reaches up to `title` begins: its modifiers belong to it.
fn before_office(words: &Words, start: usize, title: usize) -> usize {
    let part = Word::MODIFIER.or(Word::ROLE).or(Word::TITLE).or(Word::DEMONYM);
    let mut at = title;
    while at > start && words.is(at - 1, part) && !words.is(at - 1, Word::ORG_HEAD) {
        at -= 1;
    }
    at
}

/// A run that describes: what stands before the office may be a name.
fn description(words: &Words, run: Range<usize>, out: &mut Vec<Name>) {
    let office = Word::MODIFIER.or(Word::ROLE).or(Word::TITLE).or(Word::GROUP);
    let mut end = run.end;
    while end > run.start && words.is(end - 1, office) {
        end -= 1;
    }
    prefix(words, run.start..end, out);
}

/// The name that stands before a title, if it is one.
fn prefix(words: &Words, run: Range<usize>, out: &mut Vec<Name>) {
    if run.is_empty() || !words.is_capital(run.end - 1) {
        return;
    }
    let kind = if place(words, run.start, run.end) == run.len() {
        NameKind::Place
    } else if is_organisation(words, &run) {
        NameKind::Organisation
    } else if run.len() > 1 || !words.is(run.start, Word::DEMONYM.or(Word::START).or(Word::ORG_DOMAIN)) {
        NameKind::Unclear
    } else {
        return;
    };
    out.push(Name { title: run.start, tokens: run, kind });
}

/// A name that is not known, without ordinary words behind it ("Roe Back").
fn without_ordinary(words: &Words, run: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    while end > start + 1 && words.is(end - 1, Word::START) && !words.is(end - 1, Word::ORG_HEAD) {
        end -= 1;
    }
    while start + 1 < end
        && words.is(start, Word::MODIFIER)
        && !words.is(start, Word::GIVEN.or(Word::ORG_DOMAIN))
    {
        start += 1;
    }
    start..end
}

/// The name without letters behind it ("MP").
fn without_letters(words: &Words, run: Range<usize>) -> Range<usize> {
    let mut end = run.end;
    // Behind a surname other words begin something else: "Jane Roe Election Day".
    let other = Word::ORG_DOMAIN.or(Word::ORG_HEAD).or(Word::START).or(Word::NEVER);
    let ends = |i: &usize| words.is(*i, other) && !words.is(*i, Word::GIVEN) && words.is_capital(*i);
    if let Some(other) = (run.start + 2..run.end).find(ends) {
        end = other;
    }
    while end > run.start + 1 && (words.is(end - 1, Word::LETTERS) || !words.is_capital(end - 1)) {
        end -= 1;
    }
    run.start..end
}
