//! What is read of PDFs that tests make.

mod builder;
mod covers;
mod fonts;
mod hidden;
mod hostile;
mod text;
