//! Utterances against outlets: who carried what.

use super::rows::Loader;
use super::utterance::{Coverage, Held, UtteranceRow};
use crate::{Record, Result};
use serde::Serialize;

/// A page of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Matrix {
    /// How many utterances there are in all.
    pub total: usize,
    /// The columns: outlets by name, unknown ones last, with the articles held of each.
    pub outlets: Vec<Held>,
    /// The rows asked for.
    pub rows: Vec<MatrixRow>,
}

/// An utterance and what each outlet has of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatrixRow {
    /// The utterance.
    pub utterance: UtteranceRow,
    /// A cell for each outlet, in the order of [`Matrix::outlets`].
    pub cells: Vec<Coverage>,
}

impl Record {
    /// The utterances told by at least `tellings` statements, in the order of [`Record::utterances`], with what
    /// each outlet has of them compared with the fullest telling.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn matrix(&self, tellings: usize, offset: usize, limit: usize) -> Result<Matrix> {
        let ids = self.utterance_ids(tellings, None)?;
        let outlets = self.held()?;
        let mut loader = Loader::new(self);
        let mut rows = Vec::new();
        for id in ids.iter().skip(offset).take(limit) {
            let view = self.compared(&mut loader, id, None, &outlets)?;
            rows.push(MatrixRow { utterance: view.utterance, cells: view.coverage });
        }
        Ok(Matrix { total: ids.len(), outlets, rows })
    }
}
