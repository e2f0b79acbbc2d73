//! Fetches pages and feeds: the only part of onrecord that asks anything of the network, and only for addresses that
//! a user named, or that stand in a feed that a user named.
//!
//! | module | what it knows |
//! |---|---|
//! | `client` | one request after the other: redirects by hand, limits on size, time and steps |
//! | `address` | which addresses are public: all others are refused, after the name was resolved |
//! | `robots` | what a site asks of programs (RFC 9309) |
//! | `pages` | the documents that a list of addresses gives |

mod address;
mod client;
mod pages;
mod robots;

pub use client::Options;
pub use pages::{Feeds, Job, Known, Pages};
pub use robots::Robots;
