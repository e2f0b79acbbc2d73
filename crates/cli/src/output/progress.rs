//! Progress bars on standard error while a build runs, if that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord_record::{Progress, Step};
use std::sync::Mutex;

/// A bar a step.
pub struct Bars {
    shown: bool,
    bar: Mutex<ProgressBar>,
}

impl Bars {
    /// Hidden if not wanted, or if standard error is no terminal.
    pub fn new(shown: bool) -> Bars {
        Bars { shown, bar: Mutex::new(ProgressBar::hidden()) }
    }

    fn with(&self, act: impl FnOnce(&mut ProgressBar)) {
        // A poisoned lock means that a bar failed to draw; a build goes on without it.
        if let Ok(mut bar) = self.bar.lock() {
            act(&mut bar);
        }
    }
}

impl Progress for Bars {
    fn begin(&self, step: Step, total: Option<u64>) {
        if !self.shown || total == Some(0) {
            return;
        }
        let name = match step {
            Step::Read => "reading",
            Step::Chrome => "cleaning",
            Step::Annotate => "annotating",
            Step::Gather => "gathering",
            Step::Parties => "who is who",
            Step::Sample => "sampling",
            Step::Reuse => "reuse",
            Step::Retellings => "retellings",
            Step::Stories => "stories",
            Step::Days => "days",
            Step::Rewrites => "rewrites",
            Step::Store => "storing",
        };
        let (bar, template) = match total {
            Some(total) => (
                ProgressBar::new(total),
                "{prefix:>10} {bar:30} {human_pos}/{human_len}  {per_sec}  {eta} left",
            ),
            None => (ProgressBar::new_spinner(), "{prefix:>10} {spinner} {human_pos}  {per_sec}  {elapsed}"),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        self.with(|slot| *slot = bar);
    }

    fn advance(&self, done: u64) {
        self.with(|bar| bar.inc(done));
    }

    fn end(&self) {
        self.with(|bar| bar.finish_and_clear());
    }
}
