//! What only all articles together show: parties, reuse, origins, utterances, stories. Worked out anew when
//! anything under it changed, and replaced in one transaction. It is worked out from what was computed; what
//! persons decided comes on top afterwards.

use super::{BuildReport, LINKED, Progress, Step};
use crate::review::{replay, revert};
use crate::{Error, Record, Result, text::StoredText};
use onrecord_annotate::PartyKind;
use onrecord_link::{Article, Claim, GlobalParty, LocalParty, align, origin, party, reuse, story, utterance};
use onrecord_text::{Id, OffsetMap, Span, Unit, When, words};
use rusqlite::Connection;
use std::collections::HashMap;

/// Names the linker. When it changes, everything is linked again.
const LINKER: &str = concat!("link ", env!("CARGO_PKG_VERSION"), " d");

impl Record {
    /// Brings the tables that span articles up to date.
    pub(super) fn link(&mut self, progress: &dyn Progress, report: &mut BuildReport) -> Result<()> {
        if self.meta(LINKED)?.as_deref() == Some(LINKER) {
            return Ok(());
        }
        let fail = self.fail();
        progress.begin(Step::Link, None);
        let pile = Pile::load(&self.db).map_err(&fail)?;
        let links = Links::of(&pile).map_err(|source| Error::Scratch { source })?;
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        revert(&tx).map_err(&fail)?;
        links.store(&tx, &pile).map_err(&fail)?;
        replay(&tx).map_err(&fail)?;
        tx.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [LINKED, LINKER]).map_err(&fail)?;
        tx.commit().map_err(&fail)?;
        report.linked = true;
        progress.end();
        Ok(())
    }
}

/// Everything the linker looks at, loaded.
struct Pile {
    articles: Vec<LoadedArticle>,
    parties: Vec<LoadedParty>,
    statements: Vec<LoadedStatement>,
}

struct LoadedArticle {
    id: String,
    text: StoredText,
    outlet: Option<String>,
    title: Option<String>,
    published: Option<When>,
}

struct LoadedParty {
    id: String,
    article: usize,
    kind: PartyKind,
    name: String,
    also: Vec<String>,
    roles: Vec<String>,
}

struct LoadedStatement {
    id: String,
    article: usize,
    content: Vec<Span>,
    /// The parts of the content that stand in quotation marks.
    quoted: Vec<Span>,
    /// Index into the parties.
    speaker: Option<usize>,
    said: Option<When>,
}

impl Pile {
    /// Reads all articles, by id.
    fn load(db: &Connection) -> rusqlite::Result<Pile> {
        let mut pile = Pile { articles: Vec::new(), parties: Vec::new(), statements: Vec::new() };
        let mut select = db.prepare(
            "SELECT a.id, v.text, a.outlet, a.title, a.published FROM articles a
               JOIN versions v ON v.id = a.version ORDER BY a.id",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let published: Option<String> = row.get(4)?;
            let mut article = LoadedArticle {
                id: row.get(0)?,
                text: StoredText::new(row.get(1)?),
                outlet: row.get(2)?,
                title: row.get(3)?,
                published: published.and_then(|p| p.parse().ok()),
            };
            article.text.load_chrome(db, &article.id)?;
            let index = pile.articles.len();
            let parties = pile.load_parties(db, &article, index)?;
            pile.load_statements(db, &article, index, &parties)?;
            pile.articles.push(article);
        }
        Ok(pile)
    }

    /// Reads the parties of an article; gives the index of each by its id.
    fn load_parties(
        &mut self,
        db: &Connection,
        article: &LoadedArticle,
        index: usize,
    ) -> rusqlite::Result<HashMap<String, usize>> {
        let map = OffsetMap::new(&article.text.text, Unit::CodePoint);
        let mut by_id = HashMap::new();
        let mut select = db.prepare_cached(
            "SELECT id, kind, name FROM computed_mentions WHERE article = ?1 ORDER BY start_, id",
        )?;
        let mut forms = db
            .prepare_cached("SELECT form, start_, end_ FROM forms WHERE mention = ?1 ORDER BY form, piece")?;
        let mut rows = select.query([&article.id])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let kind: String = row.get(1)?;
            let Some(kind) = PartyKind::parse(&kind) else { continue };
            let mut party = LoadedParty {
                id: id.clone(),
                article: index,
                kind,
                name: row.get(2)?,
                also: Vec::new(),
                roles: Vec::new(),
            };
            let mut pieces = forms.query([&id])?;
            while let Some(piece) = pieces.next()? {
                let form: String = piece.get(0)?;
                let Some(span) = map.back(piece.get(1)?, piece.get(2)?) else { continue };
                let list = if form == "role" { &mut party.roles } else { &mut party.also };
                list.push(span.of(&article.text.text).to_owned());
            }
            by_id.insert(id, self.parties.len());
            self.parties.push(party);
        }
        Ok(by_id)
    }

    fn load_statements(
        &mut self,
        db: &Connection,
        article: &LoadedArticle,
        index: usize,
        parties: &HashMap<String, usize>,
    ) -> rusqlite::Result<()> {
        let text = &article.text.text;
        let map = OffsetMap::new(text, Unit::CodePoint);
        let mut select = db.prepare_cached(
            "SELECT id, speaker, said FROM computed_statements WHERE article = ?1 ORDER BY position",
        )?;
        let mut pieces = db.prepare_cached(
            "SELECT start_, end_ FROM computed_spans WHERE statement = ?1 AND role = 'content' ORDER BY piece",
        )?;
        let mut rows = select.query([&article.id])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let speaker: Option<String> = row.get(1)?;
            let said: Option<String> = row.get(2)?;
            let mut content = Vec::new();
            let mut spans = pieces.query([&id])?;
            while let Some(span) = spans.next()? {
                content.extend(map.back(span.get(0)?, span.get(1)?));
            }
            let quoted = align::quoted(text, &content);
            self.statements.push(LoadedStatement {
                id,
                article: index,
                content,
                quoted,
                speaker: speaker.and_then(|s| parties.get(&s).copied()),
                said: said.and_then(|s| s.parse().ok()),
            });
        }
        Ok(())
    }

    /// The articles as the linker takes them.
    fn articles(&self) -> Vec<Article<'_>> {
        let mut out: Vec<Article<'_>> = self
            .articles
            .iter()
            .map(|a| Article {
                id: Id::stored(a.id.as_str()),
                text: &a.text.text,
                body: a.text.body.clone(),
                outlet: a.outlet.as_deref(),
                published: a.published,
                title: a.title.as_deref(),
                quoted: Vec::new(),
                names: Vec::new(),
            })
            .collect();
        for s in &self.statements {
            out[s.article].quoted.extend(&s.quoted);
        }
        for p in self.parties.iter().filter(|p| p.kind.is_named()) {
            out[p.article].names.push(folded(&p.name));
        }
        for article in &mut out {
            article.quoted = onrecord_text::merge(std::mem::take(&mut article.quoted));
            article.names.sort_unstable();
            article.names.dedup();
        }
        out
    }

    fn local_parties(&self) -> Vec<LocalParty<'_>> {
        self.parties
            .iter()
            .map(|p| LocalParty {
                article: p.article,
                kind: p.kind,
                name: &p.name,
                also: p.also.iter().map(String::as_str).collect(),
                roles: p.roles.iter().map(String::as_str).collect(),
            })
            .collect()
    }

    /// The statements as the linker takes them.
    fn claims(&self, party_of: &[Option<Id>]) -> Vec<Claim<'_>> {
        self.statements
            .iter()
            .map(|s| Claim {
                id: Id::stored(s.id.as_str()),
                article: s.article,
                text: &self.articles[s.article].text.text,
                content: s.content.clone(),
                quoted: !s.quoted.is_empty(),
                speaker: s.speaker.and_then(|p| self.speaker_key(p, party_of)),
                time: s.said.or(self.articles[s.article].published),
            })
            .collect()
    }

    /// What tells two speakers apart: the party across articles, or of one without a name of its own, who is
    /// another party in every article, the description. "Officials" and "the panel" are two.
    fn speaker_key(&self, party: usize, party_of: &[Option<Id>]) -> Option<Id> {
        let local = &self.parties[party];
        if local.kind.is_named() {
            return party_of[party].clone();
        }
        let described = folded(&local.name);
        let described =
            ["the ", "a ", "an "].iter().find_map(|d| described.strip_prefix(d)).unwrap_or(&described);
        Some(Id::new('d', &[local.kind.as_str(), described]))
    }
}

/// What links the pile.
struct Links {
    parties: Vec<GlobalParty>,
    roles: Vec<party::Role>,
    /// For each party of an article, who it is across articles.
    party_of: Vec<Option<Id>>,
    shared: Vec<onrecord_link::Shared>,
    derivations: Vec<onrecord_link::Derivation>,
    origins: Vec<usize>,
    taken: Vec<origin::Taken>,
    utterances: Vec<onrecord_link::Utterance>,
    stories: Vec<onrecord_link::Story>,
}

impl Links {
    fn of(pile: &Pile) -> std::io::Result<Links> {
        let articles = pile.articles();
        let local = pile.local_parties();
        let parties = party::parties(&articles, &local);
        let roles = party::roles(&parties, &articles, &local);
        let mut party_of = vec![None; local.len()];
        for party in &parties {
            for &member in &party.members {
                party_of[member] = Some(party.id.clone());
            }
        }
        let shared = reuse::shared(&articles, &reuse::Options::default())?;
        let derivations = origin::derivations(&articles, &shared)?;
        let origins = origin::origins(&articles, &derivations);
        let claims = pile.claims(&party_of);
        let taken = origin::taken(&articles, &claims, &shared, &derivations, &origins);
        let utterances = utterance::utterances(&claims, &utterance::Options::default());
        let stories = story::stories(&articles);
        Ok(Links { parties, roles, party_of, shared, derivations, origins, taken, utterances, stories })
    }

    fn store(&self, tx: &Connection, pile: &Pile) -> rusqlite::Result<()> {
        for table in [
            "parties",
            "joined",
            "roles",
            "shared",
            "passages",
            "derivations",
            "origins",
            "taken",
            "utterances",
            "tellings",
            "stories",
        ] {
            tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
        self.store_parties(tx, pile)?;
        self.store_roles(tx)?;
        self.store_reuse(tx, pile)?;
        let mut utterance = tx.prepare("INSERT OR REPLACE INTO utterances VALUES (?1, ?2, ?3)")?;
        let mut telling = tx.prepare("INSERT OR REPLACE INTO tellings VALUES (?1, ?2, ?3, ?4)")?;
        for u in &self.utterances {
            let speaker = self.speaker(u, pile);
            utterance.execute((u.id.as_str(), speaker, &pile.statements[u.leader].id))?;
            for t in &u.tellings {
                let statement = &pile.statements[t.claim].id;
                telling.execute((statement, u.id.as_str(), t.likeness, t.reason))?;
            }
        }
        let mut insert = tx.prepare("INSERT OR REPLACE INTO stories VALUES (?1, ?2)")?;
        for story in &self.stories {
            for &article in &story.articles {
                insert.execute((&pile.articles[article].id, story.id.as_str()))?;
            }
        }
        Ok(())
    }

    /// The party that the utterance is of, by the first telling that knows it.
    fn speaker(&self, utterance: &onrecord_link::Utterance, pile: &Pile) -> Option<&str> {
        let party = |claim: usize| pile.statements[claim].speaker;
        let known = |claim: usize| party(claim).filter(|&p| pile.parties[p].kind.is_named());
        let tellings = || utterance.tellings.iter().map(|t| t.claim);
        let local = tellings().find_map(known).or_else(|| tellings().find_map(party))?;
        self.party_of[local].as_ref().map(Id::as_str)
    }

    fn store_parties(&self, tx: &Connection, pile: &Pile) -> rusqlite::Result<()> {
        tx.execute("UPDATE mentions SET party = NULL, evidence = NULL", [])?;
        let mut insert = tx.prepare("INSERT OR REPLACE INTO parties VALUES (?1, ?2, ?3, ?4)")?;
        let mut joined = tx.prepare("INSERT INTO joined VALUES (?1, ?2)")?;
        let mut member = tx.prepare("UPDATE mentions SET party = ?2, evidence = ?3 WHERE id = ?1")?;
        for party in &self.parties {
            let fullest = &pile.parties[party.fullest];
            let mut forms: Vec<String> = party
                .members
                .iter()
                .flat_map(|&m| {
                    let p = &pile.parties[m];
                    std::iter::once(&p.name).chain(&p.also).map(|f| folded(f))
                })
                .collect();
            forms.sort_unstable();
            forms.dedup();
            insert.execute((party.id.as_str(), fullest.kind.as_str(), &fullest.name, forms.join("|")))?;
            for ((&m, evidence), through) in party.members.iter().zip(&party.evidence).zip(&party.through) {
                member.execute((&pile.parties[m].id, party.id.as_str(), evidence))?;
                if let Some(through) = through {
                    joined.execute((&pile.parties[m].id, &pile.parties[*through].id))?;
                }
            }
        }
        Ok(())
    }

    fn store_roles(&self, tx: &Connection) -> rusqlite::Result<()> {
        let mut insert = tx.prepare("INSERT OR IGNORE INTO roles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for role in &self.roles {
            insert.execute((
                self.parties[role.party].id.as_str(),
                &role.title,
                role.of.as_deref().unwrap_or(""),
                role.held.as_str(),
                role.first.map(|w| w.to_string()),
                role.last.map(|w| w.to_string()),
                role.articles.len() as i64,
            ))?;
        }
        Ok(())
    }

    fn store_reuse(&self, tx: &Connection, pile: &Pile) -> rusqlite::Result<()> {
        let id = |i: usize| pile.articles[i].id.as_str();
        let mut pair = tx.prepare("INSERT INTO shared VALUES (?1, ?2, ?3, ?4)")?;
        let mut passage = tx.prepare("INSERT INTO passages VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for s in &self.shared {
            pair.execute((id(s.a), id(s.b), s.contained_a, s.contained_b))?;
            let map = |i: usize| OffsetMap::new(&pile.articles[i].text.text, Unit::CodePoint);
            let (a, b) = (map(s.a), map(s.b));
            for (piece, p) in s.passages.iter().enumerate() {
                let ((a_start, a_end), (b_start, b_end)) = (a.out(p.a), b.out(p.b));
                let kind = p.kind.as_str();
                passage.execute((id(s.a), id(s.b), piece as i64, a_start, a_end, b_start, b_end, kind))?;
            }
        }
        let mut derivation = tx.prepare("INSERT INTO derivations VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for d in &self.derivations {
            let evidence = d.evidence.join(",");
            derivation.execute((
                id(d.copy),
                id(d.source),
                d.degree.as_str(),
                d.directed,
                evidence,
                d.contained,
            ))?;
        }
        let mut origin = tx.prepare("INSERT INTO origins VALUES (?1, ?2)")?;
        for (article, &root) in self.origins.iter().enumerate() {
            origin.execute((id(article), id(root)))?;
        }
        let mut taken = tx.prepare("INSERT INTO taken VALUES (?1, ?2, ?3)")?;
        for t in &self.taken {
            let source = self.derivations[t.derivation].source;
            taken.execute((&pile.statements[t.claim].id, id(source), id(t.origin)))?;
        }
        Ok(())
    }
}

/// The words of a name, folded, one space apart.
pub(crate) fn folded(name: &str) -> String {
    words(name, Span::new(0, name.len())).map(|w| w.folded).collect::<Vec<_>>().join(" ")
}
