//! Colours. They only ever repeat what the words and marks beside them say.

use anstyle::{AnsiColor, Style};

/// Headings, names.
pub const STRONG: Style = Style::new().bold();
/// What matters less: ids, places, counts.
pub const DIM: Style = Style::new().dimmed();
/// Words that were looked for.
pub const MATCH: Style = AnsiColor::Yellow.on_default().bold();
/// Who.
pub const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
/// What marks a statement as said.
pub const CUE: Style = AnsiColor::Green.on_default();
/// Words that this telling adds or has instead.
pub const ADDED: Style = AnsiColor::Green.on_default().underline();
/// Words that this telling leaves out.
pub const CUT: Style = AnsiColor::Red.on_default().strikethrough();
/// What a person should look at.
pub const WARN: Style = AnsiColor::Yellow.on_default();
/// What went wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Nothing special.
pub const PLAIN: Style = Style::new();
