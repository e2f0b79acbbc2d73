//! One telling: its words and all that proves them.

use crate::pages::parts::{content, direction, inferred_as_text, kind, speaker_as_text, title, web_address};
use crate::pages::utterance::{diff, extent_class};
use crate::pages::words;
use maud::{Markup, html};
use onrecord_record::query::{Extent, Slice, StatementRow, TellingRow};

/// The telling that the others are compared with.
pub(super) fn first(row: &StatementRow) -> Markup {
    html! {
        div.first {
            p.who { (speaker_as_text(row)) " " (kind(&row.kind)) }
            (content(row, &[]))
            (proof(row))
        }
    }
}

/// Another telling beside it, with the words marked that differ.
pub(super) fn beside(base: &TellingRow, row: &TellingRow) -> Markup {
    let language = |r: &TellingRow| r.statement.article.language.clone();
    let side = |label: &str, language: Option<String>, words: Markup| {
        html! {
            blockquote.said lang=[language.as_deref()] dir=(direction(language.as_deref())) {
                span.label { (label) } (words)
            }
        }
    };
    html! {
        li.telling {
            p.who {
                (speaker_as_text(&row.statement)) " " (kind(&row.statement.kind)) " "
                // That it is only reported its kind says already.
                @if row.extent != Extent::Reported {
                    span.extent.(extent_class(row.extent)) { (words::extent(row.extent)) }
                }
                @if row.quotation_differs { " " strong.differs { "quoted in other words" } }
            }
            div.beside {
                (side("Fullest telling", language(base), diff::base(&base.statement.content, row)))
                (side("This telling", language(row), diff::this(row)))
            }
            (proof(&row.statement))
        }
    }
}

/// Outlet, title, date, address, the text's hash, the place in it, and what persons decided.
fn proof(row: &StatementRow) -> Markup {
    let article = &row.article;
    let place = |slices: &[Slice]| {
        slices.iter().map(|s| format!("{}–{}", s.start, s.end)).collect::<Vec<_>>().join(", ")
    };
    html! {
        dl.proof {
            div {
                dt { "Outlet" }
                dd {
                    @match &article.outlet {
                        Some(outlet) => strong dir="auto" { (outlet) },
                        None => span.soft { "unknown" },
                    }
                    ", " cite lang=[article.language.as_deref()] dir="auto" { (title(article)) }
                }
            }
            div {
                dt { "Published" }
                dd {
                    @match &article.published {
                        Some(date) => time datetime=(date) { (words::date(date)) },
                        None => span.soft { "undated" },
                    }
                    @if let Some(place) = &article.published_found_in {
                        span.soft { " (" (words::found_in(place)) ")" }
                    }
                }
            }
            @if let Some(said) = &row.said {
                div {
                    dt { "Said" }
                    dd {
                        @if let Some(date) = &said.date { time datetime=(date) { (words::date(date)) } " " }
                        @if let Some(words) = &said.expression { span.soft { "“" (words.text) "”" } }
                        @if let Some(from) = &said.inferred { span.soft { " inferred " (from.because()) ": " (inferred_as_text(from)) } }
                    }
                }
            }
            @if let Some(url) = &article.url {
                div {
                    dt { "Address" }
                    dd.long {
                        @match web_address(Some(url)) {
                            Some(link) => a href=(link) rel="noreferrer" { (link) },
                            None => (url),
                        }
                    }
                }
            }
            div { dt { "Text" } dd.long { "sha256 " code { (article.version) } } }
            div {
                dt { "Words" }
                dd {
                    "code points " (place(&row.content))
                    @if !row.source.is_empty() { span.soft { "; source " (place(&row.source)) } }
                    @if !row.cue.is_empty() { span.soft { "; cue " (place(&row.cue)) } }
                    span.soft { "; " (row.id) }
                }
            }
            @if let Some(review) = &row.review {
                div {
                    dt { "Review" }
                    dd {
                        (review.state.as_deref().unwrap_or("decided on")) " by " (review.by) " on " (review.at)
                        @if let Some(reason) = &review.reason { ": " (reason) }
                        @if let Some(computed) = &review.computed {
                            span.soft {
                                "; computed: “" (joined(&computed.content)) "”, "
                                (computed.speaker.as_ref().map_or("speaker unknown", |s| s.name.as_str()))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn joined(slices: &[Slice]) -> String {
    slices.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" … ")
}
