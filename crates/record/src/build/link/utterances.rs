//! Which statements tell the same thing.

use super::Failure;
use super::parties::Speakers;
use super::pile::{Articles, Statements};
use super::stage::{Again, Staged};
use onrecord_link::Utterance;
use onrecord_link::utterance::{self, Options};
use rusqlite::Connection;

/// Brings the statements together and stores what they tell.
pub(super) fn link(tx: &Connection, articles: &Articles, speakers: &Speakers) -> Result<(), Failure> {
    let statements = Statements { articles, speakers };
    let mut utterances = Staged::new(tx, "utterances", 3)?;
    let mut tellings = Staged::new(tx, "tellings", 4)?;
    utterance::each_utterance(&statements, &Options::default(), |utterance| -> Result<(), Failure> {
        let leader = articles.statement(utterance.leader)?;
        utterances.push((utterance.id.as_str(), speaker(&utterance, articles, speakers), leader))?;
        for telling in &utterance.tellings {
            let statement = articles.statement(telling.claim)?;
            tellings.push((statement, utterance.id.as_str(), telling.likeness, telling.reason))?;
        }
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
