//! Events into running matters: a story goes on with the thread that shares its names and rare words.
//!
//! Stories are looked at once, in the order of their first articles. Each joins the thread that it is most like
//! at that moment, or begins one; what comes later changes nothing about it. That is how running matters are
//! followed in a stream (topic tracking, Allan et al. 1998), with a window in time and an inverted index.

use super::terms::{Terms, Weight};
use std::collections::{BTreeMap, HashMap};
use std::io;

/// A thread that nothing was added to for so many days is over.
const SILENCE: f64 = 60.0;
/// A story goes on with a thread from this likeness on (cosine of their leading terms). Higher than what two
/// articles on one event need: what is left of a story and of a thread is what they are about.
const TOGETHER: f64 = 0.3;
/// And if they share so many leading terms: one name alone is no matter.
const LEAST_SHARED: usize = 3;
/// A story and a thread are known by so many of their weightiest terms.
const TERMS: usize = 32;
/// A story's terms are those of so many of its articles, the first ones.
const ARTICLES: usize = 16;
/// Of the threads that hold a term, so many of the latest are looked at.
const LATEST: usize = 64;
/// So many threads, those that share most with a story, are compared with it.
const COMPARED: usize = 16;

/// A matter so far.
struct Thread {
    /// The story that began it.
    first: usize,
    /// The last day of its stories; unknown if none has one.
    last: Option<f64>,
    /// Its weightiest terms, by number, of the length 1 together.
    terms: Vec<(u32, f64)>,
    /// The sum of its stories' terms has this length.
    length: f64,
}

/// For each story, given by the ranks of its articles, the story that its thread began with. Stories and the
/// ranks of each are in order of time, unknown days last.
pub(super) fn threads(terms: &Terms, days: &[Option<f64>], stories: &[Vec<u32>]) -> io::Result<Vec<usize>> {
    let mut threads: Vec<Thread> = Vec::new();
    // For each term the threads that held it among their weightiest, the latest last.
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut of = Vec::with_capacity(stories.len());
    for (number, ranks) in stories.iter().enumerate() {
        let story = leading(terms, ranks)?;
        let first = ranks.first().and_then(|&rank| days[rank as usize]);
        let last = ranks.iter().filter_map(|&rank| days[rank as usize]).reduce(f64::max);
        let near = near(&story, first, &threads, &mut holders);
        let alike =
            near.into_iter().map(|thread| (likeness(&story, &threads[thread as usize].terms), thread));
        let best = alike.filter(|(alike, _)| *alike >= TOGETHER);
        // The most alike; of equals the one that began first.
        let best = best.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        let at = match best {
            Some((_, at)) => at,
            None => {
                threads.push(Thread { first: number, last, terms: Vec::new(), length: 0.0 });
                threads.len() as u32 - 1
            }
        };
        let thread = &mut threads[at as usize];
        for term in thread.add(&story, last) {
            let list = holders.entry(term).or_default();
            if list.len() >= 2 * LATEST {
                list.drain(..LATEST);
            }
            list.push(at);
        }
        of.push(thread.first);
    }
    Ok(of)
}

impl Thread {
    /// Goes on with a story; gives the terms that are new to it.
    fn add(&mut self, story: &[(u32, f64)], last: Option<f64>) -> Vec<u32> {
        let had: Vec<u32> = self.terms.iter().map(|term| term.0).collect();
        let mut sum: BTreeMap<u32, f64> =
            self.terms.iter().map(|&(term, weight)| (term, weight * self.length)).collect();
        story.iter().for_each(|&(term, weight)| *sum.entry(term).or_default() += weight);
        (self.terms, self.length) = weightiest(sum.into_iter().collect());
        self.last = self.last.into_iter().chain(last).reduce(f64::max);
        self.terms.iter().map(|term| term.0).filter(|term| had.binary_search(term).is_err()).collect()
    }

    /// True if a story that begins on this day may go on with it.
    fn is_open(&self, day: Option<f64>) -> bool {
        self.last.zip(day).is_none_or(|(last, day)| day - last <= SILENCE)
    }
}

/// The weightiest terms of a story's first articles.
fn leading(terms: &Terms, ranks: &[u32]) -> io::Result<Vec<(u32, f64)>> {
    let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
    for &rank in ranks.iter().take(ARTICLES) {
        for Weight { term, weight, .. } in terms.of(rank)?.into_iter().filter(|w| w.leading) {
            *sum.entry(term).or_default() += weight;
        }
    }
    Ok(weightiest(sum.into_iter().collect()).0)
}

/// The weightiest of these terms, by number, made of the length 1 together, and the length that they had.
fn weightiest(mut terms: Vec<(u32, f64)>) -> (Vec<(u32, f64)>, f64) {
    terms.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    terms.truncate(TERMS);
    let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    terms.sort_unstable_by_key(|&(term, _)| term);
    (terms, length)
}

/// The open threads that share enough with a story, those that share most first.
fn near(
    story: &[(u32, f64)],
    day: Option<f64>,
    threads: &[Thread],
    holders: &mut HashMap<u32, Vec<u32>>,
) -> Vec<u32> {
    let mut shared: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
    for &(term, weight) in story {
        let Some(list) = holders.get_mut(&term) else { continue };
        list.retain(|&thread| threads[thread as usize].is_open(day));
        for &thread in list.iter().rev().take(LATEST) {
            let (count, sum) = shared.entry(thread).or_default();
            *count += 1;
            *sum += weight;
        }
    }
    let mut near: Vec<(f64, u32)> = shared
        .into_iter()
        .filter(|&(_, (count, _))| count >= LEAST_SHARED)
        .map(|(thread, (_, sum))| (sum, thread))
        .collect();
    near.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    near.truncate(COMPARED);
    near.into_iter().map(|(_, thread)| thread).collect()
}

/// The cosine of two lists of terms.
fn likeness(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let weight = |term: u32| b.binary_search_by_key(&term, |other| other.0).map_or(0.0, |at| b[at].1);
    a.iter().map(|&(term, own)| own * weight(term)).sum()
}
