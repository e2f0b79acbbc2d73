//! Text without annotations, for the classes of words.

use crate::corpus::{Error, files, read_text};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The texts of these files: a `.txt` file or a folder of them, or a `.jsonl` file, of whose rows the fields
/// `text` and `body` (text) and `paragraphs` (a list of texts) are read.
///
/// # Errors
/// If a file cannot be read, or a row is not JSON.
pub fn read(paths: &[PathBuf]) -> Result<Vec<String>, Error> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in files(path, "txt")? {
                out.push(read_text(&file)?);
            }
        } else if path.extension().is_some_and(|e| e == "jsonl") {
            rows(path, &mut out)?;
        } else {
            out.push(read_text(path)?);
        }
    }
    Ok(out)
}

fn rows(path: &Path, out: &mut Vec<String>) -> Result<(), Error> {
    for (number, line) in read_text(path)?.lines().enumerate().filter(|l| !l.1.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).map_err(|e| Error::Format {
            path: path.to_owned(),
            line: number + 1,
            what: format!("not a JSON object: {e}"),
        })?;
        let texts = ["text", "body"].iter().filter_map(|field| row[*field].as_str());
        let paragraphs = row["paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str);
        out.push(texts.chain(paragraphs).collect::<Vec<_>>().join("\n"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_folders_and_rows() {
        let folder = tempfile::tempdir().unwrap();
        let rows = folder.path().join("rows.jsonl");
        fs::write(&rows, "{\"body\": \"a\"}\n{\"paragraphs\": [\"b\", \"c\"]}\n").unwrap();
        let text = folder.path().join("one.txt");
        fs::write(&text, "d").unwrap();
        let read = read(&[rows.clone(), text, folder.path().to_owned()]).unwrap();
        assert_eq!(read, ["a", "b\nc", "d", "d"]);
        fs::write(&rows, "{\n").unwrap();
        let told = super::read(&[rows]).unwrap_err().to_string();
        assert!(told.contains("rows.jsonl, line 1"), "{told}");
    }
}
