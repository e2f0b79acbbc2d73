//! Dates that a page shows to its readers, and which of them is the article's.

use super::plausible;
use crate::html::{Block, Hint, Hints, Mark, Marked, Page};
use onrecord_read::{find_date, parse_date};
use onrecord_text::When;
use std::ops::Range;

/// What stands in front of a date of publication.
const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "publish date",
    "post time",
    "date:",
    "veröffentlicht",
    "publié",
    "publicado",
    "опубликован",
];
/// What an article says of its first publication where it also says that it was changed.
const FIRST: &[&str] = &["originally published", "first published", "originally posted", "first posted"];
/// What stands in front of a date of a change.
const UPDATED: &[&str] =
    &["updat", "modifi", "edited", "reviewed", "revised", "aktualis", "mis à jour", "actualiz", "обновлен"];
/// Elements whose dates are of something else than the article.
const ASIDE: &[Hint] = &[Hint::Comments, Hint::Teaser, Hint::Navigation];
/// Other words that may stand in a line with a date that dates the article.
const FEW: usize = 4;

/// The dates that a page shows.
pub(super) struct Printed<'p> {
    page: &'p Page,
    /// Where the headline ends in the page's text.
    headline: Option<usize>,
    /// What the headline's own element is said to be tells nothing about a date beside it: some pages call all
    /// that they show "latest".
    shared: Hints,
}

impl<'p> Printed<'p> {
    /// `headline`: its block.
    pub fn new(page: &'p Page, headline: Option<usize>) -> Printed<'p> {
        let longest = || (0..page.blocks.len()).max_by_key(|&i| page.blocks[i].span.len());
        let own = headline.or_else(longest).map(|i| page.regions[page.blocks[i].parent].hints);
        let headline = headline.map(|i| page.blocks[i].span.end as usize);
        Printed { page, headline, shared: own.unwrap_or_default() }
    }

    /// When it was published, and the place's name.
    pub fn published(&self) -> Option<(When, &'static str)> {
        let time = || self.time_element().map(|when| (when, "time-element"));
        let line = || self.line().map(|when| (when, "visible-text"));
        self.first().map(|when| (when, "visible-text")).or_else(time).or_else(line)
    }

    /// A date that stands beside the headline and is said to be, or by itself can only be, the article's.
    pub fn beside_headline(&self) -> Option<(When, &'static str)> {
        let near = self.near(300, 600)?;
        let lines = self.lines().filter(|(_, block)| near.contains(&(block.span.start as usize)));
        let own = lines.filter(|(_, block)| self.is_own(block));
        own.filter_map(|(i, _)| self.dated(i, FEW)).next().map(|when| (when.to_day(), "visible-text"))
    }

    /// The day of the last change, where the page says that beside the headline.
    pub fn updated(&self) -> Option<When> {
        let near = self.near(300, 1500)?;
        let lines = self.lines().filter(|(_, block)| near.contains(&(block.span.start as usize)));
        let changes = lines.filter_map(|(i, _)| self.dates(i).find(|(_, at)| self.is_update(*at)));
        changes.map(|(when, _)| when.to_day()).next()
    }

    /// Whether a short line or a `time` element shows this day.
    pub fn shows(&self, day: When) -> bool {
        let same = |when: When| when.to_day() == day.to_day();
        let times =
            self.page.marked.iter().filter(|m| !self.is_aside(m.hints)).filter_map(|m| m.value.as_deref());
        times.filter_map(parse_date).any(same)
            || self.lines().any(|(i, _)| self.dates(i).any(|(when, _)| same(when)))
    }

    /// What an article says of its first publication.
    fn first(&self) -> Option<When> {
        let short = self.page.blocks.iter().filter(|b| b.span.len() <= 400);
        let own = short.filter(|b| !self.is_aside(self.page.regions[b.parent].hints));
        own.filter_map(|block| {
            let text = self.page.of(block);
            let (when, range) = find_date(text).filter(|(when, _)| plausible(when))?;
            let before = text[..range.start].to_lowercase();
            let before = before.trim_end().trim_end_matches(" on").trim_end_matches(':');
            FIRST.iter().any(|f| before.ends_with(f)).then_some(when)
        })
        .next()
    }

    /// A `time` element: one that says it is the date of publication, else the first near the headline, else one that
    /// is the page's only day.
    fn time_element(&self) -> Option<When> {
        let page = self.page;
        let read = |m: &Marked| {
            let text = m.span.get(&page.text).unwrap_or_default();
            let written = m.value.as_deref().and_then(parse_date);
            written.or_else(|| find_date(text).map(|(w, _)| w)).filter(plausible)
        };
        let of = |mark| page.marked.iter().filter(move |m| m.mark == mark && !self.is_aside(m.hints));
        if let Some(when) = of(Mark::Published).find_map(read) {
            return Some(when);
        }
        let near = self.near(400, 1500);
        let times = || of(Mark::Time).filter(|m| !self.is_update(m.span.start as usize));
        let close = times()
            .filter(|m| near.as_ref().is_some_and(|n| n.contains(&(m.span.start as usize))))
            .find_map(read);
        close.or_else(|| only_day(times().filter_map(read)))
    }

    /// A date in a line that begins with "Published" or stands under that, else in a short one near the headline, else
    /// the page's only day that stands in a line of its own.
    fn line(&self) -> Option<When> {
        let near = self.near(300, 900);
        let close = |block: &Block| near.as_ref().is_some_and(|n| n.contains(&(block.span.start as usize)));
        let labelled = || self.lines().filter(|(i, _)| self.is_labelled(*i));
        let beside = || self.lines().filter(|(_, block)| close(block));
        let own = || beside().filter(|(_, block)| self.is_own(block));
        let alone = || self.lines().filter(|(_, block)| self.is_own(block) && !self.has(block, Hint::Footer));
        labelled()
            .find_map(|(i, _)| self.dated(i, 3 + FEW))
            .or_else(|| own().find_map(|(i, _)| self.dated(i, FEW)))
            .or_else(|| beside().find_map(|(i, _)| self.dated(i, 2 * FEW)))
            .or_else(|| only_day(alone().filter_map(|(i, _)| self.dated(i, 1)).filter(|w| w.day().is_some())))
    }

    /// Short lines outside comments, lists of other articles and menus, with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &'p Block)> {
        let page = self.page;
        page.blocks.iter().enumerate().filter(move |(_, block)| {
            block.span.len() <= 160
                && page.of(block).split_whitespace().count() <= 18
                && !self.is_aside(page.regions[block.parent].hints)
        })
    }

    /// The first date of a line that is of no change, if the line has at most so many other words.
    fn dated(&self, i: usize, others: usize) -> Option<When> {
        let (when, _) = self.dates(i).find(|(_, at)| !self.is_update(*at))?;
        (self.words(i) <= others).then_some(when)
    }

    /// The first dates of a line, and where they stand in the page.
    fn dates(&self, i: usize) -> impl Iterator<Item = (When, usize)> {
        let block = &self.page.blocks[i];
        let (text, start) = (self.page.of(block), block.span.start as usize);
        let mut from = 0;
        let next = move || {
            let (when, range) = find_date(text.get(from..)?)?;
            let at = start + from + range.start;
            from += range.end;
            Some((when, at))
        };
        std::iter::from_fn(next).take(4).filter(|(when, _)| plausible(when))
    }

    /// Words of a line besides its dates.
    fn words(&self, i: usize) -> usize {
        let mut text = self.page.of(&self.page.blocks[i]);
        let count = |t: &str| t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
        let mut words = 0;
        while let Some((_, range)) = find_date(text) {
            words += count(&text[..range.start]);
            text = &text[range.end..];
        }
        words + count(text)
    }

    /// Whether a line begins with "Published", or stands under one that says just that.
    fn is_labelled(&self, i: usize) -> bool {
        let says = |i: usize| {
            let text = self.page.of(&self.page.blocks[i]);
            let start = text[..text.floor_char_boundary(24)].to_lowercase();
            PUBLISHED.iter().any(|w| start.starts_with(w))
        };
        says(i) || i > 0 && says(i - 1) && self.page.blocks[i - 1].span.len() < 30
    }

    /// Whether what stands before this place in the page speaks of a change, not of publication.
    fn is_update(&self, at: usize) -> bool {
        let from = self.page.text.floor_char_boundary(at.saturating_sub(30));
        let before = self.page.text.get(from..at).unwrap_or_default();
        // What stands before another date is said of that one.
        let own = find_date(before).map_or(0, |(_, range)| range.end);
        let before = before[own..].to_lowercase();
        let last = |words: &[&str]| words.iter().filter_map(|w| before.rfind(w)).max();
        last(UPDATED).is_some_and(|change| last(&["publish", "posted"]).is_none_or(|first| first < change))
    }

    fn is_aside(&self, hints: Hints) -> bool {
        ASIDE.iter().any(|h| hints.has(*h) && !self.shared.has(*h))
    }

    /// Whether a line is neither in the page's own head, where today's date may stand, nor set beside the article.
    fn is_own(&self, block: &Block) -> bool {
        !self.has(block, Hint::Header) && !self.has(block, Hint::Aside)
    }

    fn has(&self, block: &Block, hint: Hint) -> bool {
        self.page.regions[block.parent].hints.has(hint) && !self.shared.has(hint)
    }

    /// Places in the page's text so many bytes before and behind the headline's end.
    fn near(&self, before: usize, behind: usize) -> Option<Range<usize>> {
        self.headline.map(|end| end.saturating_sub(before)..end + behind)
    }
}

/// The day that all of these are of.
fn only_day(mut dates: impl Iterator<Item = When>) -> Option<When> {
    let first = dates.next()?;
    dates.all(|d| d.to_day() == first.to_day()).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::clean;
    use onrecord_read::{Declared, Media, RawDocument, decode};

    /// The date of a page with this body, and where it was found.
    fn date(body: &str) -> (String, String) {
        dated("", body).map_or_else(Default::default, |d| (d.when.to_string(), d.found_in))
    }

    fn dated(head: &str, body: &str) -> Option<crate::Dated> {
        let text =
            "<p>Rain closed the old bridge at Dunmore on Monday, the council of the town said in a note.</p>";
        let page = format!(
            "<html><head><title>Rain closes the bridge</title>{head}</head><body>{body}{text}</body></html>"
        );
        let raw = RawDocument {
            locator: "a".into(),
            media: Some(Media::Html),
            charset: None,
            bytes: page.into_bytes(),
            declared: Declared::default(),
        };
        clean(&decode(raw).unwrap()).unwrap().meta.published
    }

    const H1: &str = "<h1>Rain closes the bridge</h1>";

    fn want(when: &str, found_in: &str) -> (String, String) {
        (when.to_owned(), found_in.to_owned())
    }

    #[test]
    fn the_date_beside_the_headline_is_the_articles() {
        let header = "<header><p>Friday, 24 December 2021</p></header>";
        let teaser = "<div class=related><p>1 May 2020</p></div>";
        let own = "<p>By Ada Novak</p><p>21.12.2021</p>";
        assert_eq!(date(&format!("{header}{teaser}{H1}{own}")), want("2021-12-21", "visible-text"));
        // Where the whole page is called so, the word tells nothing.
        let page = format!("<div id=__next>{H1}<p>Posted on 21 December 2021</p></div>");
        assert_eq!(date(&page), want("2021-12-21", "visible-text"));
        assert_eq!(date(&format!("{H1}{teaser}<div class=comment><p>3 May 2021</p></div>")), want("", ""));
    }

    #[test]
    fn the_first_publication_goes_before_later_ones() {
        let page =
            format!("{H1}<p>30 Sep 2022</p><p>This article was originally published on 26 Sep 2019.</p>");
        assert_eq!(date(&page), want("2019-09-26", "visible-text"));
        let meta = "<meta property='article:published_time' content='2024-08-07T12:00:00Z'>";
        let moved = dated(meta, &format!("{H1}<p>30 December 2013</p>")).unwrap();
        assert_eq!(moved.when.to_string(), "2013-12-30");
        let same = dated(meta, &format!("{H1}<p>Updated 3 May 2013</p><p>9 August 2024</p>")).unwrap();
        assert_eq!(same.when.to_string(), "2024-08-07T12:00:00Z");
    }

    #[test]
    fn a_change_is_a_date_only_where_nothing_else_is_and_then_it_says_so() {
        let updated = "<p>Last updated: 5 January 2022</p>";
        assert_eq!(date(&format!("{H1}{updated}")), want("2022-01-05", "updated"));
        assert_eq!(date(&format!("{H1}{updated}<p>21 Dec 2021</p>")), want("2021-12-21", "visible-text"));
        let times = "<time class=updated datetime=2022-01-05>5 Jan</time>";
        assert_eq!(date(&format!("{H1}{times}")), want("", ""));
    }

    #[test]
    fn what_is_said_of_the_page_alone_has_to_be_shown() {
        let head = r#"<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2015-06-04"}</script>"#;
        assert_eq!(dated(head, H1), None);
        let shown = dated(head, &format!("{H1}<p>June 4, 2015</p>")).unwrap();
        assert_eq!((shown.when.to_string().as_str(), shown.found_in.as_str()), ("2015-06-04", "json-ld"));
        let article = head.replace("WebPage", "NewsArticle");
        assert_eq!(dated(&article, H1).unwrap().when.to_string(), "2015-06-04");
    }
}
