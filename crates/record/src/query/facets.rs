//! What the statements of a list have in common: how many there are of each speaker, outlet and kind.

use super::filter::Filter;
use super::rows::{PartyRow, party_row};
use crate::{Record, Result};
use serde::Serialize;

/// Beyond so many statements a list is not counted apart: that would take longer than a reader waits.
const COUNTED: usize = 50_000;

/// Counts over the statements of a list. Each equals the rows that the list has when the filter is narrowed so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// By speaker, most first.
    pub speakers: Vec<(PartyRow, u64)>,
    /// By whom it is said to, most first.
    pub addressees: Vec<(PartyRow, u64)>,
    /// By outlet, most first; null where none is known.
    pub outlets: Vec<(Option<String>, u64)>,
    /// By kind: direct, mixed, indirect.
    pub kinds: Vec<(String, u64)>,
    /// Statements whose speaker is not known.
    pub unknown_speaker: u64,
}

impl Record {
    /// Counts over the statements that match; nothing if they are too many to be counted while somebody waits.
    ///
    /// # Errors
    /// As [`Record::statements`].
    pub fn facets(&self, filter: &Filter) -> Result<Option<Facets>> {
        let ids = self.statement_ids(filter)?;
        if ids.len() > COUNTED {
            return Ok(None);
        }
        let quoted: Vec<String> =
            ids.iter().map(|id| format!("\"{}\"", id.replace(['"', '\\'], ""))).collect();
        let ids = format!("[{}]", quoted.join(","));
        Ok(Some(Facets {
            speakers: self.parties_of("speaker", &ids)?,
            addressees: self.parties_of("addressee", &ids)?,
            outlets: self.grouped("a.outlet", &ids)?,
            kinds: self.grouped("s.kind", &ids)?.into_iter().filter_map(|(k, n)| Some((k?, n))).collect(),
            unknown_speaker: self
                .grouped("CASE WHEN s.speaker IS NULL THEN 'unknown' END", &ids)?
                .into_iter()
                .find_map(|(unknown, n)| unknown.map(|_| n))
                .unwrap_or(0),
        }))
    }

    fn parties_of(&self, role: &str, ids: &str) -> Result<Vec<(PartyRow, u64)>> {
        let sql = format!(
            "SELECT p.id, p.name, p.kind, count(*) FROM json_each(?1) j JOIN statements s ON s.id = j.value
               JOIN mentions m ON m.id = s.{role} JOIN parties p ON p.id = m.party
             GROUP BY p.id ORDER BY count(*) DESC, p.name, p.id"
        );
        let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
        let rows = select.query_map([ids], |r| Ok((party_row(r, 0)?, r.get(3)?))).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    fn grouped(&self, by: &str, ids: &str) -> Result<Vec<(Option<String>, u64)>> {
        let sql = format!(
            "SELECT {by}, count(*) FROM json_each(?1) j JOIN statements s ON s.id = j.value
               JOIN articles a ON a.id = s.article GROUP BY 1 ORDER BY count(*) DESC, 1"
        );
        let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
        let rows = select.query_map([ids], |r| Ok((r.get(0)?, r.get(1)?))).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}

#[cfg(test)]
mod tests {
    use crate::query::Filter;
    use crate::{BuildOptions, Record};

    /// Two invented articles with speakers that are named, described and missing.
    fn record(folder: &std::path::Path) -> Record {
        let rows = [
            r#"{"text": "The ferry will stop on Friday, Captain Ilka Bramm told Mayor Odo Finch. “We have no crew,” Bramm said. A sailor said the pay was late. “It is over.”", "outlet": "Quay Post", "id": "1"}"#,
            r#"{"text": "“The ferry stays,” Mayor Odo Finch said on Monday. Finch told Ilka Bramm that the pay would come.", "outlet": "Quay", "id": "2"}"#,
        ];
        let (input, file) = (folder.join("rows.jsonl"), folder.join("story.record"));
        std::fs::write(&input, rows.join("\n")).unwrap();
        let mut record = Record::create(&file).unwrap();
        record.build(&[input], &BuildOptions::default(), &()).unwrap();
        record
    }

    #[test]
    fn each_count_is_the_list_that_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(folder.path());
        let total = |filter: Filter| record.statements(&filter).unwrap().total as u64;
        let facets = record.facets(&Filter::default()).unwrap().unwrap();
        assert!(
            facets.speakers.len() >= 2 && facets.outlets.len() == 2 && !facets.kinds.is_empty(),
            "{facets:?}"
        );
        for (party, n) in &facets.speakers {
            assert_eq!(
                *n,
                total(Filter { speaker: Some(party.id.clone()), ..Filter::default() }),
                "{party:?}"
            );
        }
        for (party, n) in &facets.addressees {
            assert_eq!(
                *n,
                total(Filter { addressee: Some(party.id.clone()), ..Filter::default() }),
                "{party:?}"
            );
        }
        for (outlet, n) in &facets.outlets {
            assert_eq!(*n, total(Filter { outlet: outlet.clone(), ..Filter::default() }), "{outlet:?}");
        }
        assert_eq!(facets.unknown_speaker, total(Filter { unknown_speaker: true, ..Filter::default() }));
        assert_eq!(facets.kinds.iter().map(|k| k.1).sum::<u64>(), total(Filter::default()));
    }

    #[test]
    fn an_outlet_named_in_full_is_that_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(folder.path());
        let outlets = |name: &str| {
            let filter = Filter { outlet: Some(name.into()), ..Filter::default() };
            let rows = record.statements(&filter).unwrap().rows;
            let mut outlets: Vec<_> = rows.into_iter().filter_map(|r| r.article.outlet).collect();
            outlets.sort();
            outlets.dedup();
            outlets
        };
        assert_eq!(outlets("Quay"), ["Quay"]);
        assert_eq!(outlets("qua"), ["Quay", "Quay Post"]);
    }
}
