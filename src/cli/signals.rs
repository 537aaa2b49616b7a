//! Signals: the user, the machine or the caller asks a run to end, or a file has grown as large as it may.

use super::Exit;
use crate::{report, source};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is raised when the run is to end: by Ctrl-C, by the end of a session, by whoever stops the program. Nobody waits for standard
/// input any longer then. A second signal ends the process at once, and no half report is left.
pub fn stop_when_asked() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = stop.clone();
    let hangups = Hangups::found();
    // A second handler cannot be set: then the signal ends the process, as it would without one.
    let _ = ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::Relaxed) {
            report::remove_unfinished();
            std::process::exit(Exit::Interrupted as i32);
        }
        source::stop_waiting();
    });
    hangups.restore();
    stop
}

/// A file that may not grow further is an error of its writer, told with its name, and no signal that ends the process.
pub fn survive_full_files() {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: to ignore a signal runs no code of ours, and no other thread runs yet that could set another way.
        unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    }
}

/// What was done about the end of a session: `nohup` has it ignored, and that is to stay so.
struct Hangups {
    are_ignored: bool,
}

impl Hangups {
    fn found() -> Self {
        #[cfg(target_os = "linux")]
        {
            // SAFETY: to ignore a signal runs no code of ours. It is for the moment in which the handler is set.
            let before = unsafe { libc::signal(libc::SIGHUP, libc::SIG_IGN) };
            Hangups { are_ignored: before == libc::SIG_IGN }
        }
        #[cfg(not(target_os = "linux"))]
        Hangups { are_ignored: false }
    }

    fn restore(&self) {
        #[cfg(target_os = "linux")]
        if self.are_ignored {
            // SAFETY: to ignore a signal runs no code of ours.
            unsafe { libc::signal(libc::SIGHUP, libc::SIG_IGN) };
        }
    }
}
