//! Styles, script and icon: part of the program, served under names that change with their content.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Files of one kind that the browser gets as one.
struct Asset {
    name: String,
    media: &'static str,
    bytes: String,
}

impl Asset {
    fn new(stem: &str, extension: &str, media: &'static str, parts: &[&str]) -> Asset {
        let bytes = parts.concat();
        let digest = Sha256::digest(bytes.as_bytes());
        let hash: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
        Asset { name: format!("{stem}-{hash}.{extension}"), media, bytes }
    }

    fn path(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "onrecord",
        "css",
        "text/css; charset=utf-8",
        &[
            include_str!("../../assets/css/colours.css"),
            include_str!("../../assets/css/base.css"),
            include_str!("../../assets/css/parts.css"),
            include_str!("../../assets/css/screens.css"),
            include_str!("../../assets/css/reader.css"),
            include_str!("../../assets/css/compare.css"),
            include_str!("../../assets/css/review.css"),
            include_str!("../../assets/css/print.css"),
        ],
    )
});
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "onrecord",
        "js",
        "text/javascript; charset=utf-8",
        &[
            include_str!("../../assets/js/keys.js"),
            include_str!("../../assets/js/reader.js"),
            include_str!("../../assets/js/copy.js"),
        ],
    )
});
static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("onrecord", "svg", "image/svg+xml", &[include_str!("../../assets/icon.svg")])
});

/// Where the style sheet is.
pub(super) fn style() -> String {
    STYLE.path()
}

/// Where the script is.
pub(super) fn script() -> String {
    SCRIPT.path()
}

/// Where the icon is.
pub(super) fn icon() -> String {
    ICON.path()
}

/// Answers with an asset, to be kept for as long as the browser likes: another content has another name.
pub(super) async fn serve(Path(name): Path<String>) -> Response {
    let found = [&STYLE, &SCRIPT, &ICON].into_iter().find(|a| a.name == name);
    match found {
        Some(asset) => (
            [(CONTENT_TYPE, asset.media), (CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.bytes.as_str(),
        )
            .into_response(),
        None => super::error::not_found().await,
    }
}
