//! `datapackage.json`: what the exported tables and columns mean, as Frictionless describes tabular data.

use super::FileFormat;
use onrecord_record::{ColumnType, Table};
use serde_json::{Value, json};

/// The description of these tables with their numbers of rows.
pub fn datapackage(tables: &[(&Table, u64)], format: FileFormat) -> Value {
    let resources: Vec<Value> = tables
        .iter()
        .map(|(table, rows)| {
            let fields: Vec<Value> = table
                .columns
                .iter()
                .map(|c| json!({"name": c.name, "type": kind(c.kind), "description": c.about}))
                .collect();
            json!({
                "name": table.name,
                "path": format!("{}.{}", table.name, format.ending()),
                "description": table.about,
                "format": format.ending(),
                "encoding": "utf-8",
                "rows": rows,
                "schema": {"fields": fields, "missingValues": [""]},
            })
        })
        .collect();
    json!({
        "name": "onrecord",
        "description": "A record of who said what according to which outlet. Offsets are half-open Unicode code \
                        points of the text of versions. Dates are as exact as they are known.",
        "created_by": concat!("onrecord ", env!("CARGO_PKG_VERSION")),
        "resources": resources,
    })
}

fn kind(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::String => "string",
        ColumnType::Integer => "integer",
        ColumnType::Number => "number",
        ColumnType::Boolean => "boolean",
    }
}
