//! A worker's side: documents come in on standard input, what they hold goes out on standard output, until the input ends.

use super::confine;
use super::message::{self, Message, PartHead, Request};
use crate::extract::limits::Budget;
use crate::extract::{Input, Limits, Options, Output, Picture, read_apart};
use crate::model::{Part, Reason, Role, Unread};
use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Memory of the program itself, beside that of a document and its reader.
const OWN_MEMORY: u64 = 64 << 20;

/// Bytes of memory that a worker may take while it reads a document of `length` bytes.
pub(super) fn most_memory(limits: &Limits, length: u64) -> u64 {
    OWN_MEMORY.saturating_add(limits.memory).saturating_add(length)
}

/// Reads documents until standard input ends.
///
/// # Errors
/// The run is gone, or what comes is no message.
pub fn serve() -> io::Result<()> {
    // What a panic says may hold a document's text; the run learns of it by the message.
    std::panic::set_hook(Box::new(|_| {}));
    confine::give_up_files_and_network();
    let mut input = io::stdin().lock();
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut body = Vec::new();
    while let Some(request) = message::read::<Request>(&mut input, &mut body)? {
        confine::limit_memory(most_memory(&request.limits, request.length));
        let mut bytes = Vec::with_capacity(request.length as usize);
        (&mut input).take(request.length).read_to_end(&mut bytes)?;
        let mut piped = Piped { out: &mut out, budget: Budget::new(request.limits, bytes.len()), failed: None };
        let options =
            Options { named_headers: &request.named_headers, limits: request.limits, pictures: request.pictures };
        let outcome = catch_unwind(AssertUnwindSafe(|| read_apart(&bytes, &request.name, options, &mut piped)));
        let outcome = outcome.unwrap_or_else(|_| Err(Unread::new(Reason::Crashed, "its reader failed")));
        if let Some(error) = piped.failed {
            return Err(error);
        }
        message::write(&mut out, &Message::Done(outcome.err().map(Into::into)), &[])?;
        out.flush()?;
    }
    Ok(())
}

/// Hands everything to the run.
struct Piped<'o, W: Write> {
    out: &'o mut W,
    budget: Budget,
    /// The run is gone.
    failed: Option<io::Error>,
}

impl<W: Write> Piped<'_, W> {
    fn send(&mut self, message: &Message, body: &[u8]) {
        if self.failed.is_none() {
            self.failed = message::write(self.out, message, body).err();
        }
    }
}

impl<W: Write> Output for Piped<'_, W> {
    fn part(&mut self, part: Part<'static>) {
        self.send(&Message::Part(PartHead::from(&part)), &part.text);
        // What comes after may be the end of this process.
        if self.failed.is_none() {
            self.failed = self.out.flush().err();
        }
    }

    fn member(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Unread> {
        self.budget.count_member()?;
        self.send(&Message::MemberBegins(name.to_owned()), &[]);
        let (out, failed) = (&mut *self.out, &mut self.failed);
        let unread = self.budget.unpack(bytes, &mut |piece| {
            if failed.is_none() {
                *failed = message::write(out, &Message::MemberGoesOn, piece).err();
            }
        });
        let unread = unread.err();
        self.send(&Message::MemberEnds(unread.clone().map(Into::into)), &[]);
        unread.filter(|_| self.budget.is_spent()).map_or(Ok(()), Err)
    }

    fn closed_member(&mut self, name: &str, unread: Unread) -> Result<(), Unread> {
        self.budget.count_member()?;
        self.send(&Message::MemberBegins(name.to_owned()), &[]);
        self.send(&Message::MemberEnds(Some(unread.into())), &[]);
        Ok(())
    }

    fn picture(&mut self, picture: Picture) {
        let Picture { page, width, height, dots_per_point, grey } = picture;
        self.send(&Message::Picture { page, width, height, dots_per_point }, &grey);
    }
}

/// A variable that lets workers take documents that begin with [`TEST_SIGN`]: for tests of what happens to a worker.
#[doc(hidden)]
pub const TEST_DOCUMENTS: &str = "SKJERM_TEST_DOCUMENTS";

/// How a test document begins; one word more says what its reader does.
pub(in crate::extract) const TEST_SIGN: &[u8] = b"%skjerm test document: ";

/// The reader of test documents: does what readers of hostile documents may do.
pub(in crate::extract) fn read_test_document(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    if std::env::var_os(TEST_DOCUMENTS).is_none() {
        return Err(Unread::new(Reason::Unsupported, "a test document"));
    }
    let refused = |what: io::Result<()>| what.map_err(|error| Unread::new(Reason::Io, error.kind().to_string()));
    output.part(Part::text(Role::Body, &b"Before it happened."[..]));
    match input.bytes[TEST_SIGN.len()..].trim_ascii() {
        b"panic" => panic!("as the document asks"),
        b"abort" => std::process::abort(),
        b"hang" => loop {
            std::hint::spin_loop();
        },
        b"overflow" => refused(Err(io::Error::other(deeper(1).to_string()))),
        b"memory" => {
            let mut hoard = Vec::new();
            loop {
                hoard.push(vec![1_u8; 16 << 20]);
            }
        }
        b"open" => refused(std::fs::read_dir("/").map(drop)),
        b"write" => refused(std::fs::write("/tmp/skjerm-test-document", b"out").map(drop)),
        b"connect" => refused(std::net::TcpStream::connect(("127.0.0.1", 9)).map(drop)),
        b"start" => refused(std::process::Command::new("true").status().map(drop)),
        b"garble" => refused(io::stdout().write_all(&[0xFF; 64]).and_then(|()| io::stdout().flush())),
        _ => Ok(()),
    }
}

/// Takes more of the stack than there is.
fn deeper(level: u64) -> u64 {
    let room = std::hint::black_box([level; 512]);
    if level == 0 { 0 } else { deeper(level + 1).wrapping_add(room[511]) }
}
