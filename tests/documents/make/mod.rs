//! Makes the documents that are tested, so that no binary file lies in the repository. One file a format; a document is
//! made of what matters in it, and the rest is as plain as its format allows.

pub mod archive;
pub mod docx;
pub mod mail;
pub mod msg;
pub mod odf;
pub mod package;
pub mod pdf;
pub mod picture;
pub mod pptx;
pub mod xlsb;
pub mod xlsx;
