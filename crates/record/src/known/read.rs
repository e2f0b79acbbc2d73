//! The rows of a file of known parties: CSV with a line of column names, or JSON Lines.

use super::row::{FIELDS, Fields, known};
use onrecord_link::party::Known;
use serde_json::Value;
use std::collections::BTreeMap;

/// A known party, and where the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRow {
    /// The line on which its row begins, from 1.
    pub line: u64,
    /// What the row says.
    pub known: Known,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

/// Reads a file of known parties: its rows by line, and those that are left out. JSON Lines begin with `{`, all
/// else is CSV.
pub fn read(content: &str) -> (Vec<KnownRow>, Vec<BadRow>) {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let mut bad = Vec::new();
    let found = if content.trim_start().starts_with('{') { jsonl(content) } else { csv(content, &mut bad) };
    let mut rows = Vec::new();
    for (line, fields) in found {
        match fields.and_then(|f| known(&f)) {
            Ok(known) => rows.push(KnownRow { line, known }),
            Err(reason) => bad.push(BadRow { line, reason }),
        }
    }
    let rows = distinct(rows, &mut bad);
    bad.sort_by_key(|b| b.line);
    (rows, bad)
}

type Found = Vec<(u64, Result<Fields, String>)>;

fn jsonl(content: &str) -> Found {
    let lines = (1..).zip(content.lines()).filter(|(_, l)| !l.trim().is_empty());
    let read = |(line, text): (u64, &str)| {
        let fields = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(fields)) => Ok(fields.into_iter().collect::<Fields>()),
            Ok(_) => Err("this is no object; write {\"name\": …, \"kind\": …}".to_owned()),
            Err(e) => Err(format!("this is no JSON ({e}); write one object a line")),
        };
        let fields = fields.and_then(|f| match f.keys().find(|k| !FIELDS.contains(&k.as_str())) {
            Some(other) => Err(no_field(other)),
            None => Ok(f),
        });
        (line, fields)
    };
    lines.map(read).collect()
}

fn no_field(name: &str) -> String {
    format!("“{name}” is none of the fields {}; rename it or take it out", FIELDS.join(", "))
}

fn csv(content: &str, bad: &mut Vec<BadRow>) -> Found {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(content.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|n| n.trim().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    };
    for other in names.iter().filter(|n| !FIELDS.contains(&n.as_str())) {
        bad.push(BadRow { line: 1, reason: format!("the column {}", no_field(other)) });
    }
    if !names.iter().any(|n| n == "name") {
        let reason = format!(
            "no column is called name; the first line names the columns, of these: {}",
            FIELDS.join(", ")
        );
        bad.push(BadRow { line: 1, reason });
        return Vec::new();
    }
    let mut found = Vec::new();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                let line = e.position().map_or(1, csv::Position::line);
                bad.push(BadRow { line, reason: format!("this is no CSV ({e}); write the row anew") });
                continue;
            }
        };
        let line = row.position().map_or(1, csv::Position::line);
        if row.len() > names.len() {
            let reason = format!(
                "the row has {} cells for {} columns; put a cell that has a comma in it in quotation marks",
                row.len(),
                names.len()
            );
            found.push((line, Err(reason)));
            continue;
        }
        let cells = names.iter().zip(row.iter()).filter(|(n, _)| FIELDS.contains(&n.as_str()));
        found.push((line, Ok(cells.map(|(n, cell)| (n.clone(), Value::from(cell))).collect())));
    }
    found
}

/// Leaves out rows that say what another one says: an identifier is one party's, and two parties of one name need
/// something that tells them apart. Which of them stays doesn't depend on their order.
fn distinct(rows: Vec<KnownRow>, bad: &mut Vec<BadRow>) -> Vec<KnownRow> {
    let mut rows = rows;
    rows.sort_by(|a, b| a.known.cmp(&b.known).then(a.line.cmp(&b.line)));
    let mut by_id: BTreeMap<String, u64> = BTreeMap::new();
    let mut out: Vec<KnownRow> = Vec::new();
    for row in rows {
        if let Some((id, line)) = row.known.ids.iter().find_map(|id| Some((id, by_id.get(id)?))) {
            let reason = format!(
                "{id} is the identifier of line {line} too; give one of them another, or put all in one row"
            );
            bad.push(BadRow { line: row.line, reason });
            continue;
        }
        if let Some(same) = out.last().filter(|o| o.known == row.known) {
            let reason = format!(
                "the row says what line {} says; take one out, or give them identifiers or offices that tell \
                 them apart",
                same.line
            );
            bad.push(BadRow { line: row.line, reason });
            continue;
        }
        by_id.extend(row.known.ids.iter().map(|id| (id.clone(), row.line)));
        out.push(row);
    }
    out.sort_by_key(|r| r.line);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use onrecord_annotate::PartyKind;
    use onrecord_link::party::KnownRole;
    use proptest::prelude::*;

    const CSV: &str = "\
name,kind,aliases,ids,roles
Edrin Passel,person,E. Passel; Edryn Pasel,Q901; viaf:77,Foreign Minister of Sellenia 2029-03/
Ilvra Commission,organisation,,,
";

    #[test]
    fn a_row_has_names_identifiers_and_offices_with_dates() {
        let (rows, bad) = read(CSV);
        assert_eq!(bad, []);
        let known = &rows[0].known;
        assert_eq!((rows[0].line, known.kind, known.name.as_str()), (2, PartyKind::Person, "Edrin Passel"));
        assert_eq!(known.aliases, ["E. Passel", "Edryn Pasel"]);
        assert_eq!(known.ids, ["viaf:77", "wikidata:Q901"]);
        let from = Some("2029-03".parse().unwrap());
        let title = "Foreign Minister of Sellenia".to_owned();
        assert_eq!(known.roles, [KnownRole { title, from, until: None }]);
        assert_eq!((rows[1].line, rows[1].known.kind), (3, PartyKind::Organisation));
    }

    #[test]
    fn json_lines_say_the_same() {
        let line = r#"{"name": "Edrin Passel", "kind": "person", "aliases": ["Edryn Pasel", "E. Passel"],
            "ids": ["Q901", "viaf:77"],
            "roles": [{"title": "Foreign Minister", "of": "Sellenia", "from": "2029-03"}]}"#;
        let (rows, bad) = read(&line.replace('\n', " "));
        assert_eq!(bad, []);
        assert_eq!(rows[0].known, read(CSV).0[0].known);
    }

    #[test]
    fn a_bad_row_is_named_by_its_line_and_the_others_stay() {
        let text = "name,kind,ids,roles,shoe size
,person,,,
Ana Lind,persn,,,
Ana Lind,person,Q,,
Ana Lind,person,,Mayor 2031/2029,
Ana Lind,person,,Mayor of Averne soon/,
Ana Lind,person,Q5,,
Vera Orlova,person,Q5,,
Ana Lind,person,,,,,,
";
        let (rows, bad) = read(text);
        let lines: Vec<u64> = bad.iter().map(|b| b.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 8, 9]);
        assert_eq!(rows.len(), 1);
        assert!(bad[2].reason.contains("persn"), "{:?}", bad[2]);
        assert!(read("whoever\nAna Lind\n").1.iter().any(|b| b.reason.contains("no column is called name")));
        assert!(read("{\"name\": \"Ana Lind\", \"kind\"\n").1[0].reason.contains("JSON"));
    }

    proptest! {
        #[test]
        fn whatever_the_file_holds_every_row_is_taken_or_told(
            text in "(name|kind|ids|roles|person|Ana Lind|Q[0-9]|[,;:/{}\\[\\]\"\n]|\\PC){0,60}",
        ) {
            let (rows, bad) = read(&text);
            let lines = text.split('\n').count() as u64;
            prop_assert!(rows.iter().all(|r| (1..=lines).contains(&r.line) && !r.known.name.is_empty()));
            prop_assert!(bad.iter().all(|b| (1..=lines).contains(&b.line) && !b.reason.is_empty()));
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing() {
        let rows = ["Ana Lind,person,Q1", "Ana Lind,person,Q1", "Anna Lind,person,Q1", "Bo Lind,person,"];
        let known = |order: [usize; 4]| {
            let text: String = order.iter().map(|i| format!("{}\n", rows[*i])).collect();
            let mut known: Vec<Known> =
                read(&format!("name,kind,ids\n{text}")).0.into_iter().map(|r| r.known).collect();
            known.sort();
            known
        };
        assert_eq!(known([0, 1, 2, 3]), known([3, 2, 1, 0]));
        assert_eq!(known([0, 1, 2, 3]).len(), 2);
    }
}
