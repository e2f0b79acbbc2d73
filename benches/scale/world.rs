//! The invented world: outlets, running matters with their people, and the events of each.

use crate::random::Random;
use crate::words::{ADJECTIVES, NOUNS, OFFICES, VERBS, capital, name};

/// Somebody who speaks.
pub struct Person {
    pub given: String,
    pub surname: String,
    pub office: &'static str,
    pub he: bool,
}

impl Person {
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }
}

/// A running matter: a country, who speaks about it, and the words of its subject.
pub struct Matter {
    pub country: String,
    pub capital: String,
    pub people: Vec<Person>,
    nouns: Vec<&'static str>,
}

/// What one person said once.
pub struct Said {
    pub who: usize,
    /// A whole sentence without its stop, no capital.
    pub words: String,
}

/// One event of a matter.
pub struct Event {
    pub matter: usize,
    /// Days since the first.
    pub day: usize,
    pub said: Vec<Said>,
    pub title: String,
}

pub struct Outlet {
    pub name: String,
    pub host: String,
    pub footer: String,
}

pub struct World {
    pub random: Random,
    pub outlets: Vec<Outlet>,
    pub matters: Vec<Matter>,
    verbs: Vec<&'static str>,
    adjectives: Vec<&'static str>,
}

impl World {
    /// A world with a matter for each 2,000 articles, and 400 outlets.
    pub fn new(seed: u64, articles: usize) -> World {
        let mut random = Random(seed);
        let outlets = (0..400)
            .map(|n| {
                let place = name(&mut random, 2);
                let kind = random.pick(&["Post", "Times", "Gazette", "Courier", "Herald", "Wire"]);
                Outlet {
                    host: format!("{}-{}-{n}.example", place.to_lowercase(), kind.to_lowercase()),
                    footer: format!("{place} {kind} is published daily in {place}. All rights reserved."),
                    name: format!("{place} {kind}"),
                }
            })
            .collect();
        let nouns: Vec<&'static str> = NOUNS.split_whitespace().collect();
        let matters = (0..articles.div_ceil(2000)).map(|_| matter(&mut random, &nouns)).collect();
        World {
            random,
            outlets,
            matters,
            verbs: VERBS.split_whitespace().collect(),
            adjectives: ADJECTIVES.split_whitespace().collect(),
        }
    }

    /// A new event of one of the matters, some day of two years.
    pub fn event(&mut self) -> Event {
        let matter = self.random.low(self.matters.len());
        let day = self.random.between(0, 729);
        let said = (0..self.random.between(4, 14))
            .map(|_| {
                let who = self.random.low(self.matters[matter].people.len());
                Said { who, words: self.clause(matter) }
            })
            .collect();
        let title = capital(&self.clause(matter));
        Event { matter, day, said, title }
    }

    /// A sentence about a matter: "the disputed dam will be inspected before the second audit in 14 weeks".
    pub fn clause(&mut self, matter: usize) -> String {
        let head = self.thing(matter);
        let verb = self.random.pick(&self.verbs);
        let how = self.random.pick(&["was", "will be", "had been", "must be", "cannot be", "would never be"]);
        let mut out = format!("{head} {how} {verb}");
        for _ in 0..self.random.between(1, 3) {
            let link = self.random.pick(&[
                "before",
                "after",
                "because of",
                "without",
                "in spite of",
                "together with",
                "under",
                "beyond",
            ]);
            out = format!("{out} {link} {}", self.thing(matter));
        }
        if self.random.percent(40) {
            let unit = self.random.pick(&["weeks", "million", "per cent of cases", "villages", "months"]);
            out = format!("{out} in {} {unit}", self.random.between(2, 90));
        }
        out
    }

    fn thing(&mut self, matter: usize) -> String {
        let determiner = self.random.pick(&["the", "one", "this", "every", "our", "their"]);
        let noun = self.random.pick(&self.matters[matter].nouns);
        match self.random.percent(60) {
            true => format!("{determiner} {} {noun}", self.random.pick(&self.adjectives)),
            false => format!("{determiner} {noun}"),
        }
    }
}

fn matter(random: &mut Random, nouns: &[&'static str]) -> Matter {
    let people = (0..random.between(6, 16))
        .map(|_| Person {
            given: name(random, 2),
            surname: name(random, 3),
            office: random.pick(&OFFICES),
            he: random.percent(50),
        })
        .collect();
    Matter {
        country: name(random, 2) + "ia",
        capital: name(random, 2),
        people,
        nouns: (0..40).map(|_| random.pick(nouns)).collect(),
    }
}
