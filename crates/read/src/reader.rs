//! The walk and the readers of all kinds put together: an iterator of documents.

use crate::budget::{Budget, Packed};
use crate::open::{Flow, Found, Open, Place, failed};
use crate::walk::{MissingInput, STDIN, Walk, locator};
use crate::{Options, Reason, SetAside};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Documents that are read ahead of the one that is taken.
const AHEAD: usize = 8;

/// Reads documents from files and folders, one at a time, in an order that depends on the names alone.
///
/// | input | gives |
/// |---|---|
/// | `.html` `.txt` | a document |
/// | `.jsonl` `.json` `.csv` `.tsv` | a document a row, see [`FieldMap`](crate::FieldMap) |
/// | `.parquet` | a document a row, likewise |
/// | RSS, Atom, JSON Feed | a document an entry; a summary is marked as one |
/// | `.docx` `.rtf` | a document; of what Nexis or Factiva saved (as `.txt` and `.html` too), one an article |
/// | `.warc` | a document a record that holds a page or a text; Common Crawl's WET files too |
/// | `.zip` `.tar` | what their members give, archives in archives too |
/// | any of them with `.gz`, `.zst`, `.bz2` or `.xz` | the same |
///
/// A name that tells nothing, or something else than the first bytes do, is not relied on.
///
/// ```no_run
/// use onrecord_read::{Options, Reader, decode};
/// for raw in Reader::new(&["articles".into()], Options::default())? {
///     match raw.and_then(decode) {
///         Ok(document) => println!("{}: {} bytes", document.locator, document.text.len()),
///         Err(aside) => eprintln!("{}: {}", aside.locator, aside.detail),
///     }
/// }
/// # Ok::<(), onrecord_read::MissingInput>(())
/// ```
pub struct Reader(State);

enum State {
    /// Nothing was asked for yet.
    Idle(Box<Job>),
    /// A thread reads, and waits where it is too far ahead. It ends when this end of the channel is dropped.
    Running(Receiver<Found>),
    Over,
}

enum Job {
    Walk(Walk, Options),
    Stream(String, Box<dyn Read + Send>, Options),
}

impl Reader {
    /// For these files and folders; `-` is standard input. They are taken as a set: their order does not
    /// count, and what is named twice is read once. Of a folder, hidden files and onrecord's own are left out.
    ///
    /// Fails, before anything is read, if an input does not exist.
    pub fn new(inputs: &[PathBuf], options: Options) -> Result<Reader, MissingInput> {
        Ok(Reader(State::Idle(Box::new(Job::Walk(Walk::new(inputs)?, options)))))
    }

    /// For one stream; `name` is its locator, and tells by its ending what it holds if it has one.
    pub fn stream(name: &str, input: impl Read + Send + 'static, options: Options) -> Reader {
        Reader(State::Idle(Box::new(Job::Stream(name.to_owned(), Box::new(input), options))))
    }
}

impl Iterator for Reader {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let State::Idle(_) = self.0
            && let State::Idle(job) = std::mem::replace(&mut self.0, State::Over)
        {
            let (send, receive) = sync_channel(AHEAD);
            let name = "reader".to_owned();
            if let Err(error) = std::thread::Builder::new().name(name).spawn(move || job.run(&send)) {
                return Some(Err(failed("", &error)));
            }
            self.0 = State::Running(receive);
        }
        match &self.0 {
            State::Running(receive) => receive.recv().ok(),
            _ => None,
        }
    }
}

impl Job {
    fn run(self, send: &SyncSender<Found>) {
        let mut give = |found| match send.send(found) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        match self {
            Job::Walk(walk, options) => {
                for path in walk {
                    let flow = match path {
                        Ok(path) => file(&path, &options, &mut give),
                        Err(aside) => give(Err(aside)),
                    };
                    if flow.is_break() {
                        return;
                    }
                }
            }
            Job::Stream(name, input, options) => {
                let place =
                    Place { locator: locator(Path::new(&name)), name: name.clone(), depth: 0, file: None };
                let _ = guarded(&place, &mut BufReader::new(input), &options, &mut give);
            }
        }
    }
}

fn file(path: &Path, options: &Options, give: &mut dyn FnMut(Found) -> Flow) -> Flow {
    let stdin = path.as_os_str() == STDIN;
    let locator = locator(path);
    let name = match &options.stdin {
        Some(ending) if stdin => format!("input.{ending}"),
        _ => locator.clone(),
    };
    let place = Place { locator, name, depth: 0, file: (!stdin).then_some(path) };
    if stdin {
        return guarded(&place, &mut io::stdin().lock(), options, give);
    }
    match File::open(path) {
        Ok(file) => guarded(&place, &mut BufReader::with_capacity(1 << 16, file), options, give),
        Err(error) => give(Err(place.failed(&error))),
    }
}

/// Opens an input. A parser that gives up in the middle of it takes nothing else with it.
fn guarded(
    place: &Place,
    input: &mut dyn BufRead,
    options: &Options,
    give: &mut dyn FnMut(Found) -> Flow,
) -> Flow {
    let budget = Budget::default();
    let mut input = Packed { input, budget: budget.clone() };
    let mut open = Open { options, budget, give };
    let result = catch_unwind(AssertUnwindSafe(|| open.input(place, &mut input)));
    result.unwrap_or_else(|_| {
        let detail = "its parser gave up on it. What was read before is kept; please report the file";
        give(Err(SetAside::new(&place.locator, Reason::Unreadable, detail)))
    })
}
