//! Articles about one event.
//!
//! Articles are likened by the cosine of their weighted terms; those that are alike and near in time are put
//! together by average linkage. Lists of candidates are capped, so that the cost is near-linear.

mod group;
mod near;
mod terms;

use crate::order::{by_time, days_since_epoch};
use crate::{Article, Story};
use onrecord_text::Id;
use terms::weigh;

/// Puts articles into stories, every article into one; ordered by each story's first article (by
/// publication, unknown dates last, then id). A story's id is made from the id of its first article.
///
/// Articles more than a week apart are put together only through others between them. An article without a
/// date can join any. Names are taken from [`Article::names`], where there are none from capital letters. The
/// result does not depend on the order of `articles`.
pub fn stories(articles: &[Article]) -> Vec<Story> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|&i, &j| by_time(articles[i].head()).cmp(&by_time(articles[j].head())));
    let sorted: Vec<&Article> = order.iter().map(|&i| &articles[i]).collect();
    let (terms, count) = weigh(&sorted);
    let days: Vec<Option<f64>> = sorted.iter().map(|article| day(article)).collect();
    let pairs = near::pairs(&terms, &days, count);
    group::groups(&terms, &days, &pairs)
        .into_iter()
        .filter_map(|ranks| {
            let first = sorted[*ranks.first()?];
            Some(Story {
                id: Id::new('t', &[first.id.as_str()]),
                articles: ranks.iter().map(|&rank| order[rank]).collect(),
            })
        })
        .collect()
}

/// The day of publication: the middle of what it may be; unknown if it may be any day of more than a month.
/// The ranks ascend by the first day that it may be, so that a month stands before its days.
fn day(article: &Article) -> Option<f64> {
    let (first, last) = article.published?.days();
    let (first, last) = (f64::from(days_since_epoch(first)), f64::from(days_since_epoch(last)));
    (last - first <= 31.0).then_some((first + last) / 2.0)
}
