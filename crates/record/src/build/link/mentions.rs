//! The parties of all articles, each name that they are printed with held once.

use onrecord_annotate::PartyKind;
use onrecord_link::LocalParty;
use std::collections::HashMap;

/// Texts one after the other.
#[derive(Default)]
pub(super) struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }
}

/// Numbers for texts, the same for the same text.
#[derive(Default)]
pub(super) struct Numbers(HashMap<Box<str>, u32>);

impl Numbers {
    pub fn of(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.0.get(text) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(text.into(), number);
        number
    }

    /// The texts by their numbers.
    fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.0.len()];
        self.0.iter().for_each(|(text, &number)| texts[number as usize] = text);
        texts
    }
}

/// The parties as they were loaded.
#[derive(Default)]
pub(super) struct Mentions {
    pub ids: Texts,
    names: Numbers,
    parties: Vec<Mention>,
    /// What else is printed of them: numbers of texts, for each party other forms of the name, then roles.
    forms: Vec<u32>,
}

struct Mention {
    article: u32,
    kind: PartyKind,
    name: u32,
    /// Where its other forms, and its roles, end in the list; they begin where those before end.
    also: u32,
    roles: u32,
}

impl Mentions {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.parties.len()
    }

    /// Adds a party of an article.
    pub fn push(
        &mut self,
        id: &str,
        article: usize,
        kind: PartyKind,
        name: &str,
        also: &[&str],
        roles: &[&str],
    ) {
        self.ids.push(id);
        let name = self.names.of(name);
        for form in also {
            let number = self.names.of(form);
            self.forms.push(number);
        }
        let also = self.forms.len() as u32;
        for role in roles {
            let number = self.names.of(role);
            self.forms.push(number);
        }
        let roles = self.forms.len() as u32;
        self.parties.push(Mention { article: article as u32, kind, name, also, roles });
    }

    /// What the linker takes of them: their texts by number, and all forms as texts.
    pub fn printed(&self) -> Printed<'_> {
        let names = self.names.texts();
        let forms = self.forms.iter().map(|&number| names[number as usize]).collect();
        Printed { names, forms }
    }

    /// The parties as the linker takes them.
    pub fn local<'a>(&self, printed: &'a Printed<'a>) -> Vec<LocalParty<'a>> {
        let mut start = 0;
        let local = |mention: &Mention| {
            let (also, roles) = (mention.also as usize, mention.roles as usize);
            let party = LocalParty {
                article: mention.article as usize,
                kind: mention.kind,
                name: printed.names[mention.name as usize],
                also: &printed.forms[start..also],
                roles: &printed.forms[also..roles],
            };
            start = roles;
            party
        };
        self.parties.iter().map(local).collect()
    }
}

/// The texts that parties are printed with.
pub(super) struct Printed<'a> {
    names: Vec<&'a str>,
    forms: Vec<&'a str>,
}
