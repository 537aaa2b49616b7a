//! What archives of every kind must hand out, and what hostile and damaged ones must not do.

use super::super::{Extraction, Limits, Member, Options, Piece, extract_all};
use crate::model::{Reason, Role};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// What came out: members, and the texts beside them with their roles.
#[derive(Debug, Default)]
struct Opened {
    members: Vec<Member>,
    texts: Vec<(Role, String)>,
    format: &'static str,
    unread: Option<Reason>,
}

impl Opened {
    fn names(&self) -> Vec<&str> {
        self.members.iter().map(|member| member.name.as_str()).collect()
    }

    fn contents(&self) -> Vec<&[u8]> {
        self.members.iter().map(|member| &member.bytes[..]).collect()
    }

    fn troubles(&self) -> Vec<Option<Reason>> {
        self.members.iter().map(|member| member.unread.as_ref().map(|unread| unread.reason)).collect()
    }
}

fn open_with(bytes: &[u8], name: &str, limits: Limits) -> Opened {
    let mut opened = Opened::default();
    let options = Options { limits, ..Options::default() };
    let Extraction { format, unread } = extract_all(bytes, name, options, None, &mut |piece| match piece {
        Piece::Member(member) => opened.members.push(member),
        Piece::Part(part) => opened.texts.push((part.role, String::from_utf8_lossy(&part.text).into_owned())),
        Piece::Picture(_) => panic!("an archive holds no pictures of its own"),
    });
    Opened { format, unread: unread.map(|unread| unread.reason), ..opened }
}

fn open(bytes: &[u8], name: &str) -> Opened {
    open_with(bytes, name, Limits::default())
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(contents).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(contents: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(contents).unwrap();
    gzip.finish().unwrap()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, contents) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(contents.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *contents).unwrap();
    }
    tar.into_inner().unwrap()
}

/// Name, method, flags, packed contents, size.
type RawEntry<'a> = (&'a [u8], u16, u16, &'a [u8], u32);

/// A local header and a directory entry by hand, for what no program writes: name, method, flags, packed contents,
/// size.
fn raw_zip(entries: &[RawEntry<'_>], extra: &[u8], in_directory: impl Fn(usize) -> bool) -> Vec<u8> {
    let (mut zip, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for (index, &(name, method, flags, packed, size)) in entries.iter().enumerate() {
        let start = zip.len() as u32;
        let common = |out: &mut Vec<u8>| {
            out.extend([20, 0]);
            out.extend(flags.to_le_bytes());
            out.extend(method.to_le_bytes());
            out.extend([0; 8]);
            out.extend((packed.len() as u32).to_le_bytes());
            out.extend(size.to_le_bytes());
            out.extend((name.len() as u16).to_le_bytes());
            out.extend((extra.len() as u16).to_le_bytes());
        };
        zip.extend(b"PK\x03\x04");
        common(&mut zip);
        zip.extend(name);
        zip.extend(extra);
        zip.extend(packed);
        if in_directory(index) {
            count += 1;
            directory.extend(b"PK\x01\x02\x14\x00");
            common(&mut directory);
            directory.extend([0; 10]);
            directory.extend(start.to_le_bytes());
            directory.extend(name);
            directory.extend(extra);
        }
    }
    let start = zip.len() as u32;
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    zip.extend((directory.len() as u32).to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[test]
fn files_of_a_zip_come_in_order_with_names_and_comments() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.set_comment("Til innsyn").unwrap();
    zip.add_directory("Tom mappe", SimpleFileOptions::default()).unwrap();
    zip.add_directory("Brev", SimpleFileOptions::default()).unwrap();
    for (name, text) in
        [("Brev/Åse.txt", "Hei Åse"), ("__MACOSX/Brev/._Åse.txt", "\0\u{5}"), (".DS_Store", "x"), ("a.csv", "")]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.add_symlink("lenke", "/home/Ola Nordmann/brev.txt", SimpleFileOptions::default()).unwrap();
    let opened = open(&zip.finish().unwrap().into_inner(), "sak.zip");
    assert_eq!((opened.format, opened.unread), ("ZIP", None));
    assert_eq!(opened.names(), ["Brev/Åse.txt", "a.csv"]);
    assert_eq!(opened.contents(), ["Hei Åse".as_bytes(), b""]);
    let text = |role, text: &str| (role, text.to_owned());
    assert_eq!(
        opened.texts,
        [
            text(Role::Comment, "Til innsyn"),
            text(Role::AttachmentName, "lenke"),
            text(Role::AttachmentName, "Tom mappe/"),
            text(Role::Metadata, "/home/Ola Nordmann/brev.txt"),
        ]
    );
}

#[test]
fn two_entries_of_one_name_are_both_handed_out() {
    let zip = raw_zip(&[(b"a.txt", 0, 0, b"en", 2), (b"a.txt", 0, 0, b"to", 2)], b"", |_| true);
    assert_eq!(open(&zip, "a.zip").contents(), [b"en", b"to"]);
}

#[test]
fn an_entry_that_the_directory_forgets_is_found() {
    let entries: &[RawEntry<'_>] = &[(b"a.txt", 0, 0, b"en", 2), (b"slettet.txt", 0, 0, b"to", 2)];
    let forgetful = open(&raw_zip(entries, b"", |index| index == 0), "a.zip");
    assert_eq!((forgetful.names(), forgetful.unread), (vec!["a.txt", "slettet.txt"], None));
    // The bytes of an archive within the archive are that one's.
    let inner = zipped(&[("inni.txt", b"tekst")]);
    let nested = raw_zip(&[(b"i.zip", 0, 0, &inner, inner.len() as u32)], b"", |_| true);
    assert_eq!(open(&nested, "a.zip").names(), ["i.zip"]);
}

#[test]
fn names_are_read_in_the_encoding_they_are_in() {
    let raw: &[u8] = b"S\x9Br\\brev.txt";
    assert_eq!(open(&raw_zip(&[(raw, 0, 0, b"x", 1)], b"", |_| true), "a.zip").names(), ["Sør/brev.txt"]);
    let mut sum = flate2::Crc::new();
    sum.update(b"S_r.txt");
    let unicode = [&[0x75, 0x70, 13, 0, 1][..], &sum.sum().to_le_bytes(), "Sør.txt".as_bytes()].concat();
    assert_eq!(open(&raw_zip(&[(b"S_r.txt", 0, 0, b"x", 1)], &unicode, |_| true), "a.zip").names(), ["Sør.txt"]);
    assert_eq!(open(&raw_zip(&[(b"annet.txt", 0, 0, b"x", 1)], &unicode, |_| true), "a.zip").names(), ["annet.txt"]);
}

#[test]
fn what_cannot_be_opened_is_told() {
    let entries: &[RawEntry<'_>] = &[
        (b"a.txt", 0, 1, b"en", 2),
        (b"b.txt", 99, 1, b"en", 2),
        (b"c.txt", 97, 0, b"en", 2),
        (b"d.txt", 0, 0, b"en", 2),
    ];
    let opened = open(&raw_zip(entries, b"", |_| true), "a.zip");
    assert_eq!(opened.troubles(), [Some(Reason::Encrypted), Some(Reason::Encrypted), Some(Reason::Unsupported), None]);
    assert_eq!(opened.unread, None);
}

#[test]
fn a_cut_zip_is_read_as_far_as_it_goes() {
    let text = "Hei på deg. ".repeat(5);
    let zip = zipped(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes())]);
    let directory = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap();
    let opened = open(&zip[..directory], "a.zip");
    assert_eq!((opened.names(), opened.unread), (vec!["a.txt", "b.txt"], Some(Reason::Corrupt)));
    assert_eq!(opened.contents(), [text.as_bytes(); 2]);
    let opened = open(&zip[..directory - 8], "a.zip");
    assert_eq!(opened.troubles(), [None, Some(Reason::Corrupt)]);
    // A byte that was changed.
    let mut damaged = zip;
    let at = memchr::memmem::find(&damaged, b"a.txt").unwrap() + 8;
    damaged[at] ^= 0x55;
    assert_eq!(open(&damaged, "a.zip").troubles(), [Some(Reason::Corrupt), None]);
}

#[test]
fn bytes_before_a_zip_shift_it() {
    let zip = zipped(&[("a.txt", b"Hei")]);
    let mut shifted = b"PK\x03\x04 selvutpakkende ".to_vec();
    shifted.extend(&zip);
    let opened = open(&shifted, "a.zip");
    assert_eq!((opened.names(), opened.troubles(), opened.unread), (vec!["a.txt"], vec![None], None));
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let mut zip = raw_zip(&[(b"a.txt", 0, 0, b"hei", 3), (b"b.txt", 0, 0, b"hei", 3)], b"", |_| true);
    assert_eq!(open(&zip, "a.zip").troubles(), [None, None]);
    // The second now begins where the first does.
    let second = memchr::memmem::rfind(&zip, b"PK\x01\x02").unwrap();
    zip[second + 42..second + 46].fill(0);
    let opened = open(&zip, "a.zip");
    assert_eq!(opened.troubles().iter().filter(|trouble| **trouble == Some(Reason::Corrupt)).count(), 1);
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![0; 40 << 20];
    let opened = open(&zipped(&[("nuller", &zeros), ("mer", b"x")]), "bombe.zip");
    assert_eq!((opened.unread, opened.troubles()), (Some(Reason::TooLarge), vec![Some(Reason::TooLarge)]));
    assert!(opened.members[0].bytes.len() <= 17 << 20);
    assert_eq!(open(&gzipped(&zeros), "bombe.gz").unread, Some(Reason::TooLarge));
    // Ten million are no bomb: the least that is allowed is more.
    let opened = open(&gzipped(&zeros[..10 << 20]), "nuller.gz");
    assert_eq!((opened.unread, opened.members[0].bytes.len()), (None, 10 << 20));
    let many: Vec<(String, Vec<u8>)> = (0..20).map(|at| (format!("{at}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let limits = Limits { members: 10, ..Limits::default() };
    assert_eq!(open_with(&zipped(&many), "mange.zip", limits).unread, Some(Reason::TooLarge));
    assert_eq!(open_with(&tarred(&many), "mange.tar", limits).unread, Some(Reason::TooLarge));
}

#[test]
fn a_tar_of_any_kind_is_read() {
    let long = format!("{}/brev.txt", "mappe".repeat(40));
    let mut tar = tar::Builder::new(tarred(&[("a.txt", b"Hei"), (&long, b"lang")]));
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, "lenke", "/home/ola/brev.txt").unwrap();
    let mut bytes = tar.into_inner().unwrap();
    let opened = open(&bytes, "sak.tar");
    assert_eq!((opened.format, opened.unread), ("TAR", None));
    assert_eq!(opened.names(), ["a.txt", &long]);
    assert_eq!(opened.contents(), [&b"Hei"[..], b"lang"]);
    assert!(opened.texts.contains(&(Role::Metadata, "/home/ola/brev.txt".into())), "{:?}", opened.texts);
    // The old kind has no mark.
    let mut header = tar::Header::new_old();
    header.set_path("gammel.txt").unwrap();
    header.set_size(3);
    header.set_cksum();
    let old = [header.as_bytes(), &b"Hei"[..], &[0; 509]].concat();
    assert_eq!((open(&old, "x").format, open(&old, "x").names()), ("TAR", vec!["gammel.txt"]));
    // A damaged header costs its file alone.
    bytes[5] ^= 1;
    let opened = open(&bytes, "sak.tar");
    assert_eq!((opened.names(), opened.unread), (vec![long.as_str()], Some(Reason::Corrupt)));
    let cut = open(&tarred(&[("a.txt", &[b'x'; 2000])])[..1500], "a.tar");
    assert_eq!((cut.troubles(), cut.unread), (vec![Some(Reason::Corrupt)], Some(Reason::Corrupt)));
    assert_eq!(open(&[0; 1024], "tom.tar").names(), Vec::<&str>::new());
}

#[test]
fn extended_headers_of_a_tar_are_heeded() {
    let record = |key: &str, value: &str| {
        let length = key.len() + value.len() + 3;
        let whole = length + (length + 2).to_string().len();
        format!("{whole} {key}={value}\n")
    };
    let records = [record("path", "Sør/æøå.txt"), record("comment", "fra Kari")].concat();
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::XHeader);
    header.set_size(records.len() as u64);
    tar.append_data(&mut header, "pax", records.as_bytes()).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_size(3);
    tar.append_data(&mut header, "kort", &b"Hei"[..]).unwrap();
    let opened = open(&tar.into_inner().unwrap(), "a.tar");
    assert_eq!(opened.names(), ["Sør/æøå.txt"]);
    assert_eq!(opened.texts, [(Role::Comment, "fra Kari".to_owned())]);
}

#[test]
fn a_compressed_file_is_one_member_named_without_its_suffix() {
    let text = b"Hei og hallo";
    let twice = [&text[..], text].concat();
    let mut named =
        flate2::GzBuilder::new().filename("opprinnelig.txt").comment("til Kari").write(Vec::new(), Default::default());
    named.write_all(text).unwrap();
    let named = named.finish().unwrap();
    let opened = open(&named, "brev.txt.gz");
    assert_eq!((opened.names(), opened.contents(), opened.unread), (vec!["brev.txt"], vec![&text[..]], None));
    assert_eq!(opened.texts, [(Role::Metadata, "opprinnelig.txt".into()), (Role::Comment, "til Kari".into())]);
    assert_eq!(open(&named, "vedlegg").names(), ["opprinnelig.txt"]);
    assert_eq!(open(&named, "sak.tgz").names(), ["sak.tar"]);
    let two = [gzipped(text), gzipped(text)].concat();
    assert_eq!(open(&two, "a.gz").contents(), [&twice[..]]);
    let padded = [gzipped(text), vec![0; 100]].concat();
    assert_eq!((open(&padded, "a.gz").contents(), open(&padded, "a.gz").unread), (vec![&text[..]], None));
    let followed = [gzipped(text), b"noe annet".to_vec()].concat();
    assert_eq!(open(&followed, "a.gz").unread, Some(Reason::Corrupt));
    let cut = gzipped(text);
    assert_eq!(open(&cut[..cut.len() - 4], "a.gz").troubles(), [Some(Reason::Corrupt)]);

    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), Default::default());
    bzip2.write_all(text).unwrap();
    let bzip2 = bzip2.finish().unwrap();
    assert_eq!(open(&[&bzip2[..], &bzip2].concat(), "a.txt.bz2").contents(), [&twice[..]]);
    let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    xz.write_all(text).unwrap();
    let xz = xz.finish().unwrap();
    let opened = open(&[&xz[..], &xz].concat(), "a.txt.xz");
    assert_eq!((opened.names(), opened.contents(), opened.format), (vec!["a.txt"], vec![&twice[..]], "xz"));
    let zstd = ruzstd::encoding::compress_to_vec(&text[..], ruzstd::encoding::CompressionLevel::Fastest);
    let skipped = b"\x50\x2A\x4D\x18\x03\x00\x00\x00abc";
    let opened = open(&[&skipped[..], &zstd, skipped, &zstd].concat(), "a.txt.zst");
    assert_eq!((opened.names(), opened.contents(), opened.unread), (vec!["a.txt"], vec![&twice[..]], None));
    assert_eq!(open(&zstd[..zstd.len() - 2], "a.zst").troubles(), [Some(Reason::Corrupt)]);
}

#[test]
fn an_archive_without_files_holds_nothing_else() {
    let empty = zipped(&[]);
    assert_eq!(open(&empty, "tom.zip").unread, None);
    assert_eq!(open(&zipped(&[("__MACOSX/._a", b"x")]), "mac.zip").unread, None);
    let lost = [b"PK\x03\x04".as_slice(), &[7; 2000], &empty].concat();
    assert_eq!(open(&lost, "a.zip").unread, Some(Reason::Corrupt));
}

#[test]
fn what_stands_behind_a_hard_link_is_read() {
    let linked = |contents: &[u8]| {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(tar::EntryType::Link);
        header.set_size(512);
        header.set_path("lenke").unwrap();
        header.set_link_name("a.txt").unwrap();
        header.set_cksum();
        tar.append(&header, contents).unwrap();
        tar.into_inner().unwrap()
    };
    // The size is that of the other file, and the next entry follows at once; the same at the end.
    let hidden = tarred(&[("b.txt", b"Hei")]);
    let opened = open(&linked(&hidden), "a.tar");
    assert_eq!((opened.names(), opened.contents(), opened.unread), (vec!["b.txt"], vec![&b"Hei"[..]], None));
    assert_eq!(open(&linked(b""), "a.tar").unread, None);
    let opened = open(&linked(&[b'x'; 512]), "a.tar");
    assert_eq!((opened.names(), opened.contents()), (vec!["lenke"], vec![&[b'x'; 512][..]]));
}

#[test]
fn a_7z_is_read_and_a_damaged_one_told() {
    // Two stored files, as 7-Zip writes them with `-m0=copy -mhc=off`.
    let bytes = seven_zip(&[("a.txt", b"Hei"), ("Sør/b.txt", "på deg".as_bytes())]);
    let opened = open(&bytes, "sak.7z");
    assert_eq!((opened.format, opened.unread), ("7z", None));
    assert_eq!(opened.names(), ["a.txt", "Sør/b.txt"]);
    assert_eq!(opened.contents(), [&b"Hei"[..], "på deg".as_bytes()]);
    let empty = [b"7z\xBC\xAF\x27\x1C\x00\x04\x8D\x9B\xD5\x0F".as_slice(), &[0; 20]].concat();
    assert_eq!((open(&empty, "tom.7z").names().len(), open(&empty, "tom.7z").unread), (0, None));
    let unfinished = [&empty[..], &bytes[32..]].concat();
    assert_eq!(open(&unfinished, "sak.7z").unread, Some(Reason::Corrupt));
    let mut damaged = bytes.clone();
    damaged[33] ^= 1;
    assert!(open(&damaged, "sak.7z").troubles().contains(&Some(Reason::Corrupt)));
    assert_eq!(open(&bytes[..bytes.len() - 5], "sak.7z").unread, Some(Reason::Corrupt));
}

/// A 7z archive of one block that only stores (7zFormat.txt).
fn seven_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let sum = |bytes: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        sum.sum().to_le_bytes()
    };
    let packed: Vec<u8> = files.iter().flat_map(|(_, contents)| contents.iter().copied()).collect();
    let count = files.len() as u8;
    // Where the packed bytes are; one block with the method «copy»; its size.
    let mut header = vec![1, 4, 6, 0, 1, 9, packed.len() as u8, 0];
    header.extend([7, 11, 1, 0, 1, 1, 0, 12, packed.len() as u8, 0]);
    // How many files are in it, their sizes but the last, their checksums.
    header.extend([8, 13, count, 9]);
    header.extend(files[..files.len() - 1].iter().map(|(_, contents)| contents.len() as u8));
    header.extend([10, 1]);
    header.extend(files.iter().flat_map(|(_, contents)| sum(contents)));
    header.extend([0, 0]);
    let names: Vec<u8> =
        files.iter().flat_map(|(name, _)| name.encode_utf16().chain([0])).flat_map(u16::to_le_bytes).collect();
    header.extend([5, count, 17, names.len() as u8 + 1, 0]);
    header.extend(names);
    header.extend([0, 0]);
    let mut start = (packed.len() as u64).to_le_bytes().to_vec();
    start.extend((header.len() as u64).to_le_bytes());
    start.extend(sum(&header));
    [b"7z\xBC\xAF\x27\x1C\x00\x04", &sum(&start)[..], &start, &packed, &header].concat()
}

#[test]
fn a_level_of_a_nested_archive_is_opened_at_a_time() {
    let mut bytes = zipped(&[("innerst.txt", b"Hei")]);
    for depth in 0..20 {
        bytes = zipped(&[(&format!("{depth}.zip"), &bytes)]);
    }
    let opened = open(&bytes, "ytterst.zip");
    assert_eq!((opened.names(), opened.unread), (vec!["19.zip"], None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn damaged_archives_cost_no_more_than_themselves(
        kind in 0..4_usize,
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let text = "Hei på deg, Kari. ".repeat(30);
        let files: &[(&str, &[u8])] = &[("a.txt", text.as_bytes()), ("b/Sør.txt", b"kort"), ("c", b"")];
        let (mut bytes, name) = match kind {
            0 => (zipped(files), "a.zip"),
            1 => (tarred(files), "a.tar"),
            2 => (gzipped(text.as_bytes()), "a.gz"),
            _ => (seven_zip(&files[1..2]), "a.7z"),
        };
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let once = open(&bytes, name);
        prop_assert_eq!(once.members, open(&bytes, name).members);
    }
}
