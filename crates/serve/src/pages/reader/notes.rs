//! What stands beside a paragraph: who speaks in it, how that is known, who else tells it, and which other
//! articles have its words.

use super::blocks::{Block, statements};
use super::{OTHERS, Others};
use crate::pages::parts::{
    citation, content, date, day, inferred, kind, kind_class, outlet, party, statement_href, utterance_href,
};
use crate::pages::words;
use maud::{Markup, html};
use onrecord_record::query::{ArticleRow, ArticleView, SharedPassage, Slice, StatementRow};

/// The notes of an article.
pub(super) struct Notes<'v> {
    pub view: &'v ArticleView,
    pub others: &'v Others,
}

impl Notes<'_> {
    /// The notes of the statements that begin in this block, and of the passages in it.
    pub fn beside(&self, block: &Block) -> Markup {
        let here: Vec<_> = statements(self.view, std::slice::from_ref(block)).collect();
        let passages = self.elsewhere(block);
        html! {
            @if !here.is_empty() || !passages.is_empty() {
                ol.notes {
                    @for (n, row) in here { (self.note(n + 1, row)) }
                    @if !passages.is_empty() {
                        li.also {
                            span.soft { "These words also in " }
                            @for (i, (article, passage)) in passages.iter().enumerate() {
                                @if i > 0 { ", " }
                                a href=(passage_href(passage)) { (outlet(article.outlet.as_deref())) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn note(&self, n: usize, row: &StatementRow) -> Markup {
        let others = row.utterance.as_ref().and_then(|u| self.others.get(u));
        let inside = row.inside.as_ref().and_then(|id| self.view.statements.iter().position(|s| s.id == *id));
        html! {
            li.note.(kind_class(&row.kind)) id=(format!("n{n}")) data-item data-s=(n) {
                p.who {
                    a.num href=(format!("#{}", row.id)) aria-label=(format!("To statement {n} in the text")) { (n) }
                    " "
                    @match &row.speaker { Some(who) => (party(who)), None => span.party.unknown { "Speaker unknown" } }
                    " " (kind(&row.kind))
                }
                p.chain { (chain(row)) }
                @if let Some(who) = &row.addressee { p.soft { "said to " (party(who)) } }
                @if let Some(said) = &row.said {
                    p.soft {
                        "said " (date(said.date.as_deref()))
                        @if let Some(from) = &said.expression { ", from “" span dir="auto" { (from.text) } "”" }
                        @if let Some(from) = &said.inferred { ", inferred " (inferred(from)) }
                    }
                }
                @if let Some(teller) = inside {
                    p.soft { "told within statement " a href=(format!("#n{}", teller + 1)) { (teller + 1) } }
                }
                div.folds {
                    @if let (Some(others), Some(utterance)) = (others, &row.utterance) {
                    details.others {
                        summary { "Told " (row.tellings) " times" }
                        ul {
                            @for other in others.iter().filter(|o| o.id != row.id).take(OTHERS) {
                                li { (telling(other)) }
                            }
                        }
                        p { a href=(utterance_href(utterance, Some(&row.id))) data-main { "Compare the tellings" } }
                    }
                    }
                    (citation(row))
                    a.correct data-key="e" href=(format!("/review/statements/{}", row.id)) { "Correct" }
                }
                (verdict(row))
            }
        }
    }

    /// Other articles that have words of this block, each with the longest passage.
    fn elsewhere(&self, block: &Block) -> Vec<(&ArticleRow, &SharedPassage)> {
        let mut out: Vec<(&ArticleRow, &SharedPassage)> = Vec::new();
        let shared = self.view.shared.iter().filter(|p| p.here.start < block.end && p.here.end > block.start);
        for passage in shared {
            let Some(article) = self.view.shares_with.iter().find(|a| a.id == passage.article) else {
                continue;
            };
            let length = |s: &Slice| s.end - s.start;
            match out.iter_mut().find(|(a, _)| a.id == article.id) {
                Some(known) if length(&known.1.here) < length(&passage.here) => known.1 = passage,
                Some(_) => {}
                None => out.push((article, passage)),
            }
        }
        out
    }
}

/// From the printed words to the name, with the rule that led there.
fn chain(row: &StatementRow) -> Markup {
    let source = row.source_text();
    let steps: Vec<&str> = row.via.iter().map(|s| s.text.as_str()).filter(|t| *t != source).collect();
    html! {
        @if !source.is_empty() {
            span.step dir="auto" { "“" (source) "”" }
            @for step in steps { span.arrow { " → " } span.step dir="auto" { "“" (step) "”" } }
            " "
        }
        span.soft {
            @match (&row.speaker_rule, &row.speaker_unknown) {
                (Some(rule), _) => (words::speaker_rule(rule)),
                (None, Some(reason)) => (words::speaker_unknown(reason)),
                (None, None) => "",
            }
        }
    }
}

/// What a person said of the statement.
fn verdict(row: &StatementRow) -> Markup {
    html! {
        @if let Some(review) = &row.review {
            p.verdict {
                (review.state.as_deref().unwrap_or("decided")) " by " (review.by)
                @if let Some(reason) = &review.reason { " – " (reason) }
            }
        }
    }
}

fn telling(row: &StatementRow) -> Markup {
    html! {
        p.soft {
            a href=(statement_href(row)) { (outlet(row.article.outlet.as_deref())) }
            ", " (date(row.article.published.as_deref().map(day))) " " (kind(&row.kind))
        }
        (content(row, &[]))
    }
}

fn passage_href(passage: &SharedPassage) -> String {
    format!("/articles/{}?at={}#at", passage.article, passage.there.start)
}
