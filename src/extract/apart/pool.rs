//! The run's side: a pool of workers, one for each document that is being read, kept for the next. A worker that is over its time is
//! killed, one that died is replaced; either costs the document that it had.

use super::super::{Member, Options, Picture, Piece};
use super::job::Job;
use super::message::{self, Message, Request};
use super::worker::{TEST_DOCUMENTS, most_memory};
use crate::model::{Reason, Unread};
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How often somebody looks at the clock.
const TICK: Duration = Duration::from_millis(50);

/// What the standard library writes where memory is refused.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Processes that read documents in binary formats. Shared by all threads of the run.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
    watched: Arc<Mutex<Vec<Weak<Watched>>>>,
}

impl Workers {
    /// Workers that are `program`, which must call [`super::serve`] where its first argument is [`super::WORKER`]. The first is
    /// started when it is needed.
    pub fn new(program: PathBuf) -> Self {
        let watched = Arc::default();
        let watcher = Arc::downgrade(&watched);
        // Without a watcher there is no time limit, which is no reason to read nothing.
        let _ = std::thread::Builder::new().name("time limits".into()).spawn(move || watch(&watcher));
        Workers { program, idle: Mutex::default(), watched }
    }

    /// Reads a document as [`super::super::extract_all`] does, in a worker. What `sink` does with a piece does not count as the
    /// reader's time.
    ///
    /// # Errors
    /// What was not read, and why: what the reader says, or that it took too long, took too much memory or died.
    pub fn read<'a>(
        &self,
        bytes: &[u8],
        name: &str,
        options: Options<'_>,
        sink: &mut dyn FnMut(Piece<'a>),
    ) -> Result<(), Unread> {
        if bytes.len() as u64 > options.limits.document {
            return Err(Unread::new(Reason::TooLarge, format!("more than {} bytes", options.limits.document)));
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.program, &self.watched).map_err(|error| {
                Unread::new(Reason::Crashed, format!("no process could be started to read it: {error}"))
            })?,
        };
        worker.time_left = Duration::from_secs(options.limits.seconds);
        match worker.converse(bytes, name, options, sink) {
            Ok(outcome) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                outcome
            }
            Err(error) => Err(worker.bury(&error, options)),
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.idle.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            worker.dismiss();
        }
    }
}

/// A process and the time that it has.
#[derive(Debug)]
struct Watched {
    child: Mutex<Child>,
    /// When it is killed; `None` while it has nothing to do.
    deadline: Mutex<Option<Instant>>,
    expired: AtomicBool,
}

impl Watched {
    fn until(&self, deadline: Option<Instant>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    fn kill(&self) {
        let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).kill();
    }
}

/// Kills what is over its time, as long as there is a pool.
fn watch(watched: &Weak<Mutex<Vec<Weak<Watched>>>>) {
    while let Some(watched) = watched.upgrade() {
        let mut all = watched.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| one.strong_count() > 0);
        for one in all.iter().filter_map(Weak::upgrade) {
            let deadline = *one.deadline.lock().unwrap_or_else(PoisonError::into_inner);
            if deadline.is_some_and(|deadline| deadline < Instant::now()) {
                one.expired.store(true, Ordering::Relaxed);
                one.kill();
            }
        }
        drop(all);
        drop(watched);
        std::thread::sleep(TICK);
    }
}

#[derive(Debug)]
struct Worker {
    job: Job,
    watched: Arc<Watched>,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    errors: ChildStderr,
    time_left: Duration,
}

impl Worker {
    fn start(program: &PathBuf, watched: &Mutex<Vec<Weak<Watched>>>) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(super::WORKER).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Parts of Windows look for themselves by the second.
        for name in [TEST_DOCUMENTS, "SystemRoot"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        let mut child = command.spawn()?;
        // Where it cannot be held it goes unused: its input ends, and so does it.
        let job = Job::of(&child)?;
        let (Some(requests), Some(answers), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let process =
            Arc::new(Watched { child: Mutex::new(child), deadline: Mutex::new(None), expired: AtomicBool::new(false) });
        watched.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&process));
        Ok(Worker {
            job,
            watched: process,
            requests,
            answers: BufReader::with_capacity(64 * 1024, answers),
            errors,
            time_left: Duration::ZERO,
        })
    }

    /// The error is one of the pipes, or of a message that is none: the worker is of no more use.
    fn converse<'a>(
        &mut self,
        bytes: &[u8],
        name: &str,
        options: Options<'_>,
        sink: &mut dyn FnMut(Piece<'a>),
    ) -> io::Result<Result<(), Unread>> {
        self.job.limit_memory(most_memory(&options.limits, bytes.len() as u64))?;
        self.timed(|worker| {
            message::write(&mut worker.requests, &Request::new(bytes, name, options), &[])?;
            worker.requests.write_all(bytes)?;
            worker.requests.flush()
        })?;
        let garbled = || io::Error::other("a message that makes no sense");
        let mut member: Option<Member> = None;
        let mut body = Vec::new();
        loop {
            let message = self.timed(|worker| message::read(&mut worker.answers, &mut body))?;
            match (message.ok_or(io::ErrorKind::UnexpectedEof)?, &mut member) {
                (Message::Part(head), None) => {
                    sink(Piece::Part(head.with_text(std::mem::take(&mut body)).ok_or_else(garbled)?));
                }
                (Message::MemberBegins(name), None) => {
                    member = Some(Member { name, bytes: Vec::new(), unread: None });
                }
                (Message::MemberGoesOn, Some(member)) => member.bytes.extend_from_slice(&body),
                (Message::MemberEnds(unread), Some(_)) => {
                    let whole = member.take().map(|member| Member { unread: unread.map(Into::into), ..member });
                    whole.map(Piece::Member).into_iter().for_each(&mut *sink);
                }
                (Message::Picture { page, width, height, dots_per_point }, None) => {
                    let grey = std::mem::take(&mut body);
                    if u64::from(width) * u64::from(height) != grey.len() as u64 {
                        return Err(garbled());
                    }
                    sink(Piece::Picture(Picture { page, width, height, grey, dots_per_point }));
                }
                (Message::Done(outcome), None) => return Ok(outcome.map_or(Ok(()), |trouble| Err(trouble.into()))),
                _ => return Err(garbled()),
            }
        }
    }

    /// Does what waits for the worker, within its time.
    fn timed<T>(&mut self, does: impl FnOnce(&mut Self) -> io::Result<T>) -> io::Result<T> {
        let begun = Instant::now();
        self.watched.until(Some(begun + self.time_left));
        let done = does(self);
        self.watched.until(None);
        self.time_left = self.time_left.saturating_sub(begun.elapsed());
        done
    }

    /// Ends the worker and tells why its document is not read.
    fn bury(mut self, error: &io::Error, options: Options<'_>) -> Unread {
        self.watched.kill();
        let status = self.watched.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
        if self.watched.expired.load(Ordering::Relaxed) {
            return Unread::new(Reason::Timeout, format!("not read within {} seconds", options.limits.seconds));
        }
        let mut said = Vec::new();
        let _ = (&mut self.errors).take(64 * 1024).read_to_end(&mut said);
        if String::from_utf8_lossy(&said).contains(OUT_OF_MEMORY) {
            let most = options.limits.memory >> 20;
            return Unread::new(Reason::TooLarge, format!("its reader needs more than {most} MiB of memory"));
        }
        let how = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        let garbled = matches!(error.kind(), io::ErrorKind::Other).then_some("; its answer made no sense");
        Unread::new(Reason::Crashed, format!("its reader died ({how}{})", garbled.unwrap_or_default()))
    }

    /// Lets an idle worker end: its input does.
    fn dismiss(self) {
        // The job is held on to until the end, so that it comes by itself.
        let Worker { watched, requests, job: _job, .. } = self;
        drop(requests);
        let _ = watched.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}
