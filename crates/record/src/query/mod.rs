//! Questions to a record. Every answer carries its words as [`Slice`]s of stored texts, and every count equals
//! the rows that the matching list gives. Answers are what was computed with what persons decided on top of it
//! ([`crate::review`]); a row says whose word it is. Statements that somebody rejected are in no list and no count
//! unless they are asked for ([`Filter::review`]).

mod article;
mod draft;
mod facets;
mod fetched;
mod filter;
mod lists;
mod matrix;
mod plan;
mod printed;
mod quotation;
mod reference;
mod roles;
mod rows;
mod said;
mod speakers;
mod summary;
mod telling_origin;
mod texts;
mod timeline;
mod utterance;
mod verify;
mod versions;

pub use article::{ArticleView, ChromeRow, Relation, SharedPassage, VersionRow, Written};
pub use draft::Checked;
pub use facets::Facets;
pub use fetched::FetchedRow;
pub use filter::{Filter, Hits, Order, ReviewState};
pub use lists::{DerivationRow, StoryRow, VersionText};
pub use matrix::{Matrix, MatrixRow};
pub use printed::PrintedRow;
pub use reference::Reference;
pub use roles::{JoinRow, RoleRow};
pub(crate) use rows::Loader;
pub use rows::{ArticleRow, Computed, PartyRow, Review, Slice, StatementRow};
pub use said::{Inferred, SaidRow};
pub use speakers::{InputRow, MentionRow, SpeakerRow};
pub use summary::{OutletCount, Reviewed, Summary};
pub use telling_origin::{TakenFrom, TellingOrigin};
pub use texts::{TextHit, TextHits};
pub use timeline::{Event, EventKind};
pub use utterance::{Coverage, Difference, Extent, Held, Op, TellingRow, UtteranceRow, UtteranceView};
pub use verify::{Outcome, Quotation, Verdict};
pub use versions::{Carried, Change, Fate, GoneRow, VersionsView};
