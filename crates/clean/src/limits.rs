//! How much one document may hold. Time and memory of all that follows grow with its text, so that this, and not a
//! clock, bounds what one document can cost: the same document is set aside on any machine.

use onrecord_read::{Document, Reason, SetAside};
use onrecord_text::Span;

/// Longest text, with all that is not the article, in bytes, and most lines. The longest live blogs with all their
/// comments have a tenth.
const MAX_TEXT: usize = 8 << 20;
const MAX_LINES: usize = 100_000;
/// Longest article, in bytes: over 300,000 words, as thick books have. It takes about three seconds and 1 GB to find
/// statements in the most wicked text of this length, and two seconds in the most ordinary.
const MAX_BODY: usize = 2 << 20;

/// Sets a document aside that shows more text, or more lines, than any real one.
pub(crate) fn of_text(document: &Document, text: &str, lines: usize) -> Result<(), SetAside> {
    if text.len() > MAX_TEXT {
        return too_large(document, format!("it holds {} bytes of text", text.len()));
    }
    if lines > MAX_LINES {
        return too_large(document, format!("it holds {lines} lines of text"));
    }
    Ok(())
}

/// The same of what is left of it as the article.
pub(crate) fn of_body(document: &Document, body: &[Span]) -> Result<(), SetAside> {
    let bytes: usize = body.iter().map(|span| span.len()).sum();
    if bytes > MAX_BODY {
        return too_large(document, format!("its article is {bytes} bytes long"));
    }
    Ok(())
}

fn too_large(document: &Document, what: String) -> Result<(), SetAside> {
    let detail = format!(
        "{what}, as no single article does. If it is a collection, split it into its articles: a file each, or a \
         row each in JSON Lines"
    );
    let aside = SetAside::new(&document.locator, Reason::TooLarge, detail);
    Err(aside.of_bytes(document.sha256).saying(document.declared.clone()))
}
