//! What annotating yields: statements with their speakers, and times. Plain values; every span is a range of
//! the version's text.

use onrecord_text::{Span, When};
use serde::{Deserialize, Serialize};

/// One version, as the annotator takes it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The version's text.
    pub text: &'a str,
    /// The ranges that are the article, sorted, without overlaps; nothing outside them is annotated. No
    /// sentence or paragraph runs from one range into the next unless only marked-up white space parts them.
    pub body: &'a [Span],
    /// When the article was published, to resolve "on Tuesday" against.
    pub published: Option<When>,
    /// The author as the byline names them, for statements in the first person.
    pub byline: Option<&'a str>,
}

/// Everything found in one version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// The statements, ordered by where their first span starts, then by their spans.
    pub statements: Vec<Statement>,
    /// Who is mentioned as a possible speaker, ordered by first mention.
    pub parties: Vec<Party>,
    /// Expressions of time, in order.
    pub timexes: Vec<Timex>,
}

/// How a statement gives the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The content is a quotation from end to end.
    Direct,
    /// Reported, with quoted words in it.
    Mixed,
    /// Reported only.
    Indirect,
}

impl Kind {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}

/// One attribution with what it means. Any of the three lists of spans may be empty or hold several pieces,
/// in text order; the content is never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// How the words are given.
    pub kind: Kind,
    /// Who says it, as printed: "the Russian leader".
    pub source: Vec<Span>,
    /// What marks it as said: "said", "according to".
    pub cue: Vec<Span>,
    /// What is said. Quotation marks belong to it; a leading "that" does too.
    pub content: Vec<Span>,
    /// Who that is.
    pub speaker: Speaker,
    /// Index of the party that it is said to, where the text tells.
    pub addressee: Option<usize>,
    /// When it was said, where the text tells ("said on Tuesday").
    pub said: Option<Said>,
    /// Index of the statement that tells this one, for "X said that Y had promised …": Y's statement is
    /// inside X's.
    pub inside: Option<usize>,
    /// The rule that found it, such as `cue-before` or `quote-continued`, or `crf` for the learned engine.
    pub rule: &'static str,
    /// How probable it is that its content and source are right, from 0 to 1.
    pub confidence: f32,
}

/// The party that a source means, or why it is not known.
#[derive(Clone, Debug, PartialEq)]
pub enum Speaker {
    /// Found.
    Known {
        /// Index into [`Annotation::parties`].
        party: usize,
        /// The mentions that lead from the source to the party's name, nearest first: "he" → "Putin" →
        /// "Vladimir Putin". The last one is the name (or description) that the party goes by.
        via: Vec<Span>,
        /// The rule that took the last step, such as `pronoun-subject` or `surname`.
        rule: &'static str,
    },
    /// Not known.
    Unknown {
        /// Why, such as `no-source` or `pronoun-ambiguous`.
        reason: &'static str,
    },
}

/// Who can speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A named person.
    Person,
    /// A named organisation.
    Organisation,
    /// A place that stands for its government or another body.
    Place,
    /// Several people, a class of people, or a body only described.
    Group,
    /// One person who is never named.
    Unnamed,
    /// The writer of the article.
    Author,
}

impl PartyKind {
    /// All kinds.
    pub const ALL: [PartyKind; 6] = [
        PartyKind::Person,
        PartyKind::Organisation,
        PartyKind::Place,
        PartyKind::Group,
        PartyKind::Unnamed,
        PartyKind::Author,
    ];

    /// The kind that [`PartyKind::as_str`] prints like this.
    pub fn parse(text: &str) -> Option<PartyKind> {
        PartyKind::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            PartyKind::Person => "person",
            PartyKind::Organisation => "organisation",
            PartyKind::Place => "place",
            PartyKind::Group => "group",
            PartyKind::Unnamed => "unnamed",
            PartyKind::Author => "author",
        }
    }

    /// True if such a party goes by a name of its own.
    pub fn is_named(self) -> bool {
        matches!(self, PartyKind::Person | PartyKind::Organisation | PartyKind::Place)
    }
}

/// Somebody who can speak, inside one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// What it is.
    pub kind: PartyKind,
    /// The fullest name that the article prints, without titles; of an unnamed party the description.
    pub name: Span,
    /// Other printed forms of the name, one span a form, in order of first use.
    pub also: Vec<Span>,
    /// What the article says the party is: "foreign minister", "the Kremlin’s spokesman"; one span a form.
    pub roles: Vec<Span>,
}

/// When something was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The expression: "on Tuesday" without its preposition.
    pub span: Span,
    /// The date, where it could be worked out.
    pub when: Option<When>,
}

/// The four kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A day or anything longer.
    Date,
    /// A part of a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimexKind {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// Its kind.
    pub kind: TimexKind,
    /// Its TIMEX3 value: `2021-12-21`, `2021-W51`, `P2D`, `PAST_REF`, `XXXX-WXX-2` for a Tuesday that
    /// could not be resolved.
    pub value: String,
    /// The same as a point of the calendar, where the value is one.
    pub when: Option<When>,
    /// What it was resolved against and how: `absolute`, `published`, `unresolved:no-published-date` …
    pub anchor: &'static str,
}
