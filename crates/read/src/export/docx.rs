//! Word files (ECMA-376): the text of `word/document.xml`, a paragraph a line.

use crate::xml::{Node, Nodes};

/// The main part, inside the zip archive that a Word file is.
pub(crate) const DOCUMENT: &str = "word/document.xml";

/// Which of an archive's members make it an office document: its main text, or `None` for another kind of one.
pub(crate) fn is_docx<'n>(names: impl Iterator<Item = &'n str>) -> Option<Option<&'static str>> {
    let mut office = false;
    for name in names {
        if name == DOCUMENT {
            return Some(Some(DOCUMENT));
        }
        office |= name == "[Content_Types].xml";
    }
    office.then_some(None)
}

/// The text, and what stopped its reading.
pub(super) fn text(xml: &str) -> (String, Option<String>) {
    let mut out = String::new();
    // Elements that are open, as far as they matter; how many of them keep their text to themselves.
    let mut open: Vec<String> = Vec::new();
    let mut hidden = 0usize;
    let mut nodes = Nodes::new(xml);
    for node in nodes.by_ref() {
        match node {
            Node::Start(name, _) => {
                match name.as_str() {
                    "w:tab" if hidden == 0 => out.push('\t'),
                    "w:br" | "w:cr" if hidden == 0 => out.push('\n'),
                    "w:noBreakHyphen" if hidden == 0 => out.push('-'),
                    _ => {}
                }
                hidden += usize::from(is_hidden(&name));
                open.push(name);
            }
            Node::End => {
                let name = open.pop().unwrap_or_default();
                hidden = hidden.saturating_sub(usize::from(is_hidden(&name)));
                if name == "w:p" && hidden == 0 {
                    out.push('\n');
                }
            }
            Node::Text(text) => {
                if hidden == 0 && open.last().is_some_and(|name| name == "w:t") {
                    out.push_str(&text);
                }
            }
        }
    }
    (out, nodes.fault.map(|(what, at)| format!("{DOCUMENT}, byte {at}: {what}")))
}

/// Deleted text, and the second copy of a drawing's text for old programs.
fn is_hidden(name: &str) -> bool {
    matches!(name, "w:del" | "w:moveFrom" | "mc:Fallback" | "w:pPr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_a_line() {
        let xml = "<?xml version='1.0'?><w:document><w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Rain</w:t></w:r>
            <w:r><w:tab/><w:t xml:space='preserve'> &amp; hail</w:t></w:r><w:del><w:r><w:t>no</w:t></w:r></w:del></w:p>
            <w:p/><w:p><w:r><w:t>Snow</w:t><w:br/><w:t>fell</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(text(xml), ("Rain\t & hail\n\nSnow\nfell\n".to_owned(), None));
        assert!(text("<w:p><w:t>Rain</w:t></w:p><![").1.is_some());
    }

    #[test]
    fn office_files_are_told_by_their_parts() {
        assert_eq!(is_docx(["a.html"].into_iter()), None);
        assert_eq!(is_docx(["[Content_Types].xml", "xl/workbook.xml"].into_iter()), Some(None));
        assert_eq!(is_docx(["[Content_Types].xml", DOCUMENT].into_iter()), Some(Some(DOCUMENT)));
    }
}
