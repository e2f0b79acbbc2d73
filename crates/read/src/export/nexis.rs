//! Nexis: the exports of today, in which each article ends with the line "End of Document", and the older ones,
//! in which it begins with "1 of 20 DOCUMENTS" and lines are broken at a width.

use super::{Article, date, field_named};

const END: &str = "End of Document";

/// Whether a text may be such an export: looked at more closely if so.
pub(super) fn may_be(text: &str) -> bool {
    text.contains(END) || text.contains(" DOCUMENTS")
}

/// The articles of the export that these lines are; `None` if they are none.
pub(super) fn articles(lines: &[&str]) -> Option<Vec<Article>> {
    let today = lines.contains(&END);
    let older = !today && lines.iter().any(|line| begins_older(line));
    let parts: Vec<&[&str]> = match () {
        () if today => lines.split(|line| *line == END).collect(),
        () if older => lines.split(|line| begins_older(line)).skip(1).collect(),
        () => return None,
    };
    let articles: Vec<Article> = parts.into_iter().filter_map(|part| article(part, older)).collect();
    (!articles.is_empty()).then_some(articles)
}

/// `1 of 20 DOCUMENTS`, or `Document 1 of 20`.
fn begins_older(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let number = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    matches!(&words[..], [a, "of", b, "DOCUMENTS"] if number(a) && number(b))
}

/// An article from its lines; `None` if nothing there describes one. `wrapped`: its lines are broken at a width, so
/// that a blank line ends a paragraph.
fn article(lines: &[&str], wrapped: bool) -> Option<Article> {
    // The head's fields begin behind the date; a list of contents may stand before the headline.
    let head = lines.iter().position(|line| begins_head(line))?;
    let dated = lines[..head].iter().rposition(|line| date(line).is_some())?;
    let mut article = Article::default();
    article.set("published", lines[dated]);
    let outlet = lines[..dated].iter().rposition(|line| !line.is_empty())?;
    article.set("outlet", lines[outlet]);
    let foot = (head..lines.len()).find(|&at| begins_foot(lines, at)).unwrap_or(lines.len());
    let from = fields(&lines[..foot], head, wrapped, &mut article);
    fields(lines, foot, wrapped, &mut article);
    // Behind the date in the older form, above the outlet in today's.
    let behind: Vec<&str> = lines[dated + 1..head].iter().copied().filter(|l| !is_edition(l)).collect();
    article.set("title", &behind.join(" "));
    let above = lines[..outlet].iter().rposition(|line| !line.is_empty());
    if let Some(last) = above {
        let first = lines[..last].iter().rposition(|line| line.is_empty()).map_or(0, |at| at + 1);
        let first = if wrapped { first } else { last };
        article.set("title", &lines[first..=last].join(" "));
    }
    article.paragraphs = paragraphs(&lines[from.min(foot)..foot], wrapped);
    Some(article)
}

/// Whether the head's fields begin with this line.
fn begins_head(line: &str) -> bool {
    line == "Body" || is_copyright(line) || field(line).is_some_and(|(what, _)| is_head(what))
}

fn is_head(what: &str) -> bool {
    matches!(what, "title" | "byline" | "section" | "length" | "dateline" | "highlight")
}

/// Whether an article's text ends before this line.
fn begins_foot(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    line == "Classification"
        || field(line).is_some_and(|(what, _)| {
            matches!(what, "load-date" | "language" | "type" | "topic" | "graphic" | "correction")
        })
        // The older form names the owner behind the text.
        || is_copyright(line) && lines[..at].iter().any(|line| field(line).is_some_and(|(w, _)| is_head(w)))
            && !lines[at..].contains(&"Body")
}

fn is_copyright(line: &str) -> bool {
    line.starts_with("Copyright ") || line.starts_with("©") || line.starts_with("(c) ")
}

fn is_edition(line: &str) -> bool {
    line.to_lowercase().ends_with("edition") && line.split_whitespace().count() <= 4
}

/// A line that names a field, and what stands in it.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    if name.is_empty() || name.len() > 20 || name.len() == 2 {
        return None;
    }
    Some((field_named(name.trim())?, value.trim()))
}

/// Reads the fields from a line on; gives the line behind them.
fn fields(lines: &[&str], from: usize, wrapped: bool, article: &mut Article) -> usize {
    let mut at = from;
    let mut behind = from;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        match field(line) {
            Some((what, value)) => {
                let mut value = value.to_owned();
                while wrapped && at < lines.len() && !lines[at].is_empty() && field(lines[at]).is_none() {
                    value = format!("{value} {}", lines[at]);
                    at += 1;
                }
                article.set(what, &value);
                behind = at;
            }
            None if line == "Body" => return at,
            None if line.is_empty() || is_copyright(line) || line == "All Rights Reserved" => behind = at,
            None if line == "Classification" => {}
            // Text: what follows looks like a field only by chance.
            None if lines[at..].contains(&"Body") => {}
            None => return behind,
        }
    }
    behind
}

fn paragraphs(lines: &[&str], wrapped: bool) -> Vec<String> {
    if !wrapped {
        return lines.iter().filter(|l| !l.is_empty()).map(|l| (*l).to_owned()).collect();
    }
    let blocks = lines.split(|line| line.is_empty());
    blocks.filter(|block| !block.is_empty()).map(|block| block.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Article> {
        articles(&text.lines().map(str::trim).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn the_form_of_today() {
        let got = read(
            "Documents (2)\n1. Rain closes bridge\nMarch 1, 2031\n\nRain closes bridge\nDunmore Post\nMarch 11, 2031 Tuesday\n\
             Copyright 2031 Dunmore Post All Rights Reserved\nSection: NEWS; Pg. 3\nLength: 12 words\nByline: Ada Novak\n\
             Body\n\n“It fell,” she said.\nNote: it stopped.\n\nClassification\nLanguage: ENGLISH\nLoad-Date: March 12, 2031\n\
             End of Document\n\nSnow\nDunmore Post\nMarch 12, 2031\nLength: 3 words\nBody\nIt snowed.\nEnd of Document\n",
        );
        assert_eq!(got.len(), 2);
        let one = &got[0];
        let get = |what: &str| one.fields.get(what).map(String::as_str);
        assert_eq!((get("title"), get("outlet")), (Some("Rain closes bridge"), Some("Dunmore Post")));
        assert_eq!((get("byline"), get("section")), (Some("Ada Novak"), Some("NEWS; Pg. 3")));
        assert_eq!((get("load-date"), get("language")), (Some("March 12, 2031"), Some("ENGLISH")));
        assert_eq!(one.paragraphs, ["“It fell,” she said.", "Note: it stopped."]);
        assert_eq!(one.declared().published.unwrap().to_string(), "2031-03-11");
        assert_eq!(got[1].paragraphs, ["It snowed."]);
    }

    #[test]
    fn the_older_form() {
        let got = read(
            "1 of 2 DOCUMENTS\n\nDunmore Post\n\nMarch 11, 2031 Tuesday\nFinal Edition\n\nRain closes\nbridge\n\n\
             BYLINE: Ada Novak\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 12 words\n\nDATELINE: DUNMORE\n\n\
             \"It fell,\" she\nsaid.\n\nThen it stopped.\n\nLOAD-DATE: March 12, 2031\n\nLANGUAGE: ENGLISH\n\n\
             Copyright 2031 Dunmore Post\nAll Rights Reserved\n\n2 of 2 DOCUMENTS\n\nDunmore Post\n\nMarch 12, 2031\n\n\
             HEADLINE: Snow\n\nLENGTH: 3 words\n\nIt snowed.\n",
        );
        assert_eq!(got.len(), 2);
        let get = |n: usize, what: &str| got[n].fields.get(what).map(String::as_str);
        assert_eq!((get(0, "title"), get(0, "outlet")), (Some("Rain closes bridge"), Some("Dunmore Post")));
        assert_eq!(got[0].paragraphs, ["\"It fell,\" she said.", "Then it stopped."]);
        assert_eq!(get(0, "language"), Some("ENGLISH"));
        assert_eq!(get(1, "title"), Some("Snow"));
    }

    #[test]
    fn other_texts_are_none() {
        assert_eq!(articles(&["He found 3 of 4 DOCUMENTS in the drawer.", "Length: 3 words"]), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "(End of Document\n|1 of 2 DOCUMENTS\n|Body\n|Length: 3 words\n|March 1, 2031\n|Copyright 2031\n|[a-z: ]{0,9}\n){0,30}") {
            articles(&text.lines().collect::<Vec<_>>());
        }
    }
}
