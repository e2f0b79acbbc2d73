//! Which text a statement's words go back to, through the public interface.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

#[allow(dead_code)] // These tests use a part of it.
mod common;

use common::{Draft, articles, prose};
use onrecord_link::origin::{Content, derivations, origins, steps, taken};
use onrecord_link::reuse::{Options, shared};
use onrecord_link::{Article, Claim};
use onrecord_text::{Id, Span};

/// A statement of these words in this article.
fn claim<'a>(all: &'a [Article], article: usize, words: &str) -> Claim<'a> {
    let text = all[article].text;
    let start = text.find(words).unwrap();
    Claim {
        id: Id::new('s', &[all[article].id.as_str(), words]),
        article,
        text,
        content: vec![Span::new(start, start + words.len())],
        quoted: false,
        speaker: None,
        time: None,
    }
}

/// For each statement the article that its words go back to, where they were taken.
fn found(all: &[Article], claims: &[Claim]) -> Vec<Option<usize>> {
    let pairs = shared(all, &Options::default()).unwrap();
    let derived = derivations(all, &pairs).unwrap();
    let roots = origins(all, &derived);
    let mut out = vec![None; claims.len()];
    let contents = |article: usize| -> Vec<Content> {
        let of_article = claims.iter().enumerate().filter(|(_, claim)| claim.article == article);
        of_article.map(|(index, claim)| Content { claim: index, spans: claim.content.clone() }).collect()
    };
    let told = derived.iter().map(|d| {
        let pair = pairs.iter().find(|p| (p.a, p.b) == (d.copy.min(d.source), d.copy.max(d.source)));
        steps(&contents(d.copy), &contents(d.source), pair.unwrap(), d)
    });
    let told: Vec<_> = told.collect();
    taken(all, &derived, &told, &roots).iter().for_each(|t| out[t.claim] = Some(t.origin));
    out
}

#[test]
fn an_article_that_takes_from_two_gives_each_statement_to_the_one_that_it_is_from() {
    let (one, two, own) = (prose(1, 90), prose(2, 40), prose(3, 20));
    let drafts = [
        Draft::new("one", format!("{one} {}", prose(4, 60))).at("2031-05-01"),
        Draft::new("two", format!("{two} {}", prose(5, 60))).at("2031-05-01"),
        Draft::new("both", format!("{one} {two} {own}")).at("2031-05-02"),
    ];
    let all = articles(&drafts);
    let claims = [
        claim(&all, 2, &one[40..120]),
        claim(&all, 2, &two[40..120]),
        claim(&all, 2, &own[10..60]),
        claim(&all, 1, &two[40..120]),
    ];
    assert_eq!(found(&all, &claims), [Some(0), Some(1), None, None]);
}

#[test]
fn words_that_were_taken_twice_go_back_to_the_first() {
    let said = prose(1, 40);
    let drafts = [
        Draft::new("first", format!("{} {said} {}", prose(2, 60), prose(3, 60))).at("2031-05-01"),
        Draft::new("second", format!("{} {said} {}", prose(4, 60), prose(5, 60))).at("2031-05-02"),
        Draft::new("third", format!("{} {said} {}", prose(6, 60), prose(7, 60))).at("2031-05-03"),
    ];
    let all = articles(&drafts);
    let claims = [0, 1, 2].map(|article| claim(&all, article, &said[20..90]));
    assert_eq!(found(&all, &claims), [None, Some(0), Some(0)]);
}

#[test]
fn a_speech_that_two_quote_is_not_taken() {
    let speech = prose(1, 40);
    let drafts = [
        Draft::new("a", format!("{} “{speech},” she said. {}", prose(2, 60), prose(3, 30))).at("2031-05-02"),
        Draft::new("b", format!("{} “{speech},” the mayor told us. {}", prose(4, 30), prose(5, 50)))
            .at("2031-05-03"),
    ];
    let all = articles(&drafts);
    assert_eq!(found(&all, &[claim(&all, 1, &speech[20..90])]), [None]);
}
