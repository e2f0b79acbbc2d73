//! Expressions of time: found, normalised to TIMEX3 values, resolved against the published date.
