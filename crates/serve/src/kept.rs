//! Answers that hold as long as the record does not change.

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Counts that are kept.
const COUNTS: usize = 4096;
/// Lists that are kept: long ones take many megabytes.
const LISTS: usize = 8;

/// What was worked out in one state of the record.
#[derive(Default)]
pub(crate) struct Kept {
    state: u64,
    counts: HashMap<String, usize>,
    lists: VecDeque<(String, Arc<dyn Any + Send + Sync>)>,
}

impl Kept {
    /// The count of this name, if it was worked out in this state.
    pub fn count(&mut self, state: u64, name: &str) -> Option<usize> {
        self.of(state)?.counts.get(name).copied()
    }

    /// Keeps a count of this state.
    pub fn keep_count(&mut self, state: u64, name: String, count: usize) {
        if let Some(kept) = self.of(state) {
            if kept.counts.len() >= COUNTS {
                kept.counts.clear();
            }
            kept.counts.insert(name, count);
        }
    }

    /// The list of this name, if it was worked out in this state.
    pub fn list<T: Send + Sync + 'static>(&mut self, state: u64, name: &str) -> Option<Arc<T>> {
        let (_, list) = self.of(state)?.lists.iter().find(|(n, _)| n == name)?;
        list.clone().downcast().ok()
    }

    /// Keeps a list of this state.
    pub fn keep_list<T: Send + Sync + 'static>(&mut self, state: u64, name: String, list: Arc<T>) {
        if let Some(kept) = self.of(state) {
            kept.lists.truncate(LISTS - 1);
            kept.lists.push_front((name, list));
        }
    }

    /// What is kept of this state; nothing of an earlier one than the last that was asked for.
    fn of(&mut self, state: u64) -> Option<&mut Kept> {
        if state > self.state {
            *self = Kept { state, ..Kept::default() };
        }
        (state == self.state).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outlives_a_change_of_the_record() {
        let mut kept = Kept::default();
        kept.keep_count(3, "a".into(), 7);
        kept.keep_list(3, "l".into(), Arc::new(vec![1]));
        assert_eq!((kept.count(3, "a"), kept.list::<Vec<i32>>(3, "l").unwrap().len()), (Some(7), 1));
        assert_eq!(kept.count(4, "a"), None);
        kept.keep_count(3, "a".into(), 7);
        assert_eq!((kept.count(3, "a"), kept.count(4, "a")), (None, None));
        assert!(kept.list::<Vec<i32>>(4, "l").is_none());
    }
}
