//! XML as a stream of what feeds and office documents need: starts, ends and text, forgiving of small faults.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// An element's name with its prefix, and its attributes.
    Start(String, Vec<(String, String)>),
    End,
    Text(String),
}

/// The nodes of a document, up to its end or to a fault that can't be passed over.
pub(crate) struct Nodes<'t> {
    reader: Reader<&'t [u8]>,
    /// What stopped it, and at which byte.
    pub fault: Option<(String, u64)>,
    over: bool,
}

/// Attributes of one element that are looked at.
const MAX_ATTRIBUTES: usize = 50;

impl<'t> Nodes<'t> {
    pub(crate) fn new(text: &'t str) -> Nodes<'t> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Nodes { reader, fault: None, over: false }
    }

    /// The byte behind the node that was given last.
    pub(crate) fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }
}

impl Iterator for Nodes<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        while !self.over {
            match self.reader.read_event() {
                Ok(Event::Start(start) | Event::Empty(start)) => {
                    let mut attributes = Vec::new();
                    for a in start.attributes().with_checks(false).flatten().take(MAX_ATTRIBUTES) {
                        let value = a.normalized_value_with(XmlVersion::Implicit1_0, 1, entity);
                        let value = value.unwrap_or_else(|_| a.value.clone());
                        attributes.push((a.key.as_ref().to_owned(), value.into_owned()));
                    }
                    return Some(Node::Start(start.name().as_ref().to_owned(), attributes));
                }
                Ok(Event::End(_)) => return Some(Node::End),
                Ok(Event::Text(text)) => return Some(Node::Text(text.xml10_content().into_owned())),
                Ok(Event::CData(text)) => return Some(Node::Text(text.xml10_content().into_owned())),
                Ok(Event::GeneralRef(reference)) => {
                    let name = reference.xml10_content();
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => entity(&name).map_or_else(|| format!("&{name};"), str::to_owned),
                    };
                    return Some(Node::Text(text));
                }
                Ok(Event::Eof) => self.over = true,
                Ok(_) => {}
                Err(error) => {
                    self.fault = Some((error.to_string(), self.reader.error_position()));
                    self.over = true;
                }
            }
        }
        None
    }
}

/// What `&name;` stands for: feeds use HTML's names too.
pub(crate) fn entity(name: &str) -> Option<&'static str> {
    resolve_html5_entity(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_however_it_is_written() {
        let nodes: Vec<Node> =
            Nodes::new("<a x='1 &amp; 2'>&lt;b&gt;&nbsp;&#65;<![CDATA[<i>]]>&odd;<c/></a>").collect();
        let text: String = nodes
            .iter()
            .filter_map(|n| if let Node::Text(t) = n { Some(t.as_str()) } else { None })
            .collect();
        assert_eq!(text, "<b>\u{a0}A<i>&odd;");
        assert_eq!(nodes[0], Node::Start("a".into(), vec![("x".into(), "1 & 2".into())]));
        assert_eq!(nodes.iter().filter(|n| **n == Node::End).count(), 2);
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        let mut nodes = Nodes::new("<a>one</a><b <![");
        assert_eq!(nodes.by_ref().count(), 3);
        assert!(nodes.fault.is_some());
    }
}
