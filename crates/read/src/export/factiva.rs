//! Factiva: each article ends with the line "Document" and its number. With index, its lines begin with codes of
//! two letters (HD headline, TD text …); without, headline, author, length, date and outlet follow one another.

use super::{Article, date, field_named};

/// Whether a text may be such an export: looked at more closely if so.
pub(super) fn may_be(text: &str) -> bool {
    text.match_indices("Document ").any(|(at, _)| {
        let line = text[at..].lines().next().unwrap_or_default();
        ends(line.split('<').next().unwrap_or_default().trim())
    })
}

/// `Document COUR000020310311e73b0001x`.
fn ends(line: &str) -> bool {
    line.strip_prefix("Document ").is_some_and(|number| {
        (20..=30).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() >= 8
    })
}

/// The articles of the export that these lines are; `None` if they are none.
pub(super) fn articles(lines: &[&str]) -> Option<Vec<Article>> {
    let mut articles = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if ends(line) || code(line).is_some_and(|(code, value)| code == "AN" && ends(value)) {
            let part = &lines[start..at];
            let coded = part.iter().filter(|l| code(l).is_some()).count() >= 4;
            let found = if coded { by_codes(part) } else { by_order(part) };
            articles.extend(found.map(|mut article| {
                article.set("number", line.rsplit(' ').next().unwrap_or_default());
                article
            }));
            start = at + 1;
        }
    }
    (!articles.is_empty()).then_some(articles)
}

/// A line that begins with a code, and what follows.
fn code(line: &str) -> Option<(&str, &str)> {
    let (code, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let known = matches!(code.len(), 2 | 3)
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && (matches!(code, "LP" | "TD") || field_named(code).is_some());
    known.then(|| (code, value.trim()))
}

fn by_codes(lines: &[&str]) -> Option<Article> {
    let mut article = Article::default();
    let mut last: Option<(&str, String)> = None;
    let take = |field: Option<(&str, String)>, article: &mut Article| {
        if let Some((code, value)) = field
            && let Some(what) = field_named(code)
        {
            article.set(what, &value);
        }
    };
    let mut in_text = false;
    for line in lines {
        match code(line) {
            Some((code, value)) => {
                take(last.take(), &mut article);
                in_text = matches!(code, "LP" | "TD");
                if in_text {
                    article.paragraphs.extend((!value.is_empty()).then(|| value.to_owned()));
                } else {
                    last = Some((code, value.to_owned()));
                }
            }
            None if in_text => article.paragraphs.extend((!line.is_empty()).then(|| (*line).to_owned())),
            None => {
                if let Some((_, value)) = &mut last {
                    value.push(' ');
                    value.push_str(line);
                }
            }
        }
    }
    take(last, &mut article);
    (article.fields.contains_key("title") || !article.paragraphs.is_empty()).then_some(article)
}

fn by_order(lines: &[&str]) -> Option<Article> {
    let lines: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    let length = lines.iter().position(|line| {
        let number = line.strip_suffix(" words").or_else(|| line.strip_suffix(" word"));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b','))
    })?;
    let dated = (length + 1..lines.len().min(length + 4)).find(|&at| date(lines[at]).is_some())?;
    let mut article = Article::default();
    article.set("length", lines[length]);
    article.set("published", lines[dated]);
    let mut above = &lines[..length];
    if let Some((last, rest)) = above.split_last()
        && !rest.is_empty()
        && (last.starts_with("By ") || last.starts_with("by ") || rest.len() >= 2)
    {
        article.set("byline", last);
        above = rest;
    }
    article.set("title", above.last()?);
    if above.len() > 1 {
        article.set("section", above[0]);
    }
    // A time of day may stand between the date and the outlet.
    let mut at = dated + 1;
    if lines.get(at).is_some_and(|l| l.len() <= 8 && l.contains(':')) {
        at += 1;
    }
    article.set("outlet", lines.get(at)?);
    let head = &lines[at + 1..];
    // The head ends with the owner, or else with the language.
    let is_owner = |l: &&str| l.starts_with("Copyright") || l.starts_with("(c)") || l.starts_with('©');
    let owner = head.iter().take(9).position(is_owner);
    let language =
        head.iter().take(9).position(|l| super::language(l).is_some() && l.split(' ').count() == 1);
    if let Some(at) = language {
        article.set("language", head[at]);
    }
    let text = owner.or(language).map_or(0, |at| at + 1);
    article.paragraphs = head[text..].iter().map(|l| (*l).to_owned()).collect();
    Some(article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Article> {
        assert!(may_be(text));
        articles(&text.lines().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn articles_in_order() {
        let got = read(
            "NEWS\nRain closes bridge\nBy Ada Novak\n1,012 words\n11 March 2031\n09:30\nDunmore Post\nDUNP\nFinal\n3\nEnglish\n\
             (c) 2031 Dunmore Post\n\n\"It fell,\" she said.\n\nThen it stopped.\n\nDocument DUNP000020310311ebcd00001\n\
             Snow\n3 words\n12 March 2031\nDunmore Post\nDUNP\nEnglish\nCopyright 2031\nIt snowed.\nDocument DUNP000020310312ebcd00002\n",
        );
        let get = |n: usize, what: &str| got[n].fields.get(what).map(String::as_str);
        assert_eq!((get(0, "title"), get(0, "byline")), (Some("Rain closes bridge"), Some("By Ada Novak")));
        assert_eq!((get(0, "outlet"), get(0, "section")), (Some("Dunmore Post"), Some("NEWS")));
        assert_eq!(got[0].paragraphs, ["\"It fell,\" she said.", "Then it stopped."]);
        assert_eq!((get(1, "title"), get(1, "byline")), (Some("Snow"), None));
        assert_eq!(got[1].paragraphs, ["It snowed."]);
    }

    #[test]
    fn articles_by_codes() {
        let got = read(
            "SE NEWS\nHD Rain closes\nbridge\nBY Ada Novak\nWC 12 words\nPD 11 March 2031\nSN Dunmore Post\nSC DUNP\nLA English\n\
             CY Copyright 2031\nLP \n\"It fell,\" she said.\nTD \nThen it stopped.\nIN i1 : Bridges\nAN Document DUNP000020310311ebcd00001\n",
        );
        let get = |what: &str| got[0].fields.get(what).map(String::as_str);
        assert_eq!((get("title"), get("outlet")), (Some("Rain closes bridge"), Some("Dunmore Post")));
        assert_eq!(got[0].paragraphs, ["\"It fell,\" she said.", "Then it stopped."]);
        assert_eq!(got[0].declared().published.unwrap().to_string(), "2031-03-11");
    }

    proptest! {
        #[test]
        fn never_panics(text in "(Document DUNP000020310311ebcd00001\n|3 words\n|11 March 2031\n|English\n|HD x\n|TD\n|[A-Za-z:() ]{0,9}\n){0,30}") {
            articles(&text.lines().collect::<Vec<_>>());
        }
    }
}
