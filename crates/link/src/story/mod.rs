//! Articles about one event, and events of one running matter.
//!
//! Articles are likened by the cosine of their weighted terms; those that are alike and near in time are put
//! together by average linkage. Lists of candidates are capped, so that the cost is near-linear; the terms lie
//! in an unnamed file, and what hangs together is put together piece by piece, so that no more than the lists
//! is held in memory.

mod group;
mod near;
mod terms;
mod thread;

use crate::order::{by_time, days_since_epoch};
use crate::{Head, Pile, Story};
use onrecord_text::Id;
use rayon::prelude::*;
use std::io;
use terms::Terms;

/// Puts articles into stories, every article into one; ordered by each story's first article (by
/// publication, unknown dates last, then id). A story's id is made from the id of its first article, a thread's from
/// that of its first story.
///
/// Articles more than a week apart are put together only through others between them. An article without a
/// date can join any. Names are taken from [`Article::names`](crate::Article::names), where there are none from
/// capital letters. The result does not depend on the order of `articles`. Fails if an article can't be fetched,
/// or if what memory is not to hold can't be written.
pub fn stories<P: Pile + ?Sized>(articles: &P) -> io::Result<Vec<Story>> {
    let mut order: Vec<u32> = (0..articles.len() as u32).collect();
    let head = |index: u32| articles.head(index as usize);
    order.par_sort_by(|&i, &j| by_time(head(i)).cmp(&by_time(head(j))));
    let days: Vec<Option<f64>> = order.iter().map(|&index| day(head(index))).collect();
    let terms = Terms::weigh(articles, &order)?;
    let pairs = near::pairs(&terms, &days)?;
    let groups = group::groups(&terms, &days, pairs)?;
    let threads = thread::threads(&terms, &days, &groups)?;
    let id = |kind: char, group: &[u32]| {
        let first = group.first().map_or("", |&rank| head(order[rank as usize]).id.as_str());
        Id::new(kind, &[first])
    };
    let story = |(ranks, thread): (&Vec<u32>, usize)| Story {
        id: id('t', ranks),
        thread: id('h', &groups[thread]),
        articles: ranks.iter().map(|&rank| order[rank as usize] as usize).collect(),
    };
    Ok(groups.iter().zip(threads).map(story).collect())
}

/// The day of publication: the middle of what it may be; unknown if it may be any day of more than a month.
/// The ranks ascend by the first day that it may be, so that a month stands before its days.
fn day(article: Head<'_>) -> Option<f64> {
    let (first, last) = article.published?.days();
    let (first, last) = (f64::from(days_since_epoch(first)), f64::from(days_since_epoch(last)));
    (last - first <= 31.0).then_some((first + last) / 2.0)
}
