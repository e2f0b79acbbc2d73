//! What every page has around its content: head, navigation, search, footer, the list of keys.

use super::assets;
use crate::Shared;
use maud::{DOCTYPE, Markup, html};

/// The screens that the navigation names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    Story,
    Articles,
    Statements,
    Utterances,
    Outlets,
    Timeline,
    People,
    Review,
    Other,
}

const SCREENS: &[(Screen, &str, &str)] = &[
    (Screen::Story, "/", "Story"),
    (Screen::Articles, "/articles", "Articles"),
    (Screen::Statements, "/search", "Statements"),
    (Screen::Utterances, "/utterances", "Retold"),
    (Screen::Outlets, "/outlets", "Outlets"),
    (Screen::Timeline, "/timeline", "Timeline"),
    (Screen::People, "/people", "People"),
    (Screen::Review, "/review", "Review"),
];

/// A page before its frame is put around it.
pub(super) struct Page {
    /// The title, without the program's name.
    pub title: String,
    /// Where in the navigation it stands.
    pub screen: Screen,
    /// The file name of the record; empty if that is what failed.
    pub record: String,
    /// What the search field holds.
    pub query: String,
    /// Where Esc leads to.
    pub up: Option<String>,
    /// The content of `main`.
    pub main: Markup,
}

impl Page {
    /// A page of this record.
    pub fn new(shared: &Shared, screen: Screen, title: impl Into<String>, main: Markup) -> Page {
        let record = shared.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        Page { title: title.into(), screen, record, query: String::new(), up: None, main }
    }

    /// With a place that Esc leads to.
    pub fn up(self, up: impl Into<String>) -> Page {
        Page { up: Some(up.into()), ..self }
    }

    /// With words in the search field.
    pub fn query(self, query: impl Into<String>) -> Page {
        Page { query: query.into(), ..self }
    }

    /// The whole document.
    pub fn render(self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) " – onrecord" }
                    link rel="icon" type="image/svg+xml" href=(assets::icon());
                    link rel="stylesheet" href=(assets::style());
                    @if let Some(up) = &self.up { link rel="up" href=(up); }
                    script src=(assets::script()) defer {}
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header.mast {
                        div.mast-top {
                            p.brand {
                                a href="/" { "onrecord" }
                                @if !self.record.is_empty() { span.record-name { (self.record) } }
                            }
                            form.find role="search" action="/search" {
                                label.unseen for="q" { "Words to look for" }
                                input #q type="search" name="q" value=(self.query) autocomplete="off"
                                    placeholder="Words, or “an exact phrase”";
                                button { "Search" }
                            }
                        }
                        nav aria-label="Screens" {
                            ul {
                                @for (screen, href, name) in SCREENS {
                                    li {
                                        a href=(href) aria-current=[(*screen == self.screen).then_some("page")] {
                                            (name)
                                        }
                                    }
                                }
                            }
                        }
                    }
                    main #main tabindex="-1" { (self.main) }
                    footer.foot {
                        p {
                            "Every quotation here is a slice of a stored text. onrecord keeps who said what "
                            "according to whom; it never says who is right."
                        }
                        p { a #show-keys href="/keys" { "Keys" } " · " a href="/inputs" { "Inputs" } }
                    }
                    dialog #keys aria-labelledby="keys-title" {
                        h2 #keys-title { "Keys" }
                        (keys())
                        form method="dialog" { button { "Close" } }
                    }
                    p #told.unseen role="status" {}
                }
            }
        }
    }
}

/// The keys and what they do.
pub(super) fn keys() -> Markup {
    const KEYS: &[(&[&str], &str)] = &[
        (&["/"], "to the search field"),
        (&["j"], "next in the list, or next statement"),
        (&["k"], "previous"),
        (&["Enter"], "open what is selected"),
        (&["Esc"], "back, or out of a field"),
        (&["[", "]"], "previous and next marked words of the statement"),
        (&["y"], "in review: accept the statement; among tellings: the same"),
        (&["h"], "leave it undecided and go on"),
        (&["n"], "in review: reject the statement; among tellings: not the same"),
        (
            &["e"],
            "correct the words of a statement; then ← and → move its end by a word, with Shift its beginning",
        ),
        (&["u"], "undo the last decision"),
        (&["c"], "in an article: show or fold what is not the article"),
        (&["?"], "this list"),
    ];
    html! {
        dl.keys {
            @for (keys, does) in KEYS {
                div {
                    dt { @for key in *keys { kbd { (key) } " " } }
                    dd { (does) }
                }
            }
        }
        p.keys-switch hidden {
            label { input type="checkbox" data-keys-switch; " Single-letter keys are on" }
        }
        p.soft { "Keys never act while you type in a field." }
    }
}
