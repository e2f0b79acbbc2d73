//! What people read: lines on a terminal or in a pipe.

pub mod diff;
mod page;
pub mod progress;
pub mod rich;
pub mod statement;
pub mod style;
pub mod summary;

pub use page::Page;
