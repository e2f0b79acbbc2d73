//! `--tier`: which engine finds statements, and where the accurate one's weights lie.

use crate::failure::Failure;
use clap::ValueEnum;
use onrecord_annotate::tagging::Encoder;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file of weights.
const NAME: &str = "accurate.bin";
/// Where the checkout that this program was built from keeps it.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../annotate/models");

/// How statements are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Tier {
    /// Fast; needs nothing but this program.
    #[default]
    Default,
    /// Finds more and cuts it more exactly, and takes some fifty times as long; needs a file of weights.
    Accurate,
}

/// Which engine to use.
#[derive(clap::Args)]
pub struct TierArgs {
    /// How statements are found.
    #[arg(long, value_enum, default_value_t)]
    tier: Tier,

    /// The accurate tier’s weights. Without it they are looked for beside this program, in ../share/onrecord,
    /// and in the checkout that it was built from.
    #[arg(long, value_name = "FILE", env = "ONRECORD_ACCURATE", hide_env_values = true)]
    accurate_weights: Option<PathBuf>,
}

impl TierArgs {
    /// Loads the encoder if the accurate tier is asked for.
    pub fn encoder(&self) -> Result<Option<Arc<Encoder>>, Failure> {
        if self.tier == Tier::Default {
            return Ok(None);
        }
        let path = match &self.accurate_weights {
            Some(path) => path.clone(),
            None => find(&places())?,
        };
        let failed = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
        let bytes = std::fs::read(&path).map_err(|e| failed(format!("cannot read: {e}")))?;
        let encoder = Encoder::read(&bytes)
            .map_err(|e| failed(format!("{e}; take the file that came with this release")))?;
        Ok(Some(Arc::new(encoder)))
    }
}

/// Where the file may lie, likeliest first.
fn places() -> Vec<PathBuf> {
    let program = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let beside = program.as_deref().and_then(Path::parent);
    let mut out: Vec<PathBuf> = beside.iter().map(|f| f.join(NAME)).collect();
    out.extend(beside.and_then(Path::parent).map(|f| f.join("share/onrecord").join(NAME)));
    out.push(Path::new(CHECKOUT).join(NAME));
    out
}

fn find(places: &[PathBuf]) -> Result<PathBuf, Failure> {
    places.iter().find(|p| p.is_file()).cloned().ok_or_else(|| {
        let list: Vec<String> = places.iter().map(|p| format!("\n  {}", p.display())).collect();
        Failure::Usage(format!(
            "the accurate tier needs its weights, {NAME}; none of these is there:{}\nput the file that came with \
             the release (or lies in crates/annotate/models of the source) at one of them, or name it with \
             --accurate-weights FILE or ONRECORD_ACCURATE; --tier default needs no file",
            list.concat()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_file_it_says_where_it_looked() {
        let folder = tempfile::tempdir().unwrap();
        let places = [folder.path().join("a").join(NAME), folder.path().join(NAME)];
        let told = find(&places).unwrap_err().to_string();
        assert!(places.iter().all(|p| told.contains(&p.display().to_string())), "{told}");
        assert!(told.contains("--tier default"), "{told}");
        std::fs::write(&places[1], "").unwrap();
        assert_eq!(find(&places).unwrap(), places[1]);
    }

    #[test]
    fn a_file_of_something_else_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        std::fs::write(&path, "nothing of the kind").unwrap();
        let args = TierArgs { tier: Tier::Accurate, accurate_weights: Some(path.clone()) };
        let told = args.encoder().unwrap_err().to_string();
        assert!(told.contains(&path.display().to_string()) && told.contains("not a file"), "{told}");
    }
}
