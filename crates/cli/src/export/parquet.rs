//! Parquet: a row group every 32,768 rows, all columns optional, compressed with Zstandard.

use onrecord_record::write::RowWriter;
use onrecord_record::{Cell, Column, ColumnType, Table};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

const GROUP: usize = 32_768;

pub struct Parquet<'w> {
    out: SerializedFileWriter<&'w mut (dyn Write + Send)>,
    columns: &'static [Column],
    held: Vec<Vec<Cell>>,
}

impl<'w> Parquet<'w> {
    pub fn new(table: &'w Table, out: &'w mut (dyn Write + Send)) -> io::Result<Parquet<'w>> {
        let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>().map_err(failure)?;
        let schema = Type::group_type_builder(table.name).with_fields(fields).build().map_err(failure)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // The library's own name and version would change the bytes with every update of it.
            .set_created_by(concat!("onrecord ", env!("CARGO_PKG_VERSION")).into())
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failure)?;
        Ok(Parquet { out, columns: table.columns, held: vec![Vec::new(); table.columns.len()] })
    }

    /// Writes the rows held back as one row group.
    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for (column, cells) in self.columns.iter().zip(&mut self.held) {
            let Some(mut writer) = group.next_column()? else { break };
            write_column(&mut writer, column.kind, cells)?;
            writer.close()?;
            cells.clear();
        }
        group.close().map(|_| ())
    }
}

impl RowWriter for Parquet<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (held, cell) in self.held.iter_mut().zip(cells) {
            held.push(cell.clone());
        }
        match self.held.first() {
            Some(column) if column.len() >= GROUP => self.group().map_err(failure),
            _ => Ok(()),
        }
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        if self.held.first().is_some_and(|c| !c.is_empty()) {
            self.group().map_err(failure)?;
        }
        self.out.close().map_err(failure)?;
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let physical = match column.kind {
        ColumnType::String => Physical::BYTE_ARRAY,
        ColumnType::Integer => Physical::INT64,
        ColumnType::Number => Physical::DOUBLE,
        ColumnType::Boolean => Physical::BOOLEAN,
    };
    let builder = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    let builder = match column.kind {
        ColumnType::String => {
            builder.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8)
        }
        _ => builder,
    };
    builder.build().map(Arc::new)
}

fn write_column(
    writer: &mut SerializedColumnWriter,
    kind: ColumnType,
    cells: &[Cell],
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = cells.iter().map(|c| i16::from(*c != Cell::Missing)).collect();
    match kind {
        ColumnType::String => {
            let values: Vec<ByteArray> = cells
                .iter()
                .filter_map(
                    |c| if let Cell::String(s) = c { Some(ByteArray::from(s.as_str())) } else { None },
                )
                .collect();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        ColumnType::Integer => {
            let values: Vec<i64> =
                cells.iter().filter_map(|c| if let Cell::Integer(i) = c { Some(*i) } else { None }).collect();
            writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        ColumnType::Number => {
            let values: Vec<f64> =
                cells.iter().filter_map(|c| if let Cell::Number(n) = c { Some(*n) } else { None }).collect();
            writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        ColumnType::Boolean => {
            let values: Vec<bool> =
                cells.iter().filter_map(|c| if let Cell::Boolean(b) = c { Some(*b) } else { None }).collect();
            writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}

fn failure(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(io) => *io,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
