//! Which mentions of names are one party: "Jane Roe", "Roe" and "Ms. Roe"; "National Board" and "NB".

use super::article::{Entity, Gender};
use crate::names::{Case, Name, NameKind, Words, lexicon, lexicon::Word};
use crate::structure::Document;
use std::collections::{HashMap, HashSet};

/// Most entities that are compared for one mention, so that a text of a single surname stays linear.
const CANDIDATES: usize = 8;
/// Most bearers of one name among whom those are looked for.
const LOOKED_AT: usize = 64;

/// The entities in order of first mention, and for each name the entity that it means.
pub(super) fn cluster(doc: &Document, words: &Words, names: &[Name]) -> (Vec<Entity>, Vec<Option<usize>>) {
    let mut clusters = Clusters::empty(doc, words, names);
    for name in 0..names.len() {
        clusters.full(name);
        clusters.count_honorific(name);
    }
    for name in 0..names.len() {
        clusters.short(name);
    }
    let (mut entities, of) = (clusters.entities, clusters.of);
    for entity in &mut entities {
        entity.mentions.sort_unstable();
        if is_place(words, names, entity) {
            entity.kind = NameKind::Place;
        }
    }
    (entities, of)
}

/// True of a single unknown word that stands behind "in" somewhere: "in Averne".
fn is_place(words: &Words, names: &[Name], entity: &Entity) -> bool {
    let unknown = entity.kind == NameKind::Unclear && entity.gender.is_none();
    let inside = |n: &usize| {
        let before = names[*n].title.checked_sub(1);
        before.is_some_and(|b| matches!(words.key(b), "in" | "near"))
    };
    unknown && entity.parts.len() == 1 && entity.mentions.iter().any(inside)
}

struct Clusters<'a> {
    doc: &'a Document<'a>,
    words: &'a Words,
    names: &'a [Name],
    entities: Vec<Entity>,
    of: Vec<Option<usize>>,
    /// Entities by the last word of a name of two or more words.
    by_last: HashMap<u32, Vec<usize>>,
    /// People by the words before the last.
    by_given: HashMap<u32, Vec<usize>>,
    /// Entities of one word by that word.
    by_only: HashMap<u32, usize>,
    /// Organisations by their initials.
    by_initials: HashMap<String, usize>,
    /// For a surname how often it stands alone behind a title of men and of women.
    honorifics: HashMap<u32, (usize, usize)>,
    /// The plurals of surnames.
    families: HashSet<String>,
    /// For a surname that several bear, the bearer that it meant last.
    last_meant: HashMap<u32, usize>,
}

impl<'a> Clusters<'a> {
    fn empty(doc: &'a Document<'a>, words: &'a Words, names: &'a [Name]) -> Clusters<'a> {
        Clusters {
            doc,
            words,
            names,
            entities: Vec::new(),
            of: vec![None; names.len()],
            by_last: HashMap::new(),
            by_given: HashMap::new(),
            by_only: HashMap::new(),
            by_initials: HashMap::new(),
            honorifics: HashMap::new(),
            families: HashSet::new(),
            last_meant: HashMap::new(),
        }
    }

    /// The capitalised words of a name that tell it from others.
    fn parts(&self, name: usize) -> Vec<u32> {
        let words = self.words;
        let tokens = self.names[name].tokens.clone();
        // "Bin Roe" at the start of a sentence is "Osama bin Roe" by his surname.
        let particle = |i: usize| words.is(i, Word::PARTICLE) && !words.is(i, Word::GIVEN);
        let skip = usize::from(tokens.len() == 2 && particle(tokens.start));
        let part = |i: &usize| words.is_capital(*i) && !words.is(*i, Word::SUFFIX.or(Word::FUNCTION));
        tokens.skip(skip).filter(part).map(|i| words.number(i)).collect()
    }

    /// A name of two or more words: joins an entity or makes one.
    fn full(&mut self, name: usize) {
        let parts = self.parts(name);
        let [.., last] = parts.as_slice() else { return };
        if parts.len() < 2 || self.is_headline_word_before_surname(name, last) {
            return;
        }
        let kind = self.names[name].kind;
        let candidates = self.by_last.get(last).map_or(&[][..], Vec::as_slice);
        let found = candidates.iter().rev().take(CANDIDATES).find(|e| {
            let entity = &self.entities[**e];
            match kind {
                NameKind::Organisation | NameKind::Place => self.same_body(&entity.parts, &parts),
                _ => entity.kind != NameKind::Organisation && self.same_person(&entity.parts, &parts),
            }
        });
        match found.copied() {
            Some(entity) => self.join(name, entity, parts),
            None => {
                let entity = self.make(name, parts.clone());
                self.by_last.entry(*last).or_default().push(entity);
                if kind == NameKind::Organisation {
                    let initials = self.initials(name);
                    self.by_initials.entry(initials).or_insert(entity);
                } else {
                    self.families.insert(format!("{}s", self.words.key_of(*last)));
                    for given in &parts[..parts.len() - 1] {
                        self.by_given.entry(*given).or_default().push(entity);
                    }
                }
            }
        }
    }

    /// "Derelict Roe, Moor quarrel": an ordinary word that opens the headline before a surname is no given
    /// name, if the article has the surname with a title.
    fn is_headline_word_before_surname(&self, name: usize, last: &u32) -> bool {
        let found = &self.names[name];
        let first = found.tokens.start == 0 && found.tokens.len() == 2 && found.kind == NameKind::Unclear;
        let headline = first && {
            let sentence = &self.doc.sentences[self.doc.tokens[0].sentence as usize];
            self.doc.word(sentence.end.saturating_sub(1)) != "."
        };
        let again = |n: &Name| {
            n.tokens.len() == 2 && self.words.number(n.tokens.start) == self.words.number(found.tokens.start)
        };
        headline
            && !self.names.iter().skip(1).take(256).any(again)
            && self.names.iter().skip(1).take(256).any(|n| {
                n.kind == NameKind::Person
                    && n.tokens.len() == 1
                    && self.words.number(n.tokens.start) == *last
            })
    }

    fn count_honorific(&mut self, name: usize) {
        let parts = self.parts(name);
        let ([part], Some(gender)) = (parts.as_slice(), title_gender(self.words, &self.names[name])) else {
            return;
        };
        let (men, women) = self.honorifics.entry(*part).or_default();
        match gender {
            Gender::Male => *men += 1,
            Gender::Female => *women += 1,
        }
    }

    /// A name of one word, now that the full ones are known.
    fn short(&mut self, name: usize) {
        let parts = self.parts(name);
        let [part] = parts.as_slice() else {
            return;
        };
        let part = *part;
        let unclear = self.names[name].kind == NameKind::Unclear;
        let common = Word::DEMONYM.or(Word::ROLE).or(Word::MODIFIER);
        let entity = match self.meant(name, part) {
            Meant::One(entity) => entity,
            Meant::Several => return,
            // "Black" is a surname only of somebody who is named in full.
            // "The Roes" are several.
            Meant::None if self.families.contains(self.words.key_of(part)) => return,
            Meant::None if unclear && self.words.what_of(part).is(common) => return,
            Meant::None => {
                let Some(&entity) = self.by_only.get(&part) else {
                    let entity = self.make(name, parts.clone());
                    self.by_only.insert(part, entity);
                    return;
                };
                entity
            }
        };
        self.join(name, entity, parts);
        self.last_meant.insert(part, entity);
    }

    /// Whom a single word means among those named in full.
    fn meant(&self, name: usize, part: u32) -> Meant {
        let at = self.names[name].tokens.start;
        let titled = self.names[name].title < at;
        let gender = title_gender(self.words, &self.names[name]);
        let fits = |e: &&usize| {
            let entity = &self.entities[**e];
            gender.is_none() || entity.gender.is_none() || gender == entity.gender
        };
        let what = self.words.what(self.names[name].tokens.start);
        let body = what.is(Word::ORG_HEAD) && !titled;
        let surname = |e: &&usize| (self.entities[**e].kind == NameKind::Organisation) == body;
        if let Some(all) = self.by_last.get(&part) {
            let all: Vec<usize> =
                all.iter().take(LOOKED_AT).filter(surname).filter(fits).take(CANDIDATES).copied().collect();
            match all.as_slice() {
                [] => {}
                [one] => return self.unless_place(name, *one),
                several => return self.choose(name, part, several),
            }
        }
        if self.words.case(at) == Case::Upper
            && let Some(&entity) = self.by_initials.get(self.words.key_of(part))
        {
            return Meant::One(entity);
        }
        let given = self.by_given.get(&part).map_or(&[][..], Vec::as_slice);
        let all: Vec<usize> = given.iter().take(LOOKED_AT).filter(fits).take(CANDIDATES).copied().collect();
        match all.as_slice() {
            [] => Meant::None,
            _ if self.names[name].kind == NameKind::Place => Meant::None,
            [one] => Meant::One(*one),
            several => self.choose(name, part, several),
        }
    }

    /// A place stays a place unless somebody bears its name and it does not stand as a place does.
    fn unless_place(&self, name: usize, entity: usize) -> Meant {
        let at = self.names[name].tokens.start;
        let in_place = at > 0 && matches!(self.words.key(at - 1), "in" | "at" | "from" | "near" | "to");
        if self.names[name].kind == NameKind::Place && in_place { Meant::None } else { Meant::One(entity) }
    }

    /// Which of several bearers of a name: the one named in full just before, the one meant last, or the one
    /// that the article is about.
    fn choose(&self, name: usize, part: u32, several: &[usize]) -> Meant {
        let at = self.names[name].tokens.start;
        let sentence = self.doc.tokens[at].sentence;
        let near = |e: &usize| {
            let before = self.entities[*e].full_before(self.names, at);
            before
                .is_some_and(|n| sentence.abs_diff(self.doc.tokens[self.names[n].tokens.start].sentence) <= 1)
        };
        let mut just_named = several.iter().filter(|e| near(e));
        if let (Some(one), None) = (just_named.next(), just_named.next()) {
            return Meant::One(*one);
        }
        if let Some(last) = self.last_meant.get(&part).filter(|l| several.contains(l)) {
            return Meant::One(*last);
        }
        // "Mr. Roe" all through the article: Roe alone is the man.
        let men_and_women = self.honorifics.get(&part).copied().unwrap_or_default();
        let gender = match men_and_women {
            (men, women) if men >= 2 && men >= 3 * women => Some(Gender::Male),
            (men, women) if women >= 2 && women >= 3 * men => Some(Gender::Female),
            _ => None,
        };
        let mut agree = several.iter().filter(|e| gender.is_some() && self.entities[**e].gender == gender);
        if let (Some(one), None) = (agree.next(), agree.next()) {
            return Meant::One(*one);
        }
        let mut by_count: Vec<(usize, usize)> =
            several.iter().map(|e| (self.entities[*e].mentions.len(), *e)).collect();
        by_count.sort_by_key(|(count, e)| (std::cmp::Reverse(*count), *e));
        match by_count.as_slice() {
            [(first, entity), (second, _), ..] if *first >= 2 * second => Meant::One(*entity),
            _ => Meant::Several,
        }
    }

    fn join(&mut self, name: usize, entity: usize, parts: Vec<u32>) {
        let joined = &mut self.entities[entity];
        joined.mentions.push(name);
        // "JANE ROE" in a headline is not how the name is printed, if it is printed otherwise.
        let loud = |n: usize| self.names[n].tokens.clone().all(|i| self.words.case(i) != Case::Capital);
        let quieter = parts.len() == joined.parts.len() && loud(joined.full) && !loud(name);
        if parts.len() > joined.parts.len() || quieter {
            joined.parts = parts;
            joined.full = name;
        }
        let kind = self.names[name].kind;
        if joined.kind == NameKind::Unclear || kind == NameKind::Person && joined.kind == NameKind::Place {
            joined.kind = kind;
        }
        joined.gender = joined.gender.or(title_gender(self.words, &self.names[name]));
        self.of[name] = Some(entity);
    }

    fn make(&mut self, name: usize, parts: Vec<u32>) -> usize {
        let kind = self.names[name].kind;
        let person = matches!(kind, NameKind::Person | NameKind::Unclear);
        // Alone a given name tells only of somebody without a title: "Mr. Clinton" may be any.
        let bare = kind == NameKind::Person && self.names[name].title == self.names[name].tokens.start;
        let told = person && (parts.len() > 1 || bare);
        let given = parts.first().filter(|_| told).map(|p| self.words.what_of(*p));
        let gender = title_gender(self.words, &self.names[name]).or(given.and_then(given_gender));
        let other = Word::ORG_DOMAIN
            .or(Word::ORG_HEAD)
            .or(Word::MODIFIER)
            .or(Word::START)
            .or(Word::PLACE)
            .or(Word::DEMONYM);
        let loud = self.names[name]
            .tokens
            .clone()
            .filter(|i| self.words.key(*i).len() > 2)
            .all(|i| self.words.case(i) == Case::Upper);
        let plain = !loud
            && parts
                .iter()
                .all(|p| !self.words.what_of(*p).is(other) || self.words.what_of(*p).is(Word::GIVEN));
        self.entities.push(Entity { kind, full: name, parts, mentions: vec![name], gender, plain });
        self.of[name] = Some(self.entities.len() - 1);
        self.entities.len() - 1
    }

    /// Two full names of one person: the same surname, and given names that can be the same.
    fn same_person(&self, a: &[u32], b: &[u32]) -> bool {
        if a == b || a.ends_with(b) || b.ends_with(a) {
            return true;
        }
        let (Some((_, a)), Some((_, b))) = (a.split_last(), b.split_last()) else { return false };
        let given = |all: &[u32], one: u32| {
            let one = self.words.key_of(one);
            all.iter().any(|g| lexicon::same_given(self.words.key_of(*g), one))
        };
        match (a, b) {
            ([], _) | (_, []) => true,
            ([first, ..], [other, ..]) => given(b, *first) || given(a, *other),
        }
    }

    /// Two names of one body: the same, or the later one the end of the first, what is left out being more
    /// than a place ("Tarn Party" and "Party" are not one, "Court of Appeals for the Sixth Circuit" and
    /// "Sixth Circuit" are).
    fn same_body(&self, a: &[u32], b: &[u32]) -> bool {
        let Some(rest) = a.strip_suffix(b) else { return false };
        let place = Word::PLACE.or(Word::DEMONYM).or(Word::PLACE_START);
        rest.is_empty() || rest.iter().any(|p| !self.words.what_of(*p).is(place))
    }

    /// The first letters of a name's capitalised words.
    fn initials(&self, name: usize) -> String {
        let capital = self.names[name].tokens.clone().filter(|i| self.words.is_capital(*i));
        capital.filter_map(|i| self.words.key(i).chars().next()).collect()
    }
}

enum Meant {
    One(usize),
    Several,
    None,
}

/// The gender that the titles before a name tell.
pub(super) fn title_gender(words: &Words, name: &Name) -> Option<Gender> {
    let before = name.title..name.tokens.start;
    before.rev().find_map(|i| word_gender(words.what(i)))
}

/// The gender that a title or office tells.
pub(super) fn word_gender(what: Word) -> Option<Gender> {
    match (what.is(Word::MALE), what.is(Word::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

fn given_gender(what: Word) -> Option<Gender> {
    match (what.is(Word::GIVEN_M), what.is(Word::GIVEN_F)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}
