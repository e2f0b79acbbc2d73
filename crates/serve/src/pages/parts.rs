//! Pieces that several pages show: articles, speakers, statements, citations, page numbers.

use super::words;
use maud::{Markup, html};
use onrecord_record::query::{ArticleRow, Inferred, PartyRow, Slice, StatementRow};
use onrecord_text::Span;

/// The address of an article's page.
pub(super) fn article_href(id: &str) -> String {
    format!("/articles/{id}")
}

/// The address of a statement in its article.
pub(super) fn statement_href(row: &StatementRow) -> String {
    format!("/articles/{}?at={}#{}", row.article.id, row.id, row.id)
}

/// The address of a party's page.
pub(super) fn party_href(id: &str) -> String {
    format!("/people/{id}")
}

/// An article's address on the web, if it is one that may be a link.
pub(super) fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|u| {
        let u = u.trim_start().as_bytes();
        let begins = |scheme: &[u8]| u.len() > scheme.len() && u[..scheme.len()].eq_ignore_ascii_case(scheme);
        begins(b"https://") || begins(b"http://")
    })
}

/// The direction of an article's script.
pub(super) fn direction(language: Option<&str>) -> &'static str {
    let primary = language.map(|l| l.split('-').next().unwrap_or(l).to_ascii_lowercase());
    match primary.as_deref() {
        Some("ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi") => "rtl",
        Some(_) => "ltr",
        None => "auto",
    }
}

/// An outlet's name, or that none is known.
pub(super) fn outlet(name: Option<&str>) -> Markup {
    match name {
        Some(name) => html! { span.outlet dir="auto" { (name) } },
        None => html! { span.outlet.unknown { "outlet unknown" } },
    }
}

/// An article's title, or the beginning of its id where none is known.
pub(super) fn title(article: &ArticleRow) -> String {
    let short = || format!("Untitled text {}", article.id.get(..8).unwrap_or(&article.id));
    article.title.clone().unwrap_or_else(short)
}

/// What a date is inferred from, with the way to the words that tell.
pub(super) fn inferred(from: &Inferred) -> Markup {
    html! {
        (from.because()) ": "
        a href=(format!("/articles/{}?at={}#at", from.article, from.slice.start)) { (inferred_as_text(from)) }
    }
}

/// The words that a date is inferred from, and where they stand.
pub(super) fn inferred_as_text(from: &Inferred) -> Markup {
    html! {
        "“" span dir="auto" { (from.slice.text) } "”, "
        (outlet(from.outlet.as_deref())) ", " (date(from.published.as_deref().map(day)))
    }
}

/// A date as exactly as it is known, or that there is none.
pub(super) fn date(date: Option<&str>) -> Markup {
    match date {
        Some(date) => html! { time datetime=(date) { (words::date(date)) } },
        None => html! { span.unknown { "undated" } },
    }
}

/// Outlet, date and title of an article, leading to `href`.
pub(super) fn origin(article: &ArticleRow, href: &str) -> Markup {
    html! {
        span.origin {
            (outlet(article.outlet.as_deref())) ", "
            (date(article.published.as_deref().map(day))) ", "
            a href=(href) lang=[article.language.as_deref()] dir=(direction(article.language.as_deref())) {
                (title(article))
            }
        }
    }
}

/// A date without its time of day.
pub(super) fn day(date: &str) -> &str {
    date.split_once('T').map_or(date, |(day, _)| day)
}

/// A party's name, leading to its page.
pub(super) fn party(party: &PartyRow) -> Markup {
    let described = matches!(party.kind.as_str(), "unnamed" | "group" | "author");
    html! {
        a.party.described[described] href=(party_href(&party.id)) dir="auto" { (party.name) }
    }
}

/// Who says it: the name, and how the printed words lead to it.
pub(super) fn speaker(row: &StatementRow) -> Markup {
    named(row, row.speaker.as_ref().map(party))
}

/// The same without a link.
pub(super) fn speaker_as_text(row: &StatementRow) -> Markup {
    named(row, row.speaker.as_ref().map(|who| html! { span.party dir="auto" { (who.name) } }))
}

fn named(row: &StatementRow, who: Option<Markup>) -> Markup {
    let source = row.source_text();
    html! {
        @match who {
            Some(who) => (who),
            None => span.party.unknown { "Speaker unknown" },
        }
        @if !source.is_empty() && row.speaker.as_ref().is_none_or(|s| s.name != source) {
            " " span.as-printed { "as “" span dir="auto" { (source) } "”" }
        }
    }
}

/// How it is told, by sign and word.
pub(super) fn kind(kind: &str) -> Markup {
    let class = format!("kind {}", kind_class(kind));
    html! { span class=(class) { (words::kind(kind)) } }
}

/// A class for the kind that is safe whatever the record holds.
pub(super) fn kind_class(kind: &str) -> &'static str {
    match kind {
        "direct" => "direct",
        "mixed" => "mixed",
        _ => "indirect",
    }
}

/// Pieces of a text as printed, with the words looked for marked.
pub(super) fn pieces(pieces: &[Slice], terms: &[String]) -> Markup {
    html! {
        @for (i, piece) in pieces.iter().enumerate() {
            @if i > 0 { span.gap { " … " } }
            (marked(&piece.text, terms))
        }
    }
}

/// A text with the words marked that match a term; a term that ends in `*` matches any ending.
pub(super) fn marked(text: &str, terms: &[String]) -> Markup {
    if terms.is_empty() {
        return html! { (text) };
    }
    let is_hit = |word: &str| {
        terms.iter().any(|t| t.strip_suffix('*').map_or(t == word, |stem| word.starts_with(stem)))
    };
    let hits = onrecord_text::words(text, Span::new(0, text.len())).filter(|w| is_hit(&w.folded));
    let mut at = 0;
    html! {
        @for hit in hits {
            (&text[at..hit.span.start as usize])
            mark { (hit.span.of(text)) }
            ({ at = hit.span.end as usize; "" })
        }
        (&text[at..])
    }
}

/// What is said, as a quotation block in the article's language.
pub(super) fn content(row: &StatementRow, terms: &[String]) -> Markup {
    let language = row.article.language.as_deref();
    html! {
        blockquote.said lang=[language] dir=(direction(language)) cite=[web_address(row.article.url.as_deref())] {
            (pieces(&row.content, terms))
        }
    }
}

/// A statement in a list: who, what, where, and its citation.
pub(super) fn statement(row: &StatementRow, terms: &[String]) -> Markup {
    html! {
        li.statement id=(row.id) data-item {
            p.who { (speaker(row)) " " (kind(&row.kind)) }
            (content(row, terms))
            p.where {
                (origin(&row.article, &statement_href(row)))
                @if let (true, Some(utterance)) = (row.tellings > 1, &row.utterance) {
                    " · " a href=(utterance_href(utterance, Some(&row.id))) {
                        "one of " (row.tellings) " tellings"
                    }
                }
            }
            (citation(row))
        }
    }
}

/// The address of an utterance, compared with one of its tellings.
pub(super) fn utterance_href(id: &str, with: Option<&str>) -> String {
    match with {
        Some(with) => format!("/utterances/{id}?with={with}"),
        None => format!("/utterances/{id}"),
    }
}

/// The citation of a statement, folded, with a button that copies it where script runs.
pub(super) fn citation(row: &StatementRow) -> Markup {
    html! {
        details.cite {
            summary { "Cite" }
            pre tabindex="0" aria-label="Citation" { (citation_text(row)) }
            button.copy type="button" hidden { "Copy citation" }
        }
    }
}

/// Quote, speaker, outlet, title, date, address, the text's hash and the offsets in it.
fn citation_text(row: &StatementRow) -> String {
    let article = &row.article;
    let quote: Vec<&str> = row.content.iter().map(|s| s.text.as_str()).collect();
    let places: Vec<String> = row.content.iter().map(|s| format!("{}–{}", s.start, s.end)).collect();
    let who = row.speaker.as_ref().map_or("speaker unknown", |s| s.name.as_str());
    let mut lines = vec![quote.join(" … ")];
    lines.push(format!("— {who} ({}), as told by:", words::kind(&row.kind)));
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    let published = article.published.as_deref().unwrap_or("undated");
    lines.push(format!("{outlet}, “{}”, {published}", title(article)));
    lines.extend(article.url.clone());
    lines.push(format!("text sha256:{}", article.version));
    lines.push(format!("code points {} · {}", places.join(", "), row.id));
    lines.join("\n")
}

/// Links to the pages of a list.
pub(super) fn pager(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Markup {
    html! {
        @if pages > 1 {
            nav.pager aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(href(page - 1)) { "← Previous" } }
                span { "Page " (words::number(page as u64)) " of " (words::number(pages as u64)) }
                @if page < pages { a rel="next" href=(href(page + 1)) { "Next →" } }
            }
        }
    }
}

/// Which page of how many: `asked` brought into bounds.
pub(super) fn page_of(asked: Option<usize>, total: usize, per_page: usize) -> (usize, usize) {
    let pages = total.div_ceil(per_page).max(1);
    (asked.unwrap_or(1).clamp(1, pages), pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address(Some("https://corrant.example/a")), Some("https://corrant.example/a"));
        assert_eq!(web_address(Some("HTTP://corrant.example/a")), Some("HTTP://corrant.example/a"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//corrant.example", "https:", "", "é"] {
            assert_eq!(web_address(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn found_words_are_marked_and_the_rest_is_escaped() {
        let marked = marked("The <b>Dam</b> & the damned", &["dam".into()]).into_string();
        assert_eq!(marked, "The &lt;b&gt;<mark>Dam</mark>&lt;/b&gt; &amp; the damned");
    }

    #[test]
    fn a_page_number_beyond_the_list_is_the_last_page() {
        assert_eq!(page_of(Some(99), 41, 20), (3, 3));
        assert_eq!(page_of(Some(0), 41, 20), (1, 3));
        assert_eq!(page_of(None, 0, 20), (1, 1));
    }
}
