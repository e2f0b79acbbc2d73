//! `onrecord export`: the record as tables.

use crate::export::{FileFormat, Format, brat, datapackage, w3c, write};
use crate::output::style;
use crate::{Outcome, failure::Failure};
use onrecord_record::{Record, TABLES, Table};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write the record as CSV, JSON Lines, Parquet, W3C Web Annotations or brat standoff.
///
/// With -o DIR all tables go into that folder, with a datapackage.json that says what they and their columns
/// mean. With --table one table goes to standard output, or to the file that -o names. --format w3c writes one
/// file, --format brat a folder. The same record always gives the same bytes.
#[derive(clap::Args)]
#[command(after_help = after_help())]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// How to write; if -o names a file, its ending tells. Otherwise CSV into a folder, JSON Lines to standard
    /// output.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Only this table.
    #[arg(long, value_name = "NAME", value_parser = table)]
    table: Option<&'static Table>,

    /// The folder to write all tables to, or with --table the file.
    #[arg(short, long, value_name = "PATH", required_unless_present = "table")]
    output: Option<PathBuf>,

    /// Begin CSV with a byte order mark, for Excel.
    #[arg(long)]
    bom: bool,
}

fn after_help() -> String {
    let mut help = String::from(
        "Examples:
  onrecord export story.record -o tables/
  onrecord export story.record -o tables/ --format parquet
  onrecord export story.record --table statements -o statements.csv --bom
  onrecord export story.record --format w3c -o annotations.jsonld
  onrecord export story.record --format brat -o brat/
  onrecord export story.record --table tellings | jq -r .reason | sort | uniq -c

Tables:\n",
    );
    for table in TABLES {
        help.push_str(&format!("  {:<12} {}\n", table.name, table.about));
    }
    help
}

fn table(name: &str) -> Result<&'static Table, String> {
    Table::named(name).ok_or_else(|| {
        let names: Vec<&str> = TABLES.iter().map(|t| t.name).collect();
        format!("no table is called “{name}”; there are {}", names.join(", "))
    })
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let format = match (args.format, &args.output) {
        (Some(Format::W3c | Format::Brat), _) if args.table.is_some() => {
            return Err(Failure::Usage("--format w3c and brat are of statements; leave --table out".into()));
        }
        (Some(Format::W3c), Some(path)) => {
            annotations(&record, path)?;
            return Ok(ExitCode::SUCCESS);
        }
        (Some(Format::Brat), Some(dir)) => {
            standoff(&record, dir)?;
            return Ok(ExitCode::SUCCESS);
        }
        (format, _) => format.and_then(Format::of_tables),
    };
    match (args.table, &args.output) {
        (Some(table), None) => {
            let format = format.unwrap_or(FileFormat::Jsonl);
            let mut out = BufWriter::new(io::stdout());
            write(&record, table, format, args.bom, &mut out)??;
            out.flush()?;
        }
        (Some(table), Some(path)) => {
            let format = format.or_else(|| of_ending(path)).ok_or_else(|| {
                Failure::Usage(format!(
                    "{}: the ending tells no format; use .csv, .jsonl or .parquet, or give --format",
                    path.display()
                ))
            })?;
            file(&record, table, format, args.bom, path)?;
        }
        (None, Some(dir)) => folder(&record, format.unwrap_or(FileFormat::Csv), args.bom, dir)?,
        (None, None) => return Err(Failure::Usage("give -o PATH, --table NAME, or both".into())),
    }
    Ok(ExitCode::SUCCESS)
}

fn of_ending(path: &Path) -> Option<FileFormat> {
    match path.extension()?.to_str()? {
        "csv" => Some(FileFormat::Csv),
        "jsonl" | "ndjson" => Some(FileFormat::Jsonl),
        "parquet" => Some(FileFormat::Parquet),
        _ => None,
    }
}

fn folder(record: &Record, format: FileFormat, bom: bool, dir: &Path) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(Failure::write(dir))?;
    let mut written = Vec::new();
    for table in TABLES {
        let path = dir.join(format!("{}.{}", table.name, format.ending()));
        written.push((table, file(record, table, format, bom, &path)?));
    }
    let package = serde_json::to_string_pretty(&datapackage(&written, format)).map_err(io::Error::from)?;
    whole(&dir.join("datapackage.json"), |out| writeln!(out, "{package}"))?;
    let dim = style::DIM;
    for (table, rows) in &written {
        anstream::eprintln!("{rows:>9} {} {dim}{}{dim:#}", table.name, table.about);
    }
    Ok(())
}

/// Writes the statements as Web Annotations.
fn annotations(record: &Record, path: &Path) -> Result<(), Failure> {
    let mut result = Ok(Ok(0));
    whole(path, |out| {
        result = w3c::write(record, out);
        kept(&result)
    })?;
    anstream::eprintln!("{:>9} annotations", result??);
    Ok(())
}

/// Writes the statements as brat standoff.
fn standoff(record: &Record, dir: &Path) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(Failure::write(dir))?;
    let put = |name: String, text: &str| whole(&dir.join(name), |out| out.write_all(text.as_bytes()));
    put("annotation.conf".into(), brat::CONFIGURATION)?;
    let mut documents = 0;
    brat::documents(record, |document| {
        documents += 1;
        put(format!("{}.txt", document.name), &document.text)?;
        put(format!("{}.ann", document.name), &document.ann)
    })??;
    anstream::eprintln!("{documents:>9} articles with statements");
    Ok(())
}

/// Whatever went wrong, a file is not to be put in place.
fn kept<T>(result: &onrecord_record::Result<io::Result<T>>) -> io::Result<()> {
    match result {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(e)) => Err(io::Error::new(e.kind(), e.to_string())),
        Err(e) => Err(io::Error::other(e.to_string())),
    }
}

/// Writes one table to a file; gives the number of rows.
fn file(record: &Record, table: &Table, format: FileFormat, bom: bool, path: &Path) -> Result<u64, Failure> {
    let mut result = Ok(Ok(0));
    whole(path, |out| {
        result = write(record, table, format, bom, out);
        kept(&result)
    })?;
    Ok(result??)
}

/// Writes a file beside its place and moves it there when it is whole, so that a break leaves no half file.
pub fn whole(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let attempt = || -> io::Result<()> {
        let mut out = BufWriter::new(fs::File::create(&part)?);
        fill(&mut out)?;
        out.into_inner().map_err(|e| e.into_error())?.sync_all()?;
        fs::rename(&part, path)
    };
    attempt().map_err(|e| {
        let _ = fs::remove_file(&part);
        Failure::write(path)(e)
    })
}
