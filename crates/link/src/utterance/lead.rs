//! The leader of each group: the fullest telling, against which the others are checked.

use super::groups::{Groups, Members};
use super::told::{Judge, Told};
use rayon::prelude::*;
use std::io;

/// A telling whose odds against the leader are below this stays out of the utterance.
const AGAINST_LEADER: f32 = -4.;
/// So many of a group's fullest tellings are tried as its leader.
const MOST_TRIED: usize = 5;

/// Names each group by its leader and puts out what is unlike it. Returns for each node its odds against the
/// leader; of leaders they say nothing.
pub(super) fn lead(groups: &mut Groups, judge: Judge) -> io::Result<Vec<f32>> {
    let members: Members = groups.members();
    let led: Vec<io::Result<Vec<(u32, u32, f32)>>> =
        members.each().par_iter().map(|group| of_group(group, judge)).collect();
    let mut odds = vec![0.; groups.of.len()];
    for led in led {
        for (node, leader, against) in led? {
            groups.of[node as usize] = leader;
            odds[node as usize] = against;
        }
    }
    Ok(odds)
}

/// For each node of a group, which are in the low halves, its leader and the odds against it.
fn of_group(group: &[u64], judge: Judge) -> io::Result<Vec<(u32, u32, f32)>> {
    let group = judge.fetch(&group.iter().map(|&entry| entry as u32).collect::<Vec<_>>())?;
    let Some(leader) = leader(&group, judge) else { return Ok(Vec::new()) };
    let led = |told: &Told| {
        let odds = if told.node == leader.node { 0. } else { judge.odds(leader, told) };
        (told.node, if odds < AGAINST_LEADER { told.node } else { leader.node }, odds)
    };
    Ok(group.iter().map(led).collect())
}

/// The fullest node of a group that is like most of the others: the longest may be the odd one out.
fn leader<'a>(group: &'a [Told], judge: Judge) -> Option<&'a Told> {
    let mut fullest: Vec<&Told> = group.iter().collect();
    fullest.sort_by(|x, y| y.profile.weight.total_cmp(&x.profile.weight).then(x.node.cmp(&y.node)));
    fullest.truncate(MOST_TRIED);
    if group.len() < 3 {
        return fullest.first().copied();
    }
    let unlike = |leader: &&Told| {
        let like = |other: &&Told| other.node == leader.node || judge.odds(leader, other) >= AGAINST_LEADER;
        group.iter().filter(|other| !like(other)).count()
    };
    fullest.into_iter().min_by_key(unlike)
}
