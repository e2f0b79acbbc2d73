//! Which files the inputs name, in a fixed order.

use crate::{Reason, SetAside};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Inputs that do not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingInput {
    /// The paths as they were given.
    pub paths: Vec<PathBuf>,
}

impl std::fmt::Display for MissingInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list: Vec<String> = self.paths.iter().map(|p| format!("“{}”", p.display())).collect();
        let (noun, verb) = if list.len() == 1 { ("input", "does") } else { ("inputs", "do") };
        write!(
            f,
            "{noun} {} {verb} not exist; nothing was read. Check the spelling, or leave it out",
            list.join(", ")
        )
    }
}

impl std::error::Error for MissingInput {}

/// The files that the inputs name, one after the other: inputs sorted as they are written, folders walked
/// sorted by name. A file or folder that lies in a folder that is named too is walked only once.
#[derive(Default)]
pub(crate) struct Walk {
    /// Last first.
    inputs: Vec<PathBuf>,
    folder: Option<Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>>,
}

/// The files that a reader of these inputs would open, in its order; standard input is none.
///
/// # Errors
/// An input that does not exist.
pub fn files(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, MissingInput> {
    Ok(Walk::new(inputs)?.flatten().filter(|path| path.as_os_str() != STDIN).collect())
}

/// The name of standard input among the inputs.
pub(crate) const STDIN: &str = "-";

impl Walk {
    pub(crate) fn new(inputs: &[PathBuf]) -> Result<Walk, MissingInput> {
        let mut inputs: Vec<PathBuf> = inputs.iter().map(|p| tidy(p)).collect();
        inputs.sort();
        inputs.dedup();
        let mut real: Vec<(PathBuf, PathBuf)> = Vec::new();
        let mut missing = Vec::new();
        for input in inputs {
            if input.as_os_str() == STDIN {
                real.push((input.clone(), input));
                continue;
            }
            match input.canonicalize() {
                Ok(path) => real.push((input, path)),
                Err(_) => missing.push(input),
            }
        }
        if !missing.is_empty() {
            return Err(MissingInput { paths: missing });
        }
        let mut inputs: Vec<PathBuf> = Vec::new();
        for (i, (input, path)) in real.iter().enumerate() {
            let again = real.iter().enumerate().any(|(k, (_, other))| {
                if other == path { k < i } else { path.strip_prefix(other).is_ok_and(is_walked) }
            });
            if !again {
                inputs.push(input.clone());
            }
        }
        inputs.reverse();
        Ok(Walk { inputs, folder: None })
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, SetAside>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(Ok(entry)) if entry.file_type().is_file() => return Some(Ok(entry.into_path())),
                    Some(Ok(_)) => continue,
                    // A link to a folder that is being walked already: its files are seen there.
                    Some(Err(error)) if error.loop_ancestor().is_some() => continue,
                    Some(Err(error)) => {
                        let what = error.io_error().map_or_else(|| error.to_string(), |e| e.to_string());
                        return Some(Err(SetAside::new(
                            error.path().map(locator).unwrap_or_default(),
                            Reason::Unreadable,
                            format!(
                                "it could not be opened: {what}. Check that it is still there and that you may \
                                 read it"
                            ),
                        )));
                    }
                    None => self.folder = None,
                }
                continue;
            }
            let input = self.inputs.pop()?;
            if input.as_os_str() == STDIN || !input.is_dir() {
                return Some(Ok(input));
            }
            let walk = WalkDir::new(&input).follow_links(true).sort_by_file_name().into_iter();
            self.folder =
                Some(Box::new(walk.filter_entry(|e| e.depth() == 0 || !is_skipped(e.file_name().as_ref()))));
        }
    }
}

/// The path as written, less `./` in front, `.` inside and a `/` at the end.
fn tidy(path: &Path) -> PathBuf {
    let tidied: PathBuf = path.components().filter(|c| *c != Component::CurDir).collect();
    if tidied.as_os_str().is_empty() { PathBuf::from(".") } else { tidied }
}

/// A file's name in the record: its path as written, parted by `/`.
pub(crate) fn locator(path: &Path) -> String {
    let parts: Vec<_> = path.components().filter(|c| *c != Component::CurDir).collect();
    let mut out = String::new();
    for part in &parts {
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(&part.as_os_str().to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
    }
    out
}

/// Whether a walk of a folder would come to this path inside it.
fn is_walked(inside: &Path) -> bool {
    inside.components().all(|c| !is_skipped(c.as_os_str().as_ref()))
}

/// Hidden files and folders, and onrecord's own files.
pub(crate) fn is_skipped(name: &Path) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || [".record", ".record-wal", ".record-shm", ".record-journal"].iter().any(|end| name.ends_with(end))
}
