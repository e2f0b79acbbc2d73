//! Names that follow from content, so that the same content has the same name in every run.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The SHA-256 of some bytes; a version is named by that of its text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    /// 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A short name made of a letter for the kind of thing and 80 bits of a hash of what the thing is, such as
/// `s-3f9a0c51d2e84b7a6c10`.
///
/// 80 bits: among 100 million things of a kind the odds of any collision are about one in 240 million.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id of the thing of kind `letter` that these fields describe. Each field is hashed with its
    /// length, so that no two lists of fields run into one another.
    ///
    /// ```
    /// use onrecord_text::Id;
    /// assert_eq!(Id::new('s', &["a", "b"]), Id::new('s', &["a", "b"]));
    /// assert_ne!(Id::new('s', &["a", "b"]), Id::new('s', &["ab", ""]));
    /// ```
    pub fn new<F: AsRef<[u8]>>(letter: char, fields: &[F]) -> Id {
        Id(format!("{letter}-{}", &hashed(letter, fields)[..DIGITS]))
    }

    /// The id of a thing that lies in another one, as a statement does in its article: it begins with eight
    /// digits of that one's id, so that what lies together in the one is together in every table that goes by
    /// ids. The fields need not say what it lies in.
    ///
    /// Two things of one article have 48 bits to differ in: among a thousand the odds of any collision are about
    /// one in 500 million. Things of different articles differ in as many bits as with [`Id::new`].
    ///
    /// ```
    /// use onrecord_text::Id;
    /// let article = Id::new('a', &["url", "https://example.org/1"]);
    /// let statement = Id::within('s', article.as_str(), &["direct", "0-5"]);
    /// assert_eq!(statement.as_str()[2..10], article.as_str()[2..10]);
    /// ```
    pub fn within<F: AsRef<[u8]>>(letter: char, whole: &str, fields: &[F]) -> Id {
        let mut all: Vec<&[u8]> = vec![whole.as_bytes()];
        all.extend(fields.iter().map(AsRef::as_ref));
        let own = hashed(letter, &all);
        let shared = whole
            .split_once('-')
            .and_then(|(_, digits)| digits.get(..SHARED))
            .unwrap_or(&own[DIGITS..][..SHARED]);
        Id(format!("{letter}-{shared}{}", &own[..DIGITS - SHARED]))
    }

    /// An id that was printed or stored before.
    pub fn stored(text: impl Into<String>) -> Id {
        Id(text.into())
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The digits of an id, and those that it shares with what it lies in.
const DIGITS: usize = 20;
const SHARED: usize = 8;

/// The hash of these fields for things of this kind, 64 digits.
fn hashed<F: AsRef<[u8]>>(letter: char, fields: &[F]) -> String {
    let mut hash = Sha256::new();
    hash.update([letter as u8]);
    for field in fields {
        let bytes = field.as_ref();
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Digest(hash.finalize().into()).to_string()
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<[u8]> for Id {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
