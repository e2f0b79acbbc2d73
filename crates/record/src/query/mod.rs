//! Questions to a record. Every answer carries its words as [`Slice`]s of stored texts, and every count equals
//! the rows that the matching list gives.

mod article;
mod facets;
mod filter;
mod reference;
mod rows;
mod speakers;
mod summary;
mod timeline;
mod utterance;
mod verify;

pub use article::{ArticleView, ChromeRow, Relation, SharedPassage, VersionRow};
pub use facets::Facets;
pub use filter::{Filter, Hits, Order};
pub use reference::Reference;
pub use rows::{ArticleRow, PartyRow, SaidRow, Slice, StatementRow};
pub use speakers::{InputRow, SpeakerRow};
pub use summary::{OutletCount, Summary};
pub use timeline::{Event, EventKind};
pub use utterance::{Coverage, Difference, Extent, Op, TellingRow, UtteranceRow, UtteranceView};
pub use verify::{Outcome, Quotation, Verdict};
