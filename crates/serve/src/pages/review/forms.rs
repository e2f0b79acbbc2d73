//! The forms of decisions, as several pages show them.

use maud::{Markup, html};
use onrecord_record::query::{PartyRow, StatementRow};
use onrecord_record::review::DecisionRow;

/// Why a statement is rejected, in words that make a log comparable; any other can be typed.
const REASONS: [&str; 5] = [
    "not a statement",
    "not part of the article",
    "the words are somebody else’s",
    "twice the same",
    "too damaged to tell",
];

/// The reviewer's name: asked for once, then kept by the browser.
pub(in crate::pages) fn name_field(name: Option<&str>) -> Markup {
    html! {
        @if name.is_none() {
            label.reviewer { "Your name, for the log " input name="reviewer" required autocomplete="name" maxlength="80"; }
        }
    }
}

/// A form with one button; `fields` go with it.
pub(in crate::pages) fn button(
    what: &str,
    label: &str,
    key: Option<&str>,
    fields: &[(&str, &str)],
    name: Option<&str>,
    back: &str,
) -> Markup {
    buttons(&[(what, label, key)], fields, name, back)
}

/// A form with a button for each of several decisions on the same things: what, its label, its key.
pub(in crate::pages) fn buttons(
    decisions: &[(&str, &str, Option<&str>)],
    fields: &[(&str, &str)],
    name: Option<&str>,
    back: &str,
) -> Markup {
    html! {
        form.decide method="post" action="/review" {
            input type="hidden" name="back" value=(back);
            @for (field, value) in fields { input type="hidden" name=(field) value=(value); }
            (name_field(name))
            @for (what, label, key) in decisions {
                button.quiet name="do" value=(what) data-key=[key] {
                    (label) @if let Some(key) = key { " " kbd aria-hidden="true" { (key) } }
                }
            }
        }
    }
}

/// Rejects a statement, with the reason that this needs.
pub(in crate::pages) fn reject(statement: &str, name: Option<&str>, back: &str) -> Markup {
    html! {
        details.decide data-key="n" {
            summary.button.quiet { "Reject " kbd aria-hidden="true" { "n" } }
            form method="post" action="/review" {
                input type="hidden" name="do" value="reject";
                input type="hidden" name="back" value=(back);
                input type="hidden" name="statement" value=(statement);
                label { "Why " input name="reason" required list="reasons" maxlength="300"; }
                (name_field(name))
                button { "Reject" }
            }
        }
    }
}

/// The reasons that the fields of [`reject`] offer; once a page.
pub(in crate::pages) fn reasons() -> Markup {
    html! { datalist #reasons { @for reason in REASONS { option value=(reason) {} } } }
}

/// Says who speaks: somebody of this article, anybody by name, or nobody knows.
pub(in crate::pages) fn speaker(
    row: &StatementRow,
    parties: &[PartyRow],
    name: Option<&str>,
    back: &str,
) -> Markup {
    html! {
        form.decide.stacked method="post" action="/review" {
            input type="hidden" name="do" value="speaker";
            input type="hidden" name="back" value=(back);
            input type="hidden" name="statement" value=(row.id);
            label {
                "Somebody of this article"
                select name="party" {
                    option value="" { "choose" }
                    @for party in parties {
                        option value=(party.id) selected[row.speaker.as_ref().is_some_and(|s| s.id == party.id)] { (party.name) }
                    }
                    option value="unknown" { "nobody knows" }
                }
            }
            label { "or a name" input name="name" autocomplete="off" maxlength="200"; }
            (name_field(name))
            button { "Save the speaker" }
        }
    }
}

/// The last decision that counts, with the way to undo it.
pub(in crate::pages) fn last(decision: Option<&DecisionRow>, name: Option<&str>, back: &str) -> Markup {
    html! {
        @if let Some(d) = decision {
            div.last-decision {
                p {
                    "Last decision: " strong { (d.kind) } " by " (d.reviewer) ", " (d.at)
                    @if let Some(reason) = &d.reason { " – " (reason) }
                }
                (button("undo", "Undo", Some("u"), &[("decision", &d.id)], name, back))
            }
        }
    }
}
