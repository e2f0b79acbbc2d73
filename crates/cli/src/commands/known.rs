//! The file of known parties that a build is given.

use crate::failure::Failure;
use crate::output::style::WARN;
use onrecord_record::known::read;
use onrecord_record::{KnownFile, KnownParties};
use std::path::Path;

/// What the build does about known parties, and how many rows of the file are left out; each of them is told on
/// standard error.
///
/// # Errors
/// A file that cannot be read, or is no text.
pub fn known(path: Option<&Path>) -> Result<(KnownParties, usize), Failure> {
    let Some(path) = path else { return Ok((KnownParties::Keep, 0)) };
    if path == Path::new("none") {
        return Ok((KnownParties::Drop, 0));
    }
    let shown = path.display();
    let failed = |what: String| Failure::Usage(format!("{shown}: {what}"));
    let bytes = std::fs::read(path).map_err(|e| failed(format!("cannot read the known parties: {e}")))?;
    let content = String::from_utf8(bytes).map_err(|e| {
        let before = e.as_bytes().iter().take(e.utf8_error().valid_up_to());
        let line = 1 + before.filter(|b| **b == b'\n').count();
        failed(format!("line {line} is not UTF-8; save the file as UTF-8"))
    })?;
    let (_, bad) = read(&content);
    for row in &bad {
        anstream::eprintln!("{WARN}left out:{WARN:#} {shown}, line {}: {}", row.line, row.reason);
    }
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok((KnownParties::File(KnownFile { name, content }), bad.len()))
}
