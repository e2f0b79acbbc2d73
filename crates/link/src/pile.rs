//! Where the linker gets its articles from: held in memory, or fetched one at a time.

use crate::Article;
use onrecord_text::{Id, When};
use std::io;

/// What is known of an article without its text.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The article's id.
    pub id: &'a Id,
    /// Outlet, where known.
    pub outlet: Option<&'a str>,
    /// Publication date, where known.
    pub published: Option<When>,
}

/// A list of articles. Heads are at hand; texts may lie elsewhere and are fetched to be looked at, several at
/// a time from several threads.
pub trait Pile: Sync {
    /// How many articles there are.
    fn len(&self) -> usize;

    /// True if there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of the article at `index`, which is below `len`.
    fn head(&self, index: usize) -> Head<'_>;

    /// Calls `look` once with the article at `index`; fails, without a call, if it can't be fetched.
    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()>;
}

impl Pile for [Article<'_>] {
    fn len(&self) -> usize {
        self.len()
    }

    fn head(&self, index: usize) -> Head<'_> {
        self[index].head()
    }

    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()> {
        look(&self[index]);
        Ok(())
    }
}

impl Pile for Vec<Article<'_>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn head(&self, index: usize) -> Head<'_> {
        self[index].head()
    }

    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()> {
        self.as_slice().look(index, look)
    }
}
