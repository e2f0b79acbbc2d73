//! Where the linker gets its articles and statements from: held in memory, or fetched one at a time.

use crate::reuse::Words;
use crate::{Article, Claim};
use onrecord_text::{Id, When};
use std::io;
use std::ops::Range;

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

    /// The same with the article's words, which may be at hand.
    fn read(&self, index: usize, look: &mut dyn FnMut(&Article<'_>, &Words)) -> io::Result<()> {
        self.look(index, &mut |article| look(article, &Words::of(article)))
    }
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

/// A list of statements, which may lie elsewhere and are fetched to be looked at, from several threads. Those
/// of an article are near each other in it, so that going through a range costs far less than looking at as many
/// one by one.
pub trait Claims: Sync {
    /// How many statements there are.
    fn len(&self) -> usize;

    /// True if there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `look` with each statement of `range`, which ends at `len` at most, and its index, in order. Stops
    /// at the first that can't be fetched or that `look` fails on, and fails with that.
    fn each(
        &self,
        range: Range<usize>,
        look: &mut dyn FnMut(usize, &Claim<'_>) -> io::Result<()>,
    ) -> io::Result<()>;

    /// Calls `look` once with the statement at `index`, which is below `len`.
    fn look(&self, index: usize, look: &mut dyn FnMut(&Claim<'_>)) -> io::Result<()> {
        self.each(index..index + 1, &mut |_, claim| {
            look(claim);
            Ok(())
        })
    }
}

impl Claims for [Claim<'_>] {
    fn len(&self) -> usize {
        self.len()
    }

    fn each(
        &self,
        range: Range<usize>,
        look: &mut dyn FnMut(usize, &Claim<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        range.clone().zip(&self[range]).try_for_each(|(index, claim)| look(index, claim))
    }
}

impl Claims for Vec<Claim<'_>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn each(
        &self,
        range: Range<usize>,
        look: &mut dyn FnMut(usize, &Claim<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.as_slice().each(range, look)
    }
}
