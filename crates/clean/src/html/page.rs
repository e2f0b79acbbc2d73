//! A page's visible text, a block a line, and what its markup says of each block.

use super::head::Head;
use super::tags::{Hint, Hints, hints_of, is_block, is_unseen};
use dom_query::{Document, Element, NodeData, NodeId, NodeRef};
use onrecord_text::Span;

/// A page as text and blocks.
pub(crate) struct Page {
    /// All visible text, the blocks parted by line ends.
    pub text: String,
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// Block-level elements that hold text; a parent stands before its children.
    pub regions: Vec<Region>,
    /// Elements that were marked as author or time, as found.
    pub marked: Vec<Marked>,
    /// What the head and scripts declare.
    pub head: Head,
}

/// A line of the page's text.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Its place in the page's text.
    pub span: Span,
    /// The text nodes that it is made of, with the bytes that each gave.
    pub nodes: Vec<(NodeId, u32)>,
    /// Index of the innermost block-level element around its start.
    pub parent: usize,
    /// Bytes of its text that are in links.
    pub linked: u32,
    /// Bytes of its text that are in `b` or `strong`.
    pub bold: u32,
}

/// A block-level element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Region {
    /// Its tag's name.
    pub tag: String,
    /// Index of the block-level element around it; its own for the outermost.
    pub parent: usize,
    /// How many block-level elements are around it.
    pub depth: u32,
    /// Its own hints and those of inline elements between it and its parent.
    pub own: Hints,
    /// Its own and all inherited hints.
    pub hints: Hints,
    /// The hint nearest to it, its own or inherited.
    pub nearest: Option<Hint>,
    /// It or an element around it is `article`, `main` or has the property `articleBody`.
    pub article: bool,
    /// Bytes of text inside it, those in links, those in `p` elements; number of blocks inside.
    pub bytes: u32,
    pub linked: u32,
    pub in_p: u32,
    pub blocks: u32,
}

/// An element that says that it holds an author or a time.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub mark: Mark,
    /// Its text's place in the page's text.
    pub span: Span,
    /// A time's `datetime` or `content`.
    pub value: Option<String>,
    /// Inherited hints.
    pub hints: Hints,
}

/// What such an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// `itemprop="author"` or `rel="author"`.
    Author,
    /// A class such as `byline`.
    Byline,
    /// A link to a page of an author.
    AuthorLink,
    /// `time` or `itemprop="datePublished"`.
    Time,
    /// `itemprop="datePublished"`, or `time` with `pubdate`.
    Published,
    /// `itemprop="dateModified"`, or `time` of a class such as `updated`.
    Updated,
    /// A class such as `timestamp`.
    DateClass,
}

/// An element on the way from the root to where the walk is.
struct Frame {
    block: bool,
    link: bool,
    bold: bool,
    hints: Hints,
    nearest: Option<Hint>,
    article: bool,
    /// Index of the region, if `block` (else of the region around).
    parent: usize,
    marked: Option<usize>,
}

impl Page {
    /// Renders the page. If next to nothing is visible, hidden text counts as visible: some pages are shown
    /// by a script.
    pub(crate) fn new(document: &Document) -> Page {
        let page = Renderer::default().run(document, false);
        if page.text.len() < 200 {
            let all = Renderer::default().run(document, true);
            if all.text.len() > 4 * page.text.len() {
                return all;
            }
        }
        page
    }

    /// The text of a block.
    pub(crate) fn of(&self, block: &Block) -> &str {
        block.span.of(&self.text)
    }
}

#[derive(Default)]
struct Renderer {
    text: String,
    blocks: Vec<Block>,
    regions: Vec<Region>,
    marked: Vec<Marked>,
    head: Head,
    frames: Vec<Frame>,
    open: Option<Block>,
    space: bool,
}

impl Renderer {
    fn run(mut self, document: &Document, hidden: bool) -> Page {
        self.regions.push(Region { tag: "html".into(), ..Region::default() });
        let root = document.root();
        let mut node = root;
        'walk: loop {
            let descend = self.enter(&node, hidden);
            if descend && let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            if descend {
                self.leave(&node);
            }
            while node.id != root.id {
                if let Some(next) = node.next_sibling() {
                    node = next;
                    continue 'walk;
                }
                let Some(parent) = node.parent() else { break 'walk };
                node = parent;
                self.leave(&node);
            }
            break;
        }
        self.flush();
        for i in (1..self.regions.len()).rev() {
            let (bytes, linked, in_p, blocks) =
                (self.regions[i].bytes, self.regions[i].linked, self.regions[i].in_p, self.regions[i].blocks);
            let parent = self.regions[i].parent;
            let parent = &mut self.regions[parent];
            parent.bytes += bytes;
            parent.linked += linked;
            parent.in_p += in_p;
            parent.blocks += blocks;
        }
        Page {
            text: self.text,
            blocks: self.blocks,
            regions: self.regions,
            marked: self.marked,
            head: self.head,
        }
    }

    /// True if the walk is to go into the node; then `leave` is called on the way out.
    fn enter(&mut self, node: &NodeRef, hidden: bool) -> bool {
        enum Kind {
            Text(html5ever::tendril::StrTendril),
            Element,
            Other,
        }
        let kind = node.query_or(Kind::Other, |n| match &n.data {
            NodeData::Text { contents } => Kind::Text(contents.clone()),
            NodeData::Element(_) => Kind::Element,
            _ => Kind::Other,
        });
        match kind {
            Kind::Text(text) => {
                self.push_text(node.id, &text);
                false
            }
            Kind::Other => node.is_document(),
            Kind::Element => {
                let Some(element) = node.element_ref() else { return false };
                let tag: &str = &element.name.local;
                if tag == "head" || matches!(tag, "script" | "meta" | "link" | "title") {
                    drop_into_head(&mut self.head, &element, tag, node);
                    return tag == "head";
                }
                if tag == "html" {
                    self.head.language = element.attr("lang").map(|l| l.to_string());
                }
                if is_unseen(tag) || (!hidden && is_hidden(&element)) {
                    return false;
                }
                if tag == "br" {
                    self.flush();
                    return false;
                }
                self.open_element(&element);
                true
            }
        }
    }

    fn open_element(&mut self, element: &Element) {
        let tag: &str = &element.name.local;
        let attr = |name| element.attr(name);
        let (class, id) = (attr("class").unwrap_or_default(), attr("id").unwrap_or_default());
        let property = attr("itemprop").unwrap_or_default().to_ascii_lowercase();
        let own = if matches!(tag, "html" | "body") { Hints::default() } else { hints_of(tag, &class, &id) };
        let block = is_block(tag);
        if block {
            self.flush();
        }
        let (inherited, nearest, article, parent) = self
            .frames
            .last()
            .map_or((Hints::default(), None, false, 0), |f| (f.hints, f.nearest, f.article, f.parent));
        let hints = inherited.with(own);
        let nearest = super::tags::HINTS.iter().map(|(_, h)| *h).find(|h| own.has(*h)).or(nearest);
        let article = article || matches!(tag, "article" | "main") || property == "articlebody";
        let rel = attr("rel").unwrap_or_default();
        let mark = if property == "author" || rel.split_ascii_whitespace().any(|r| r == "author") {
            Some(Mark::Author)
        } else if property == "datepublished" || (tag == "time" && attr("pubdate").is_some()) {
            Some(Mark::Published)
        } else if property == "datemodified" || (tag == "time" && is_update(&class)) {
            Some(Mark::Updated)
        } else if tag == "time" {
            Some(Mark::Time)
        } else if own.has(Hint::Byline) {
            Some(Mark::Byline)
        } else if tag == "a" && attr("href").is_some_and(|h| is_author_page(&h)) {
            Some(Mark::AuthorLink)
        } else if own.has(Hint::Dateline) {
            Some(Mark::DateClass)
        } else {
            None
        };
        let marked = mark.map(|mark| {
            let value = attr("datetime").or_else(|| attr("content")).map(|v| v.to_string());
            let at = self.text.len();
            self.marked.push(Marked { mark, span: Span::new(at, at), value, hints });
            self.marked.len() - 1
        });
        let parent = if block {
            let depth = self.regions[parent].depth + 1;
            self.regions.push(Region {
                tag: tag.to_owned(),
                parent,
                depth,
                own,
                hints,
                nearest,
                article,
                ..Region::default()
            });
            self.regions.len() - 1
        } else {
            parent
        };
        let (link, bold) = self.frames.last().map_or((false, false), |f| (f.link, f.bold));
        let frame = Frame {
            block,
            link: link || tag == "a",
            bold: bold || matches!(tag, "b" | "strong"),
            hints,
            nearest,
            article,
            parent,
            marked,
        };
        self.frames.push(frame);
    }

    fn leave(&mut self, node: &NodeRef) {
        if !node.is_element() || node.has_name("head") {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        if let Some(m) = frame.marked {
            // A block that ended inside may have given back the space that it began behind.
            let end = self.text.len();
            let start = (self.marked[m].span.start as usize).min(end);
            self.marked[m].span = Span::new(start, end);
        }
        if frame.block {
            self.flush();
        }
    }

    fn push_text(&mut self, id: NodeId, text: &str) {
        let Some(frame) = self.frames.last() else { return };
        let before = self.text.len();
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.space = true,
                // Shown as nothing: a place where a word may be broken.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                // The text must stay printable and one line.
                _ if c.is_control() => self.space = true,
                '\u{2028}' | '\u{2029}' => self.space = true,
                _ if c.is_whitespace() && self.open.is_none() => {}
                _ => {
                    if self.open.is_none() {
                        if !self.text.is_empty() {
                            self.text.push('\n');
                        }
                        let at = self.text.len();
                        self.open = Some(Block {
                            span: Span::new(at, at),
                            nodes: Vec::new(),
                            parent: frame.parent,
                            linked: 0,
                            bold: 0,
                        });
                    } else if self.space {
                        self.text.push(' ');
                    }
                    self.space = false;
                    self.text.push(c);
                }
            }
        }
        let gave = (self.text.len() - before) as u32;
        if gave > 0
            && let Some(block) = &mut self.open
        {
            block.nodes.push((id, gave));
            block.linked += if frame.link { gave } else { 0 };
            block.bold += if frame.bold { gave } else { 0 };
        }
    }

    fn flush(&mut self) {
        self.space = false;
        let Some(mut block) = self.open.take() else { return };
        self.text.truncate(self.text.trim_end().len());
        block.span = Span::new(block.span.start as usize, self.text.len());
        let bytes = block.span.len() as u32;
        let parent = &mut self.regions[block.parent];
        parent.bytes += bytes;
        parent.linked += block.linked.min(bytes);
        parent.in_p += if parent.tag == "p" { bytes } else { 0 };
        parent.blocks += 1;
        self.blocks.push(block);
    }
}

/// Whether a time's class says that it is of a change alone.
fn is_update(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    (class.contains("updated") || class.contains("modified")) && !class.contains("publish")
}

/// Whether an address looks like that of a page about an author.
fn is_author_page(address: &str) -> bool {
    [
        "/author/",
        "/authors/",
        "/people/",
        "/staff/",
        "/contributor/",
        "/contributors/",
        "/profile/",
        "/reporter/",
    ]
    .iter()
    .any(|part| address.contains(part))
}

fn is_hidden(element: &Element) -> bool {
    if element.has_attr("hidden") {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        let style = style.to_ascii_lowercase().replace(' ', "");
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

fn drop_into_head(head: &mut Head, element: &Element, tag: &str, node: &NodeRef) {
    let attr = |name: &str| element.attr(name).map(|v| v.to_string());
    match tag {
        "title" if head.title.is_none() => head.title = Some(node.text().to_string()),
        "meta" => {
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|n| attr(n));
            if let (Some(name), Some(content)) = (name, attr("content")) {
                head.add_meta(&name, &content);
            }
        }
        "link" => {
            let rel = attr("rel").unwrap_or_default().to_ascii_lowercase();
            if let Some(href) = attr("href")
                && rel.split_ascii_whitespace().any(|r| r == "canonical")
                && head.canonical.is_none()
            {
                head.canonical = Some(href);
            }
        }
        "script" => {
            let kind = attr("type").unwrap_or_default();
            if kind.to_ascii_lowercase().contains("ld+json") {
                head.json_ld.push(node.text().to_string());
            }
        }
        _ => {}
    }
}

impl Page {
    /// The tag of the innermost block-level element around a block.
    pub(crate) fn tag(&self, block: &Block) -> &str {
        &self.regions[block.parent].tag
    }

    /// The blocks directly in elements of this tag.
    pub(crate) fn headings<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |b| self.tag(b) == tag)
    }

    /// Index of the block that is this title: a heading before any other, the first of its kind.
    pub(crate) fn title_block(&self, title: &str) -> Option<usize> {
        let want = crate::meta::folded(title);
        let is = |b: &&(usize, &Block)| {
            b.1.span.len() < 4 * title.len() + 20 && crate::meta::folded(self.of(b.1)) == want
        };
        let all: Vec<(usize, &Block)> = self.blocks.iter().enumerate().collect();
        let heading = |b: &&(usize, &Block)| matches!(self.tag(b.1), "h1" | "h2" | "h3");
        all.iter().filter(heading).find(is).or_else(|| all.iter().find(is)).map(|b| b.0)
    }

    /// Index of the block where the headline stands: that of the title; else the first heading that has half of its
    /// words; else the first `h1` that is more than a name.
    pub(crate) fn headline(&self, title: Option<&str>) -> Option<usize> {
        let exact = title.and_then(|t| self.title_block(t));
        let want = title.map(crate::meta::folded).unwrap_or_default();
        let headings = |tags: &'static [&str]| {
            self.blocks.iter().enumerate().filter(move |(_, b)| tags.contains(&self.tag(b)))
        };
        let half = |b: &Block| {
            let has = crate::meta::folded(self.of(b));
            want.iter().filter(|w| has.contains(w)).count() * 2 >= want.len().max(has.len())
        };
        let like =
            || headings(&["h1", "h2", "h3"]).find(|(_, b)| !want.is_empty() && half(b)).map(|(i, _)| i);
        let first =
            || headings(&["h1"]).find(|(_, b)| self.of(b).split_whitespace().count() > 3).map(|(i, _)| i);
        exact.or_else(like).or_else(first)
    }
}
