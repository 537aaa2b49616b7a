//! Writes the sample's documents of office, mail and archive formats (`data/README.md`).
//!
//!     cargo run --example sample_documents -- data/eksempel-kommune
//!
//! Fjordnes kommune is invented, and so is everybody in it. Nothing depends on the clock or on chance: the same program
//! writes the same bytes. One file a format; `documents` is the list of all of them, from which the tests take them,
//! too.

mod archive;
mod docx;
mod mail;
mod metrics;
mod minutes;
mod numbers;
mod odt;
mod ooxml;
mod package;
mod pdf;
mod pdf_letters;
mod pdf_revision;
mod pptx;
mod rtf;
mod typeset;
mod xlsx;

use anyhow::{Context, Result, bail};
use std::path::Path;

/// Every document with its path below the sample's folder.
pub fn documents() -> Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("brev/innkalling-dialogmote.rtf", rtf::meeting()),
        ("brev/invitasjon-folkemote.eml", mail::invitation()),
        ("brev/oversendelse-legekontor.eml", mail::with_archive()?),
        ("brev/stoyklage-svar.pdf", pdf_revision::answer()?),
        ("planer/bemanning-hjemmetjenesten.pptx", pptx::staffing()?),
        ("planer/horing-skolekrins.pdf", pdf_letters::hearing()?),
        ("referat/fau-storholmen.odt", odt::minutes()?),
        ("referat/kommunestyret-2026-11-19.pdf", minutes::council()?),
        ("register/sommerjobb-2026.xlsx", xlsx::summer_jobs()?),
        ("register/utlevering-2026-11-20.zip", archive::export()?),
        ("vedtak/omsorgsbolig-avslag.pdf", pdf_letters::refusal(pdf_letters::Redaction::Painted)?),
        ("vedtak/omsorgsbolig-avslag-innsyn.pdf", pdf_letters::refusal(pdf_letters::Redaction::Done)?),
        ("vedtak/tilrettelegging-skole.docx", docx::adaptation(docx::Changes::Tracked)?),
        ("vedtak/tilrettelegging-skole-offentlig.docx", docx::adaptation(docx::Changes::Accepted)?),
    ])
}

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        bail!("give the folder to write into, such as data/eksempel-kommune");
    };
    for (path, bytes) in documents()? {
        let file = Path::new(&folder).join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        std::fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        println!("{}", file.display());
    }
    Ok(())
}
