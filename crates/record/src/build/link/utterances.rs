//! Which statements tell the same thing.

use super::parties::Speakers;
use super::pile::{Articles, Statements};
use super::stage::{Again, Staged};
use super::{Failure, during};
use crate::build::{Progress, Step};
use onrecord_link::utterance::{self, Options};
use onrecord_link::{Claims, Utterance};
use rusqlite::Connection;

/// Brings the statements together and stores what they tell.
pub(super) fn link(
    tx: &Connection,
    articles: &Articles,
    speakers: &Speakers,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let statements = Statements { articles, speakers };
    let total = statements.len() as u64;
    during(progress, Step::Retellings, Some(total), || tell(tx, &statements, progress))
}

fn tell(tx: &Connection, statements: &Statements, progress: &dyn Progress) -> Result<(), Failure> {
    let Statements { articles, speakers } = statements;
    let mut utterances = Staged::new(tx, "utterances", 3)?;
    let mut tellings = Staged::new(tx, "tellings", 4)?;
    utterance::each_utterance(statements, &Options::of_texts(), |utterance| -> Result<(), Failure> {
        let leader = articles.statement(utterance.leader)?;
        utterances.push((utterance.id.as_str(), speaker(&utterance, articles, speakers), leader))?;
        for telling in &utterance.tellings {
            let statement = articles.statement(telling.claim)?;
            tellings.push((statement, utterance.id.as_str(), telling.likeness, telling.reason))?;
        }
        progress.advance(utterance.tellings.len() as u64);
        Ok(())
    })?;
    utterances.store("id", Again::Taken)?;
    Ok(tellings.store("statement", Again::Taken)?)
}

/// The party that the utterance is of, by the first telling that knows it.
fn speaker<'a>(utterance: &Utterance, articles: &Articles, speakers: &'a Speakers) -> Option<&'a str> {
    let party = |claim: usize| articles.speaker(claim);
    let known = |claim: usize| party(claim).filter(|&mention| speakers.is_named(mention));
    let tellings = || utterance.tellings.iter().map(|t| t.claim);
    let mention = tellings().find_map(known).or_else(|| tellings().find_map(party))?;
    Some(speakers.party(mention))
}
