//! The record as flat tables: what is exported. Each table is a query with a complete order, so that the same
//! record always gives the same rows in the same order.

use crate::query::Filter;
use crate::{Record, Result};
use rusqlite::types::ValueRef;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds; any value can be missing.
    pub kind: ColumnType,
    /// What it means.
    pub about: &'static str,
}

/// A table of the export.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, also of its file.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    sql: &'static str,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known, or not there.
    Missing,
    /// Text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

macro_rules! columns {
    ($($name:ident : $kind:ident = $about:literal),* $(,)?) => {
        &[$(Column { name: stringify!($name), kind: ColumnType::$kind, about: $about }),*]
    };
}

/// The table that filters choose rows of.
pub const STATEMENTS: &Table = &Table {
    name: "statements",
    about: "somebody says something, in one article; without those that a person rejected",
    columns: columns! {
        id: String = "the statement",
        article: String = "the article",
        version: String = "the text that the offsets are about",
        outlet: String = "outlet of the article",
        published: String = "date of the article",
        kind: String = "direct, mixed, indirect",
        speaker: String = "the party, if known",
        speaker_name: String = "its fullest name",
        speaker_type: String = "person, organisation, place, group, unnamed, author",
        speaker_rule: String = "how the speaker was found",
        speaker_unknown: String = "why it was not",
        addressee: String = "the party that it is said to",
        said: String = "when, where the text tells or another one does",
        said_how: String = "what it was resolved against: absolute, published …, or the rule that inferred it",
        said_from: String = "the article whose words tell when",
        said_from_start: Integer = "first code point of those words",
        said_from_end: Integer = "one past the last",
        said_from_statement: String = "the telling of the same utterance that gave the day, if one did",
        source: String = "who, as printed; pieces joined by ' … '",
        cue: String = "what marks it as said; likewise",
        content: String = "what is said; likewise",
        start: Integer = "first code point of the content",
        end: Integer = "one past its last",
        inside: String = "the statement that tells this one",
        utterance: String = "the utterance that it tells",
        rule: String = "the rule or model that found it",
        confidence: Number = "how sure that is, 0 to 1",
        review: String = "accepted or corrected by a person; missing: nobody decided",
    },
    sql: "SELECT s.id, s.article, s.version, a.outlet, a.published, s.kind, m.party, p.name, p.kind,
                 s.speaker_rule, s.speaker_unknown, d.party, coalesce(i.said, s.said), coalesce(i.rule, x.anchor),
                 coalesce(i.from_article, x.article), coalesce(i.from_start, s.said_start),
                 coalesce(i.from_end, s.said_end), i.from_statement,
                 (SELECT group_concat(substr(v.text, start_ + 1, end_ - start_), ' … ') FROM
                    (SELECT * FROM spans WHERE statement = s.id AND role = 'source' ORDER BY piece)),
                 (SELECT group_concat(substr(v.text, start_ + 1, end_ - start_), ' … ') FROM
                    (SELECT * FROM spans WHERE statement = s.id AND role = 'cue' ORDER BY piece)),
                 (SELECT group_concat(substr(v.text, start_ + 1, end_ - start_), ' … ') FROM
                    (SELECT * FROM spans WHERE statement = s.id AND role = 'content' ORDER BY piece)),
                 (SELECT min(start_) FROM spans WHERE statement = s.id AND role = 'content'),
                 (SELECT max(end_) FROM spans WHERE statement = s.id AND role = 'content'),
                 s.inside, t.utterance, s.rule, s.confidence,
                 w.state
          FROM standing s JOIN articles a ON a.id = s.article JOIN versions v ON v.id = s.version
          LEFT JOIN reviews w ON w.statement = s.id LEFT JOIN mentions m ON m.id = s.speaker LEFT JOIN parties p ON p.id = m.party
          LEFT JOIN mentions d ON d.id = s.addressee LEFT JOIN tellings t ON t.statement = s.id
          LEFT JOIN dated_statements i ON i.statement = s.id
          LEFT JOIN timexes x ON x.article = s.article AND x.start_ = s.said_start
          ORDER BY s.article, s.position",
};

/// All tables, in the order in which they build on one another.
pub const TABLES: &[Table] = &[
    Table {
        name: "articles",
        about: "an article that an outlet published",
        columns: columns! {
            id: String = "the article",
            url: String = "canonical address",
            title: String = "headline",
            byline: String = "author line",
            outlet: String = "outlet",
            published: String = "date as exactly as it is known",
            published_found_in: String = "where the date stood",
            captured: String = "when it was captured, as declared",
            language: String = "BCP 47 tag",
            version: String = "the newest text, as SHA-256",
            origin: String = "the article that its text goes back to",
            story: String = "the event that it is about",
            thread: String = "the running matter that this event belongs to",
            written_from: String = "of an undated one: the first day on which it can have been written, if one is inferred",
            written_to: String = "and the last",
            written_how: String = "the rule that inferred it",
        },
        sql: "SELECT a.id, a.url, a.title, a.byline, a.outlet, a.published, a.published_found_in, a.captured,
                     a.language, a.version, o.origin, s.story, s.thread, d.first, d.last, d.rule
              FROM articles a LEFT JOIN origins o ON o.article = a.id LEFT JOIN stories s ON s.article = a.id
              LEFT JOIN dated_articles d ON d.article = a.id
              ORDER BY a.id",
    },
    Table {
        name: "versions",
        about: "a text as captured",
        columns: columns! {
            id: String = "SHA-256 of the text in UTF-8",
            length: Integer = "in code points",
            text: String = "the text, whole",
        },
        sql: "SELECT id, length, text FROM versions ORDER BY id",
    },
    Table {
        name: "chrome",
        about: "a range of an article's text that is not the article",
        columns: columns! {
            article: String = "the article",
            start: Integer = "first code point",
            end: Integer = "one past the last",
            kind: String = "what it is",
            rule: String = "the rule that says so",
        },
        sql: "SELECT article, start_, end_, kind, rule FROM chrome ORDER BY article, start_",
    },
    *STATEMENTS,
    Table {
        name: "spans",
        about: "a piece of a statement",
        columns: columns! {
            statement: String = "the statement",
            role: String = "source, cue, content, or via: a step from the source to the speaker's name",
            piece: Integer = "from 0",
            start: Integer = "first code point",
            end: Integer = "one past the last",
            text: String = "the words",
        },
        sql: "SELECT p.statement, p.role, p.piece, p.start_, p.end_,
                     substr(v.text, p.start_ + 1, p.end_ - p.start_)
              FROM spans p JOIN standing s ON s.id = p.statement JOIN versions v ON v.id = s.version
              ORDER BY p.statement, p.role, p.piece",
    },
    Table {
        name: "parties",
        about: "somebody who can speak, across articles",
        columns: columns! {
            id: String = "the party",
            type: String = "person, organisation, place, group, unnamed, author",
            name: String = "the fullest name that any article prints, or that of the known party",
            ids: String = "what it is elsewhere, as the known parties' file says: scheme:id, blank-separated",
            known: String = "the row of that file: name, line",
        },
        sql: "SELECT id, kind, name, nullif(ids, ''),
                     (SELECT f.name || ', line ' || known FROM known_file f) FROM parties ORDER BY id",
    },
    Table {
        name: "mentions",
        about: "a party as one article knows it: its fullest name there, other forms of it, its roles",
        columns: columns! {
            party: String = "the party",
            article: String = "the article",
            form: String = "name, also, role",
            start: Integer = "first code point",
            end: Integer = "one past the last",
            text: String = "the words",
            evidence: String = "the rule that says that it is this party",
            through_article: String = "the article whose mention of the party the rule went by",
            through: String = "the name that stands there",
            known: String = "or the row of the known parties' file that it went by: name, line",
        },
        sql: "SELECT m.party, m.article, f.form, f.start_, f.end_,
                     substr(v.text, f.start_ + 1, f.end_ - f.start_), m.evidence, o.article, o.name,
                     (SELECT k.name || ', line ' || p.known FROM known_file k JOIN parties p
                      WHERE p.id = m.party AND m.evidence LIKE 'known-%')
              FROM (SELECT id AS mention, 'name' AS form, start_, end_ FROM mentions UNION ALL
                    SELECT mention, form, start_, end_ FROM forms) f
              JOIN mentions m ON m.id = f.mention JOIN articles a ON a.id = m.article
              JOIN versions v ON v.id = a.version LEFT JOIN joined j ON j.mention = m.id
              LEFT JOIN mentions o ON o.id = j.through AND o.party = m.party WHERE f.start_ IS NOT NULL
              ORDER BY m.party, m.article, m.id, f.form, f.start_, f.end_",
    },
    Table {
        name: "roles",
        about: "what articles say that somebody is, and when",
        columns: columns! {
            party: String = "the party",
            title: String = "the office, occupation or relation, in small letters",
            of: String = "the country or body that it belongs to, as printed; missing where no article tells it",
            held: String = "now, past or coming, when the articles were published",
            first_seen: String = "publication of the first dated article that says so",
            last_seen: String = "and of the last",
            articles: Integer = "how many say so",
        },
        sql: "SELECT party, title, nullif(of_, ''), held, first_seen, last_seen, articles FROM roles
              WHERE party IN (SELECT id FROM parties) ORDER BY party, title, of_, held",
    },
    Table {
        name: "timexes",
        about: "an expression of time",
        columns: columns! {
            article: String = "the article",
            start: Integer = "first code point",
            end: Integer = "one past the last",
            type: String = "DATE, TIME, DURATION, SET",
            value: String = "TIMEX3 value",
            date: String = "the same as a date, where it is one",
            anchor: String = "what it was resolved against, or the rule that inferred it",
            from: String = "the article whose words that rule goes by",
            from_start: Integer = "first code point of those words",
            from_end: Integer = "one past the last",
            text: String = "the words",
        },
        sql: "SELECT t.article, t.start_, t.end_, t.kind, coalesce(i.value, t.value),
                     iif(i.article IS NULL, t.at, i.at), coalesce(i.rule, t.anchor), i.from_article,
                     i.from_start, i.from_end, substr(v.text, t.start_ + 1, t.end_ - t.start_)
              FROM timexes t JOIN articles a ON a.id = t.article JOIN versions v ON v.id = a.version
              LEFT JOIN dated_timexes i ON i.article = t.article AND i.start_ = t.start_
              ORDER BY t.article, t.start_",
    },
    Table {
        name: "derivations",
        about: "an article takes text from another",
        columns: columns! {
            copy: String = "the article that took",
            source: String = "the article that it took from",
            degree: String = "rewrite, partly, mostly, whole",
            directed: Boolean = "false: nothing tells who took from whom",
            evidence: String = "what tells, comma-separated; of a rewrite also what is in common: utterances=5",
            contained: Number = "words of the copy that stand in the source, 0 to 1",
        },
        sql: "SELECT copy, source, degree, directed, evidence, contained FROM derivations ORDER BY copy, source",
    },
    Table {
        name: "passages",
        about: "words that two articles share",
        columns: columns! {
            a: String = "one article",
            b: String = "the other",
            piece: Integer = "from 0",
            a_start: Integer = "first code point in a",
            a_end: Integer = "one past the last in a",
            b_start: Integer = "first code point in b",
            b_end: Integer = "one past the last in b",
            kind: String = "reporting; quotation: words that both quote; boilerplate: a footer, an author's box",
            text: String = "the words as a has them",
        },
        sql: "SELECT p.a, p.b, p.piece, p.a_start, p.a_end, p.b_start, p.b_end, p.kind,
                     substr(v.text, p.a_start + 1, p.a_end - p.a_start)
              FROM passages p JOIN articles a ON a.id = p.a JOIN versions v ON v.id = a.version
              ORDER BY p.a, p.b, p.piece",
    },
    Table {
        name: "utterances",
        about: "one thing that one party said once",
        columns: columns! {
            id: String = "the utterance",
            speaker: String = "the party, if known",
            leader: String = "the fullest telling",
            tellings: Integer = "statements that tell it",
            articles: Integer = "articles that those stand in",
            outlets: Integer = "outlets of those",
            origins: Integer = "texts that the tellings go back to",
        },
        sql:
            "SELECT u.id, u.speaker, u.leader, count(*), count(DISTINCT s.article), count(DISTINCT a.outlet),
                     count(DISTINCT coalesce(k.origin, o.origin, s.article))
              FROM utterances u JOIN tellings t ON t.utterance = u.id JOIN statements s ON s.id = t.statement
              JOIN articles a ON a.id = s.article LEFT JOIN origins o ON o.article = s.article
              LEFT JOIN taken k ON k.statement = s.id
              GROUP BY u.id ORDER BY u.id",
    },
    Table {
        name: "tellings",
        about: "a statement tells an utterance",
        columns: columns! {
            utterance: String = "the utterance",
            statement: String = "the statement",
            likeness: Number = "to the fullest telling, 0 to 1",
            reason: String = "why it was joined",
            origin: String = "the article that its words go back to",
            taken_from: String = "the article that its own article took these words from, if any",
            quoted_like_no_other: Boolean = "it quotes what others quote too, in other words than each of them",
        },
        sql: "SELECT t.utterance, t.statement, t.likeness, t.reason, coalesce(k.origin, o.origin, s.article), k.source,
                     NULL
              FROM tellings t JOIN statements s ON s.id = t.statement
              LEFT JOIN origins o ON o.article = s.article LEFT JOIN taken k ON k.statement = t.statement
              ORDER BY t.utterance, t.statement",
    },
    Table {
        name: "decisions",
        about: "what a person decided, in order; never changed, undone by another",
        columns: columns! {
            id: String = "the decision",
            at: String = "when",
            reviewer: String = "who",
            kind: String = "accept, reject, spans, speaker, same, different, merge, split, rename, note, undo",
            target: String = "what it is about first of all, as it was called then",
            decision: String = "the whole of it, as JSON",
            reason: String = "why",
            state: String = "stands, undone, look-again: what it is about is not found any more",
            why: String = "what is to be looked at",
            version: String = "of a decision about a statement: the text",
            content: String = "and the words that were taken for its content then; pieces joined by ' … '",
        },
        sql: "SELECT d.id, d.at, d.reviewer, d.kind, d.target, d.payload, d.reason, w.state, w.why, v.id,
                     (SELECT group_concat(substr(v.text, json_extract(value, '$[0]') + 1,
                         json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ' ORDER BY key)
                      FROM json_each(d.anchors, '$.' || json_quote(d.target) || '.statement.content'))
              FROM decisions d LEFT JOIN decision_states w ON w.decision = d.n
              LEFT JOIN versions v
                ON v.id = json_extract(d.anchors, '$.' || json_quote(d.target) || '.statement.version')
              ORDER BY d.n",
    },
    Table {
        name: "inputs",
        about: "an input, and what it gave or why it gave nothing",
        columns: columns! {
            locator: String = "path as given, with #LINE behind it for a row of a file",
            sha256: String = "of its bytes",
            encoding: String = "what it was decoded from",
            replaced: Integer = "places that could not be decoded",
            article: String = "the article that it gave",
            version: String = "the text that it gave",
            reason: String = "why it was set aside",
            detail: String = "what was found, where, and the mend",
        },
        sql: "SELECT locator, sha256, encoding, replaced, article, version, reason, detail FROM inputs
              ORDER BY locator, sha256",
    },
];

impl Table {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static Table> {
        TABLES.iter().find(|t| t.name == name)
    }
}

impl Record {
    /// Gives every row of a table to `each`, in order, without holding the table in memory. Stops at the first
    /// error of `each`, which is handed back inside `Ok`.
    pub fn rows<E>(
        &self,
        table: &Table,
        mut each: impl FnMut(&[Cell]) -> std::result::Result<(), E>,
    ) -> Result<std::result::Result<(), E>> {
        let mut select = self.db.prepare(table.sql).map_err(self.fail())?;
        let rows = select.query([]).map_err(self.fail())?;
        // Whether a quotation is like no other shows only beside the others: tellings come by utterance.
        let (mut utterance, mut alone) = (Cell::Missing, BTreeSet::new());
        let mut quotations = |cells: &mut [Cell]| {
            if let [Cell::String(of), Cell::String(statement), .., flag] = cells {
                if utterance != Cell::String(of.clone()) {
                    utterance = Cell::String(of.clone());
                    alone = self.quoted_like_no_other(of)?;
                }
                *flag = Cell::Boolean(alone.contains(statement));
            }
            Ok(())
        };
        if table.name == "tellings" {
            self.each_row(table, rows, &mut quotations, &mut each)
        } else {
            self.each_row(table, rows, &mut |_| Ok(()), &mut each)
        }
    }

    /// The same for the rows of the table `statements` that a filter lists, in its order: as many as
    /// [`Record::count`] says.
    pub fn statement_rows<E>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(&[Cell]) -> std::result::Result<(), E>,
    ) -> Result<std::result::Result<(), E>> {
        let table = STATEMENTS;
        // A filter can ask for rejected statements too, which the whole table leaves out.
        let sql = table.sql.replace("FROM standing s", "FROM statements s");
        let mut select =
            self.db.prepare(&format!("SELECT * FROM ({sql}) WHERE id = ?1")).map_err(self.fail())?;
        for id in self.statement_ids(filter)? {
            let rows = select.query([id]).map_err(self.fail())?;
            if let Err(e) = self.each_row(table, rows, &mut |_| Ok(()), &mut each)? {
                return Ok(Err(e));
            }
        }
        Ok(Ok(()))
    }

    /// `complete` fills in what no query tells.
    fn each_row<E>(
        &self,
        table: &Table,
        mut rows: rusqlite::Rows,
        complete: &mut dyn FnMut(&mut [Cell]) -> Result<()>,
        each: &mut impl FnMut(&[Cell]) -> std::result::Result<(), E>,
    ) -> Result<std::result::Result<(), E>> {
        let mut cells = Vec::with_capacity(table.columns.len());
        while let Some(row) = rows.next().map_err(self.fail())? {
            cells.clear();
            for (i, column) in table.columns.iter().enumerate() {
                cells.push(cell(row.get_ref(i).map_err(self.fail())?, column.kind));
            }
            complete(&mut cells)?;
            if let Err(e) = each(&cells) {
                return Ok(Err(e));
            }
        }
        Ok(Ok(()))
    }
}

fn cell(value: ValueRef, kind: ColumnType) -> Cell {
    match (value, kind) {
        (ValueRef::Null, _) => Cell::Missing,
        (ValueRef::Integer(i), ColumnType::Boolean) => Cell::Boolean(i != 0),
        (ValueRef::Integer(i), ColumnType::Number) => Cell::Number(i as f64),
        (ValueRef::Integer(i), _) => Cell::Integer(i),
        (ValueRef::Real(r), _) => Cell::Number(r),
        (ValueRef::Text(t) | ValueRef::Blob(t), _) => Cell::String(String::from_utf8_lossy(t).into_owned()),
    }
}
