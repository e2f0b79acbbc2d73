//! The third stage: who says what in one version of an article. A pure function of its [`Input`], without
//! I/O and without state, so that the same function serves the command line, a server and a cluster.

mod annotation;
pub mod attribution;
pub mod names;
pub mod resolve;
pub mod structure;
pub mod time;

pub use annotation::{Annotation, Input, Kind, Party, PartyKind, Said, Speaker, Statement, Timex, TimexKind};
