//! What a site asks of programs that read it: `robots.txt` as RFC 9309 has it.

/// The name by which a site can speak to onrecord.
pub(crate) const NAME: &str = "onrecord";

/// Longest file that is read, in bytes (RFC 9309, 2.5), and most rules.
pub(crate) const MAX: u64 = 512 << 10;
const MAX_RULES: usize = 5_000;

/// The rules that are meant for onrecord.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    /// Whether a path that fits is allowed.
    rules: Vec<(String, bool)>,
    /// Nothing may be read.
    closed: bool,
    /// Seconds between two requests.
    pub delay: Option<u64>,
}

impl Robots {
    /// For a site whose rules can't be had: nothing may be read.
    pub fn closed() -> Robots {
        Robots { closed: true, ..Robots::default() }
    }

    /// From the file's text: the groups that name onrecord, or else those for everybody.
    pub fn parse(text: &str) -> Robots {
        let (mut own, mut all) = (None, Robots::default());
        // Whom the group is for that is being read; lines of names one after the other head one group.
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !naming {
                    (for_us, for_all) = (false, false);
                }
                naming = true;
                for_all |= value == "*";
                if value.to_ascii_lowercase().starts_with(NAME) {
                    for_us = true;
                    own.get_or_insert_with(Robots::default);
                }
                continue;
            }
            let allow = match key.as_str() {
                "allow" => Some(true),
                "disallow" => Some(false),
                "crawl-delay" => None,
                _ => continue,
            };
            naming = false;
            for (wanted, robots) in [(for_us, own.as_mut()), (for_all, Some(&mut all))] {
                let Some(robots) = robots.filter(|_| wanted) else { continue };
                match allow {
                    None => {
                        robots.delay = value.parse::<f64>().ok().map(|s| s.clamp(0.0, 60.0).ceil() as u64)
                    }
                    Some(allow) if !value.is_empty() && robots.rules.len() < MAX_RULES => {
                        robots.rules.push((value.to_owned(), allow));
                    }
                    Some(_) => {}
                }
            }
        }
        own.unwrap_or(all)
    }

    /// Whether this path (with its query) may be read: the longest rule that fits decides, and allows if two do.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(rule, _)| fits(rule, path));
        let best = fitting.max_by_key(|(rule, allow)| (rule.len(), *allow));
        !self.closed && best.is_none_or(|(_, allow)| *allow)
    }
}

/// `*` stands for anything, `$` for the end. Takes steps as many as both are long, at most.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, ends) = match rule.strip_suffix('$') {
        Some(rule) => (rule, true),
        None => (rule, false),
    };
    let mut parts = rule.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let starred = !parts.is_empty();
    let last = if ends { parts.pop() } else { None };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !ends || starred || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::parse(
            "# x\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow:\nCrawl-delay: 2.5\n",
        );
        for (path, allowed) in [
            ("/", true),
            ("/private", false),
            ("/private/a", false),
            ("/private/open/a", true),
            ("/a/b.pdf", false),
            ("/a/b.pdf?x", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(3));
        assert!(!Robots::closed().allows("/"));
    }

    #[test]
    fn a_group_for_us_goes_before_the_one_for_all() {
        let robots =
            Robots::parse("User-agent: *\nDisallow: /\nUser-agent: a\nUser-agent: OnRecord\nDisallow: /x\n");
        assert!(robots.allows("/a") && !robots.allows("/x"));
        assert!(Robots::parse("").allows("/"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "((user-agent|allow|disallow|crawl-delay): ?[*$/a-zé.]{0,9}\n|[^a]{0,5}){0,12}", path in "/[a-zé/.]{0,9}") {
            Robots::parse(&text).allows(&path);
        }
    }
}
