//! Articles with their statements, as the linker looks at them: what is small is held, the rest lies in an
//! unnamed file and is fetched when it is looked at.

use super::packed::{Packer, Unpacker};
use super::parties::Speakers;
use onrecord_link::{Article, Claim, Claims, Head, Pile, Scratch, read_at};
use onrecord_text::{Id, Span, When};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;

/// All articles of the record, by id.
pub(super) struct Articles {
    entries: Vec<Entry>,
    outlets: Vec<Box<str>>,
    /// Of each statement the party that it is of, or [`NOBODY`].
    speakers: Vec<u32>,
    /// Bytes of all their texts.
    bytes: usize,
    file: File,
}

/// Stands for a speaker who is not known.
const NOBODY: u32 = u32::MAX;

/// One article.
struct Entry {
    id: Id,
    /// Index into the outlets.
    outlet: Option<u32>,
    published: Option<When>,
    /// Where it lies in the file.
    start: u64,
    len: u32,
    /// How many statements the articles up to this one have.
    claims: u32,
}

/// An article as it is put in.
pub(super) struct Given<'a> {
    pub id: String,
    pub text: &'a str,
    pub body: &'a [Span],
    pub outlet: Option<String>,
    pub published: Option<When>,
    pub title: Option<String>,
    /// Names of its parties and places, folded, in order, each once.
    pub names: Vec<String>,
    pub statements: Vec<Statement>,
}

/// A statement of an article.
pub(super) struct Statement {
    pub id: String,
    /// Index into the parties of all articles.
    pub speaker: Option<u32>,
    /// When it was said, as stored.
    pub said: Option<String>,
    pub content: Vec<Span>,
    /// The parts of the content that stand in quotation marks.
    pub quoted: Vec<Span>,
}

/// Takes articles in.
pub(super) struct Gathering {
    entries: Vec<Entry>,
    outlets: HashMap<String, u32>,
    speakers: Vec<u32>,
    bytes: usize,
    file: Scratch,
    packer: Packer,
}

impl Gathering {
    pub fn new() -> io::Result<Gathering> {
        Ok(Gathering {
            entries: Vec::new(),
            outlets: HashMap::new(),
            speakers: Vec::new(),
            bytes: 0,
            file: Scratch::new()?,
            packer: Packer::default(),
        })
    }

    /// Adds the next article, by id.
    pub fn add(&mut self, given: Given<'_>) -> io::Result<()> {
        let packer = &mut self.packer;
        packer.bytes.clear();
        packer.text(given.text);
        packer.text(given.title.as_deref().unwrap_or_default());
        packer.spans(given.body);
        let quoted = given.statements.iter().flat_map(|s| &s.quoted).copied().collect();
        packer.spans(&onrecord_text::merge(quoted));
        packer.texts(given.names.iter().map(String::as_str));
        for statement in &given.statements {
            packer.text(&statement.id);
            packer.text(statement.said.as_deref().unwrap_or_default());
            packer.number(usize::from(!statement.quoted.is_empty()));
            packer.spans(&statement.content);
        }
        self.speakers.extend(given.statements.iter().map(|s| s.speaker.unwrap_or(NOBODY)));
        let next = self.outlets.len() as u32;
        let entry = Entry {
            id: Id::stored(given.id),
            outlet: given.outlet.map(|name| *self.outlets.entry(name).or_insert(next)),
            published: given.published,
            start: self.file.add(&packer.bytes)?,
            len: packer.bytes.len() as u32,
            claims: self.speakers.len() as u32,
        };
        self.entries.push(entry);
        self.bytes += given.text.len();
        Ok(())
    }

    /// All that were added.
    pub fn finish(mut self) -> io::Result<Articles> {
        let mut outlets: Vec<(String, u32)> = self.outlets.drain().collect();
        outlets.sort_unstable_by_key(|&(_, number)| number);
        let outlets = outlets.into_iter().map(|(name, _)| name.into()).collect();
        let Gathering { entries, speakers, bytes, file, .. } = self;
        Ok(Articles { entries, outlets, speakers, bytes, file: file.file()? })
    }
}

impl Articles {
    /// Bytes of all their texts.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The article's id.
    pub fn id(&self, index: usize) -> &str {
        self.entries[index].id.as_str()
    }

    /// The indices of the article's statements.
    fn claims(&self, index: usize) -> Range<usize> {
        let before = index.checked_sub(1).map_or(0, |before| self.entries[before].claims);
        before as usize..self.entries[index].claims as usize
    }

    /// The article that the statement is in.
    fn article_of(&self, claim: usize) -> usize {
        self.entries.partition_point(|entry| entry.claims as usize <= claim)
    }

    fn fetch(&self, index: usize) -> io::Result<Vec<u8>> {
        let entry = &self.entries[index];
        let mut bytes = vec![0; entry.len as usize];
        read_at(&self.file, &mut bytes, entry.start)?;
        Ok(bytes)
    }
}

impl Pile for Articles {
    fn len(&self) -> usize {
        self.entries.len()
    }

    fn head(&self, index: usize) -> Head<'_> {
        let entry = &self.entries[index];
        let outlet = entry.outlet.map(|number| &*self.outlets[number as usize]);
        Head { id: &entry.id, outlet, published: entry.published }
    }

    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()> {
        let bytes = self.fetch(index)?;
        let mut from = Unpacker::new(&bytes);
        let head = self.head(index);
        let (text, title) = (from.text()?, from.text()?);
        look(&Article {
            id: head.id.clone(),
            text,
            title: Some(title).filter(|title| !title.is_empty()),
            body: from.spans()?,
            outlet: head.outlet,
            published: head.published,
            quoted: from.spans()?,
            names: from.texts()?.into_iter().map(str::to_owned).collect(),
        });
        Ok(())
    }
}

/// The statements of the articles, in their order.
pub(super) struct Statements<'a> {
    pub articles: &'a Articles,
    pub speakers: &'a Speakers,
}

/// A statement as it lies in the file.
pub(super) struct Stored<'a> {
    pub id: &'a str,
    pub said: &'a str,
    pub quoted: bool,
    pub content: Vec<Span>,
}

impl Articles {
    /// Calls `look` with each statement of an article, its index among all, and the article's text.
    pub fn statements(
        &self,
        article: usize,
        look: &mut dyn FnMut(usize, Stored<'_>, &str) -> io::Result<()>,
    ) -> io::Result<()> {
        let bytes = self.fetch(article)?;
        let mut from = Unpacker::new(&bytes);
        let (text, _title, _body, _quoted, _names) =
            (from.text()?, from.text()?, from.spans()?, from.spans()?, from.texts()?);
        for index in self.claims(article) {
            let (id, said, quoted) = (from.text()?, from.text()?, from.number()? > 0);
            look(index, Stored { id, said, quoted, content: from.spans()? }, text)?;
        }
        Ok(())
    }

    /// The id of a statement.
    pub fn statement(&self, claim: usize) -> io::Result<String> {
        let mut found = String::new();
        self.statements(self.article_of(claim), &mut |index, stored, _| {
            if index == claim {
                stored.id.clone_into(&mut found);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The party that the statement is of, among all parties of articles.
    pub fn speaker(&self, claim: usize) -> Option<usize> {
        Some(self.speakers[claim]).filter(|&mention| mention != NOBODY).map(|mention| mention as usize)
    }
}

impl Claims for Statements<'_> {
    fn len(&self) -> usize {
        self.articles.speakers.len()
    }

    fn each(
        &self,
        range: Range<usize>,
        look: &mut dyn FnMut(usize, &Claim<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        if range.is_empty() {
            return Ok(());
        }
        for article in self.articles.article_of(range.start)..=self.articles.article_of(range.end - 1) {
            let published = self.articles.entries[article].published;
            self.articles.statements(article, &mut |index, stored, text| {
                if !range.contains(&index) {
                    return Ok(());
                }
                let speaker = self.articles.speaker(index).and_then(|mention| self.speakers.key(mention));
                let claim = Claim {
                    id: Id::stored(stored.id),
                    article,
                    text,
                    content: stored.content,
                    quoted: stored.quoted,
                    speaker: speaker.map(Id::stored),
                    time: stored.said.parse().ok().or(published),
                };
                look(index, &claim)
            })?;
        }
        Ok(())
    }
}
