//! Invented articles for the tests.

use onrecord_link::Article;
use onrecord_link::reuse::quoted_by_marks;
use onrecord_text::{Id, Span};

/// What an article is made of; the linker only borrows it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: String,
    pub text: String,
    pub outlet: &'static str,
    pub published: &'static str,
    pub names: Vec<String>,
}

impl Draft {
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Draft {
        Draft { id: id.into(), text: text.into(), outlet: "", published: "", names: vec![] }
    }

    pub fn at(self, published: &'static str) -> Draft {
        Draft { published, ..self }
    }

    pub fn by(self, outlet: &'static str) -> Draft {
        Draft { outlet, ..self }
    }
}

pub fn articles(drafts: &[Draft]) -> Vec<Article<'_>> {
    let article = |draft: &'_ Draft| -> (Id, Vec<Span>) {
        (Id::stored(draft.id.as_str()), quoted_by_marks(&draft.text))
    };
    drafts
        .iter()
        .map(|draft| {
            let (id, quoted) = article(draft);
            Article {
                id,
                text: &draft.text,
                body: vec![Span::new(0, draft.text.len())],
                outlet: (!draft.outlet.is_empty()).then_some(draft.outlet),
                published: draft.published.parse().ok(),
                title: None,
                quoted,
                names: draft.names.clone(),
            }
        })
        .collect()
}

/// So many words that look like a text, others for every seed.
#[allow(dead_code)] // Not every test needs it.
pub fn prose(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1;
    let mut random = move |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % n
    };
    let mut out = String::new();
    for i in 0..words {
        let word: String = (0..1 + random(3))
            .map(|_| ["ba", "ko", "ri", "tel", "mun", "sa", "vor", "ni"][random(8) as usize])
            .collect();
        out.push_str(&word);
        out.push_str(if i % 17 == 16 { ". " } else { " " });
    }
    out.trim_end().to_owned()
}
