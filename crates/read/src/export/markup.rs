//! An export saved as a page: its lines. Such pages are made by a program, one element after the other, so tags
//! are enough; real pages go to the stage `clean`.

use crate::xml::entity;

/// The text of a page, a block a line, blank lines between paragraphs, tabs between a table's cells.
pub(super) fn lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut out, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        match name.to_ascii_lowercase().as_str() {
            "script" | "style" | "title" if !closes => {
                rest = rest.find("</").map_or("", |at| &rest[at..]);
            }
            "br" | "div" | "tr" | "li" | "hr" | "center" => out.push('\n'),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" => out.push_str("\n\n"),
            "td" | "th" if closes => out.push('\t'),
            _ => {}
        }
    }
    push(&mut out, rest);
    out
}

/// Text between tags: white space is one space, entities are what they stand for.
fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c.is_ascii_whitespace() {
            if !out.ends_with(|c: char| c.is_whitespace()) {
                out.push(' ');
            }
            continue;
        }
        if c == '&'
            && let Some(end) = rest.bytes().take(32).position(|b| b == b';')
            && let Some(found) = reference(&rest[..end])
        {
            out.push_str(&found);
            rest = &rest[end + 1..];
            continue;
        }
        out.push(c);
    }
}

fn reference(name: &str) -> Option<String> {
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
        Some(decimal) => decimal.parse().ok()?,
        None => return entity(name).map(str::to_owned),
    };
    char::from_u32(number).map(String::from)
}

#[cfg(test)]
mod tests {
    #[test]
    fn blocks_are_lines() {
        let html = "<html><title>x</title><style>p{}</style><p>One &amp;\n two&#8212;<b>three</b></p><!-- > --><table><tr><td>HD</td><td>Rain</td></tr></table>a<b";
        let lines: Vec<String> =
            super::lines(html).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        assert_eq!(lines, ["One & two—three", "HD\tRain", "a<b"]);
    }
}
