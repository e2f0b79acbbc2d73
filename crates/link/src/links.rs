//! What linking yields. Indices point into the lists that the linker was given.

use onrecord_text::{Id, Span};

/// Text that two articles share. `a` is the smaller index.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Index of one article.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Words of `a`'s body that stand in `b` too, as a part of all its words: 0 to 1.
    pub contained_a: f64,
    /// The same for `b`.
    pub contained_b: f64,
    /// The shared passages, verified on both texts, in the order of `a`.
    pub passages: Vec<Passage>,
}

/// One passage in two articles: its words are the same, folded; marks and spacing may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in `a`.
    pub a: Span,
    /// Where it stands in `b`.
    pub b: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// Whether a shared passage says that somebody copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// Reporting: the same sentence of two reporters.
    Reporting,
    /// Mostly quotation: two reporters who quote one speech share it without copying.
    Quotation,
    /// What stands under or over articles whoever writes them: an agency's line, a legal footer, an author's
    /// box.
    Boilerplate,
}

impl PassageKind {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            PassageKind::Reporting => "reporting",
            PassageKind::Quotation => "quotation",
            PassageKind::Boilerplate => "boilerplate",
        }
    }
}

/// Article `copy` takes text from article `source`, or the two share text and who took is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// Index of the article that took.
    pub copy: usize,
    /// Index of the article that it took from.
    pub source: usize,
    /// How much of the copy is taken.
    pub degree: Degree,
    /// False where nothing tells which of the two came first; `source` is then the smaller id.
    pub directed: bool,
    /// What tells the direction, in the order of weight: `credit`, `published-earlier`, `containment` …
    pub evidence: Vec<&'static str>,
    /// Words of the copy that stand in the source, as a part of all its words.
    pub contained: f64,
}

/// How much of a copy is taken from its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// Some passages.
    Partly,
    /// More than half.
    Mostly,
    /// All but a header, a footer or a few words.
    Whole,
}

impl Degree {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Degree::Partly => "partly",
            Degree::Mostly => "mostly",
            Degree::Whole => "whole",
        }
    }
}

/// One thing that one party said once, with the statements that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// Content-derived: made from the leading telling's id.
    pub id: Id,
    /// The speaker, if any member's is known.
    pub speaker: Option<Id>,
    /// Index of the fullest telling, against which the others were matched.
    pub leader: usize,
    /// All tellings, the leader first, then by statement id.
    pub tellings: Vec<Telling>,
}

/// A statement as one telling of an utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Index of the statement.
    pub claim: usize,
    /// Likeness to the leader by the measure that joined them, 0 to 1; 1 for the leader.
    pub likeness: f64,
    /// Why it was joined: `leader`, `same-words`, `part-of-leader`, `reworded` …
    pub reason: &'static str,
}

/// Articles about one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Content-derived.
    pub id: Id,
    /// The running matter that it belongs to: equal ids are one thread. Content-derived.
    pub thread: Id,
    /// Indices of its articles, by publication date (unknown last), then id.
    pub articles: Vec<usize>,
}

/// A party across articles.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalParty {
    /// Content-derived.
    pub id: Id,
    /// What it is.
    pub kind: onrecord_annotate::PartyKind,
    /// The fullest name that an article prints, or that of the known party.
    pub name: String,
    /// Index of the known party that it is.
    pub known: Option<usize>,
    /// Indices of the local parties that are this one.
    pub members: Vec<usize>,
    /// Index of the member whose name is the fullest.
    pub fullest: usize,
    /// For each member the rule that joined it: `same-name`, `surname`, `role` …
    pub evidence: Vec<&'static str>,
    /// For each member the local party by which the rule joined it; none for the first of them,
    /// and where what is known of the party was enough.
    pub through: Vec<Option<usize>>,
}
