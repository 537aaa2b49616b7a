//! What a picture's file holds beside its dots, gathered from wherever its format keeps it.

use super::super::fields::Fields;
use super::super::{Input, Output, encoding, xml};
use super::iptc;
use crate::model::{Part, Role, Unread};
use memchr::memmem;
use std::borrow::Cow;
use std::io::Cursor;

/// More packets of XMP in one file are no metadata.
const MOST_PACKETS: usize = 100;

/// How far a thumbnail's proportions may differ from the picture's: whole dots of a small picture cost some of it.
const SAME_SHAPE: f32 = 0.05;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The picture's size in dots.
    pub size: Option<(u32, u32)>,
    /// It shows several pictures, one after the other.
    pub is_animation: bool,
    /// What the file says of its own resolution.
    pub dots_per_inch: Option<f32>,
    /// One past the last byte of the picture.
    pub end: Option<usize>,
    /// The TIFF structure of EXIF.
    pub exif: Option<Cow<'a, [u8]>>,
    /// Photoshop's resources («8BIM»), one after the other.
    pub resources: Vec<u8>,
    /// IPTC records outside those.
    pub iptc: Vec<u8>,
    /// Packets of XMP.
    pub xmp: Vec<Cow<'a, [u8]>>,
    pub fields: Fields,
    /// Small JPEG pictures of the picture.
    pub thumbnails: Vec<Vec<u8>>,
}

/// Text of whatever encoding it shows.
pub(super) fn decoded(raw: &[u8]) -> String {
    let raw = raw.split(|&byte| byte == 0).next().unwrap_or_default();
    encoding::whole(raw, None).0.into_owned()
}

impl<'a> Found<'a> {
    /// Packets of XMP are made to be found without knowledge of the format around them.
    pub fn find_packets(&mut self, bytes: &'a [u8]) {
        let mut rest = bytes;
        while let Some(start) = memmem::find(rest, b"<rdf:RDF").filter(|_| self.xmp.len() < MOST_PACKETS) {
            let packet = &rest[start..];
            let Some(end) = memmem::find(packet, b"</rdf:RDF>").map(|end| end + 10) else { return };
            self.xmp.push(Cow::Borrowed(&packet[..end]));
            rest = &packet[end..];
        }
    }

    /// Hands out everything but the dots. `size` is the picture's.
    pub fn hand_out(
        mut self,
        size: Option<(u32, u32)>,
        input: &Input<'_>,
        output: &mut dyn Output,
    ) -> Result<(), Unread> {
        iptc::read_resources(&mut self);
        let records = std::mem::take(&mut self.iptc);
        iptc::read(&records, &mut self.fields);
        self.fields.hand_out(output);
        for packet in &self.xmp {
            // What does not parse was handed out as it stands.
            let _ = xml::read(&input.within(packet, "packet.xmp"), &mut |part| output.part(owned(part)));
        }
        for thumbnail in self.thumbnails {
            let shape = |(width, height): (u32, u32)| width as f32 / height.max(1) as f32;
            let small = super::jpeg::walk(&thumbnail).size;
            let differs = |(small, whole): (f32, f32)| (small / whole.max(f32::MIN_POSITIVE) - 1.0).abs() > SAME_SHAPE;
            // A picture that was turned has a thumbnail that was not.
            let turned = |(width, height)| (height, width);
            let is_other = small.zip(size).is_some_and(|(small, size)| {
                differs((shape(small), shape(size))) && differs((shape(turned(small)), shape(size)))
            });
            if is_other {
                output.member("thumbnail.jpg", &mut Cursor::new(thumbnail))?;
            }
        }
        Ok(())
    }
}

/// A part of metadata that outlives what it was read from.
fn owned(part: Part<'_>) -> Part<'static> {
    let mut part = Part { role: Role::Metadata, text: Cow::Owned(part.text.into_owned()), ..part };
    for segment in part.segments.iter_mut().filter(|segment| segment.role == Role::Body) {
        segment.role = Role::Metadata;
    }
    part
}
