//! Prints news-like articles of invented words as JSON Lines, with what was copied from where.
//!
//! usage: cargo run --release -p onrecord-link --example generate -- N [SEED [QUOTED]] > articles.jsonl
//!
//! Of N articles 70% are originals, 10% reprints with a header and a footer, 8% copies with 5% of the words
//! changed, 6% copies that are cut, 6% originals of their own with two paragraphs lifted from elsewhere. What
//! makes it hard: articles on one event share quotations, outlets put their footer under everything, stock
//! phrases are everywhere, and some texts are copied hundreds of times.
//!
//! QUOTED is how many of a hundred paragraphs begin with one of their event's quotations, 20 unless given; with
//! 0, articles share nothing but what was copied.
//!
//! Each row: {"id", "outlet", "published", "title", "text", "gold": {"kind", "source", "event",
//! "paragraphs"}}. `paragraphs` names each paragraph by the original that it was written for: two articles
//! share text by copying if and only if they have one in common.

use serde_json::json;
use std::io::{BufWriter, Write};

/// SplitMix64 (Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Evenly from `low` to `high`, both included.
    fn between(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }
}

/// Words drawn by Zipf's law as Mandelbrot has it: the n-th with a weight of 1/(n + 10).
struct Zipf {
    words: Vec<String>,
    /// Weights added up.
    sums: Vec<f64>,
}

impl Zipf {
    fn new(words: Vec<String>) -> Zipf {
        let weights = (1..=words.len()).map(|n| 1.0 / (n + 10) as f64);
        let sums = weights.scan(0.0, |sum, w| {
            *sum += w;
            Some(*sum)
        });
        Zipf { sums: sums.collect(), words }
    }

    fn rank(&self, random: &mut Random) -> usize {
        let all = self.sums.last().copied().unwrap_or_default();
        let at = (random.next() >> 11) as f64 / (1u64 << 53) as f64 * all;
        self.sums.partition_point(|&sum| sum < at).min(self.words.len() - 1)
    }

    fn draw(&self, random: &mut Random) -> &str {
        &self.words[self.rank(random)]
    }
}

/// Small words that hold sentences together.
const SMALL: &str = "the of to and a in that it for on with was as by at is he from his be has are have an \
    they had not were this but she which or we who will been their its would than after her more when into \
    one about up two could some out no only over also them all time other new before if any";

/// What the language is made of.
struct Language {
    small: Zipf,
    words: Zipf,
    phrases: Zipf,
}

impl Language {
    fn new(random: &mut Random) -> Language {
        let small = Zipf::new(SMALL.split_whitespace().map(str::to_owned).collect());
        let words = Zipf::new((0..30_000).map(|_| word(random)).collect());
        let phrase = |random: &mut Random| {
            let len = random.between(4, 9);
            (0..len)
                .map(|i| if i % 2 == 0 { words.draw(random) } else { small.draw(random) })
                .collect::<Vec<_>>()
                .join(" ")
        };
        let phrases = Zipf::new((0..600).map(|_| phrase(random)).collect());
        Language { small, words, phrases }
    }

    /// So many words, or a few more.
    fn run(&self, random: &mut Random, len: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        while out.len() < len {
            match random.next() % 100 {
                0..2 => out.extend(self.phrases.draw(random).split(' ').map(str::to_owned)),
                2..45 => out.push(self.small.draw(random).to_owned()),
                _ => out.push(self.words.draw(random).to_owned()),
            }
        }
        out
    }

    fn sentence(&self, random: &mut Random) -> String {
        let len = random.between(8, 30);
        let mut words = self.run(random, len);
        words[0] = capital(&words[0]);
        for i in (6..words.len().saturating_sub(3)).step_by(7) {
            words[i].push(',');
        }
        words.join(" ") + "."
    }
}

fn word(random: &mut Random) -> String {
    const ONSETS: [&str; 18] =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "h", "sh"];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    const CODAS: [&str; 8] = ["", "", "n", "r", "s", "l", "t", "nd"];
    let pick = |random: &mut Random, of: &[&'static str]| of[random.between(0, of.len() - 1)];
    (0..random.between(1, 3))
        .map(|_| [pick(random, &ONSETS), pick(random, &VOWELS), pick(random, &CODAS)].concat())
        .collect()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

struct Event {
    names: Vec<String>,
    quotes: Vec<String>,
    day: usize,
}

struct Outlet {
    name: String,
    footer: Option<String>,
}

struct Article {
    id: String,
    outlet: usize,
    event: usize,
    /// Minutes since the first day.
    minute: usize,
    zoned: bool,
    title: String,
    /// Each with the name of what it was written as; `None` for headers and footers.
    paragraphs: Vec<(Option<String>, String)>,
    kind: &'static str,
    source: Option<usize>,
}

/// Changes 5% of the words: replaced, dropped, or one put in.
fn edit(text: &str, random: &mut Random, language: &Language) -> String {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match random.next() % 100 {
            0..3 => out.push(language.words.draw(random).to_owned()),
            3 => {}
            4 => out.extend([word.to_owned(), language.small.draw(random).to_owned()]),
            _ => out.push(word.to_owned()),
        }
    }
    out.join(" ")
}

/// Who writes, and about what.
struct World {
    random: Random,
    language: Language,
    outlets: Vec<Outlet>,
    events: Vec<Event>,
    /// Paragraphs with a quotation, in a hundred.
    quoted: u64,
}

impl World {
    fn new(seed: u64, quoted: u64) -> World {
        let mut random = Random(seed);
        let language = Language::new(&mut random);
        let outlet = |i: usize| Outlet {
            name: format!(
                "{} {}",
                capital(&word(&mut random)),
                ["Press", "Times", "Agency", "Herald"][i % 4]
            ),
            footer: random.percent(30).then(|| language.sentence(&mut random)),
        };
        let outlets = (0..300).map(outlet).collect();
        World { random, language, outlets, events: Vec::new(), quoted }
    }

    /// One of the last three events, or a new one.
    fn event(&mut self) -> usize {
        let random = &mut self.random;
        if self.events.is_empty() || random.percent(25) {
            let name = |random: &mut Random| format!("{} {}", capital(&word(random)), capital(&word(random)));
            let quote = |random: &mut Random| {
                let len = random.between(12, 40);
                capital(&self.language.run(random, len).join(" "))
            };
            self.events.push(Event {
                names: (0..3).map(|_| name(random)).collect(),
                quotes: (0..4).map(|_| quote(random)).collect(),
                day: random.between(0, 700),
            });
        }
        let last = self.events.len() - 1;
        last - random.between(0, 2).min(last)
    }

    fn original(&mut self, n: usize) -> Article {
        let about = self.event();
        let World { random, language, outlets, events, quoted } = self;
        let event = &events[about];
        let outlet = random.between(0, outlets.len() - 1);
        let mut paragraphs: Vec<(Option<String>, String)> = Vec::new();
        for k in 0..random.between(6, 15) {
            let name = &event.names[random.between(0, 2)];
            let mut text = match random.percent(*quoted) {
                true => format!("“{},” {name} said.", event.quotes[random.between(0, 3)]),
                false => format!("{name} {}", language.sentence(random).to_lowercase()),
            };
            for _ in 0..random.between(0, 2) {
                text = format!("{text} {}", language.sentence(random));
            }
            paragraphs.push((Some(format!("{n}#{k}")), text));
        }
        paragraphs.extend(outlets[outlet].footer.iter().map(|footer| (None, footer.clone())));
        Article {
            id: format!("{:016x}", random.next()),
            outlet,
            event: about,
            minute: event.day * 1440 + random.between(0, 2 * 1440),
            zoned: random.percent(50),
            title: language.sentence(random),
            paragraphs,
            kind: "original",
            source: None,
        }
    }

    fn copy(&mut self, n: usize, (from, source): (usize, &Article), kind: &'static str) -> Article {
        let mut out = self.original(n);
        let World { random, language, outlets, .. } = self;
        let own: Vec<_> = source.paragraphs.iter().filter(|(name, _)| name.is_some()).cloned().collect();
        out.kind = kind;
        out.source = Some(from);
        out.minute = source.minute + random.between(10, 2 * 1440);
        if kind == "lifted" {
            let plain: Vec<_> = own.into_iter().filter(|(_, text)| !text.contains('“')).collect();
            for _ in 0..2 {
                let at = random.between(0, out.paragraphs.len() - 1);
                if !plain.is_empty() {
                    out.paragraphs.insert(at, plain[random.between(0, plain.len() - 1)].clone());
                }
            }
            return out;
        }
        out.event = source.event;
        out.title = source.title.clone();
        out.paragraphs = match kind {
            "reprint" => {
                let place = capital(&word(random)).to_uppercase();
                let agency = &outlets[source.outlet].name;
                let header = format!("{place} ({agency}) – {}", language.sentence(random));
                let footer = format!("{} {}", language.sentence(random), language.sentence(random));
                [vec![(None, header)], own, vec![(None, footer)]].concat()
            }
            "edited" => own.into_iter().map(|(name, text)| (name, edit(&text, random, language))).collect(),
            _ => {
                let keep = (own.len() * random.between(30, 70) / 100).max(2);
                own.into_iter().take(keep).collect()
            }
        };
        out
    }

    fn write(&mut self, n: usize) -> Vec<Article> {
        let mut all: Vec<Article> = Vec::with_capacity(n);
        let mut originals: Vec<usize> = Vec::new();
        for i in 0..n {
            let kind = match self.random.next() % 100 {
                _ if originals.len() < 10 => "original",
                0..70 => "original",
                70..80 => "reprint",
                80..88 => "edited",
                88..94 => "cut",
                _ => "lifted",
            };
            let article = if kind == "original" {
                originals.push(i);
                self.original(i)
            } else {
                // One copy in ten is of one of the first ten texts.
                let last = if self.random.percent(10) { 9 } else { originals.len() - 1 };
                let from = originals[self.random.between(0, last)];
                self.copy(i, (from, &all[from]), kind)
            };
            all.push(article);
        }
        all
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let n: usize = args.next().ok_or("usage: generate N [SEED [QUOTED]]")?.parse()?;
    let mut number = |default: u64| args.next().map_or(Ok(default), |arg| arg.parse());
    let mut world = World::new(number(1)?, number(20)?);
    let all = world.write(n);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in &all {
        writeln!(out, "{}", row(article, &all, &world.outlets))?;
    }
    Ok(())
}

fn row(article: &Article, all: &[Article], outlets: &[Outlet]) -> serde_json::Value {
    let day = jiff::civil::date(2031, 1, 1) + jiff::Span::new().days((article.minute / 1440) as i64);
    let minute = article.minute % 1440;
    let published = match article.zoned {
        true => format!("{day}T{:02}:{:02}Z", minute / 60, minute % 60),
        false => day.to_string(),
    };
    let text: Vec<&str> = article.paragraphs.iter().map(|(_, text)| text.as_str()).collect();
    json!({
        "id": article.id,
        "outlet": outlets[article.outlet].name,
        "published": published,
        "title": article.title,
        "text": text.join("\n"),
        "gold": {
            "kind": article.kind,
            "source": article.source.map(|from| &all[from].id),
            "event": article.event,
            "paragraphs": article.paragraphs.iter().filter_map(|(name, _)| name.as_ref()).collect::<Vec<_>>(),
        },
    })
}
