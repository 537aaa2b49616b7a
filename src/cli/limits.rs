//! The limits on documents as arguments, and what reads binary formats within them.

use super::misuse::Refusal;
use crate::extract::{Limits, Pictures, Workers};
use clap::{Args, ValueEnum};
use std::sync::Arc;

/// How far documents are followed
#[derive(Debug, Args)]
#[command(next_help_heading = "limits")]
pub struct LimitArguments {
    #[arg(long, value_name = "N", env = "SKJERM_MAX_NESTING", default_value_t = Limits::default().nesting)]
    max_nesting: u32,
    #[arg(long, value_name = "N", env = "SKJERM_MAX_MEMBERS", default_value_t = Limits::default().members)]
    max_members: u64,
    #[arg(long, value_name = "N", env = "SKJERM_MAX_EXPANSION", default_value_t = Limits::default().expansion)]
    max_expansion: u64,
    #[arg(long, value_name = "SIZE", env = "SKJERM_MAX_UNPACKED", default_value = "2GiB", value_parser = bytes)]
    max_unpacked: u64,
    #[arg(long, value_name = "SIZE", env = "SKJERM_MAX_DOCUMENT", default_value = "1GiB", value_parser = bytes)]
    max_document: u64,
    #[arg(long, value_name = "SECONDS", env = "SKJERM_TIME_LIMIT", default_value_t = Limits::default().seconds)]
    time_limit: u64,
    #[arg(long, value_name = "SIZE", env = "SKJERM_MAX_MEMORY", default_value = "512MiB", value_parser = bytes)]
    max_memory: u64,
    #[arg(long, value_enum, value_name = "WHEN", env = "SKJERM_OCR", default_value = "auto")]
    ocr: ReadPictures,
    // Faster to debug, and a crash ends the run.
    #[arg(long, hide = true, env = "SKJERM_IN_PROCESS")]
    in_process: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReadPictures {
    Auto,
    Never,
}

impl LimitArguments {
    /// Whether text is to be read off pictures.
    pub fn pictures(&self) -> Pictures {
        match self.ocr {
            ReadPictures::Auto => Pictures::Read,
            ReadPictures::Never => Pictures::Unread,
        }
    }

    pub fn limits(&self) -> Limits {
        Limits {
            nesting: self.max_nesting,
            members: self.max_members,
            expansion: self.max_expansion,
            unpacked: self.max_unpacked,
            document: self.max_document,
            seconds: self.time_limit,
            memory: self.max_memory,
        }
    }

    /// The processes that read binary formats: this program again. Where it cannot tell what it is, it reads them itself.
    pub fn workers(&self) -> Option<Arc<Workers>> {
        let program = (!self.in_process).then(std::env::current_exe)?.ok()?;
        Some(Arc::new(Workers::new(program)))
    }
}

/// `1048576`, `512KiB`, `2 GiB`: also with `KB`, `M` and the like, which mean the same.
fn bytes(text: &str) -> Result<u64, Refusal> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let shift = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        "t" | "tb" | "tib" => 40,
        _ => return Err(Refusal::Size),
    };
    let number: u64 = number.parse().map_err(|_| Refusal::Size)?;
    number.checked_shl(shift).filter(|size| size >> shift == number).ok_or(Refusal::Size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes("1048576"), Ok(1 << 20));
        assert_eq!(bytes("512 MiB"), Ok(512 << 20));
        assert_eq!(bytes("2g"), Ok(2 << 30));
        for wrong in ["", "MiB", "5 miles", "-1", "99999999TiB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
