//! Mapped pages that cannot be read any more: the file was cut short, or its disk or network fails. The system tells with SIGBUS,
//! which ends the process. Here such a page becomes one of zeros and its file is known as torn, so that one file is lost and not a
//! night's run.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Files guarded at the same time, more than any run has workers; one more is read unguarded.
const MOST: usize = 1024;

/// A guarded file, where a signal handler can find it: no lock, no memory to ask for.
struct Place {
    is_taken: AtomicBool,
    /// Addresses of the mapping's first byte, 0 for none, and of the one behind its last.
    start: AtomicUsize,
    end: AtomicUsize,
    is_torn: AtomicBool,
}

static PLACES: [Place; MOST] = [const {
    Place {
        is_taken: AtomicBool::new(false),
        start: AtomicUsize::new(0),
        end: AtomicUsize::new(0),
        is_torn: AtomicBool::new(false),
    }
}; MOST];

/// Bytes of a page, set before the handler is.
static PAGE: AtomicUsize = AtomicUsize::new(0);

/// What was done about the signal before, set before the handler is.
static mut BEFORE: MaybeUninit<libc::sigaction> = MaybeUninit::uninit();

/// Keeps a mapping readable as long as it lives, whatever becomes of its file. To be dropped before the mapping.
#[derive(Debug)]
pub(super) struct Guard(Option<&'static Place>);

impl Guard {
    /// Of the mapping that holds `bytes`, all of it.
    pub(super) fn of(bytes: &[u8]) -> Guard {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(install);
        let is_free = |place: &&Place| !place.is_taken.swap(true, Ordering::AcqRel);
        let place = PLACES.iter().find(is_free);
        if let Some(place) = place {
            let range = bytes.as_ptr_range();
            place.is_torn.store(false, Ordering::Relaxed);
            place.start.store(range.start as usize, Ordering::Release);
            place.end.store(range.end as usize, Ordering::Release);
        }
        Guard(place)
    }

    /// Some of it could not be read and was taken for zeros.
    pub(super) fn is_torn(&self) -> bool {
        self.0.is_some_and(|place| place.is_torn.load(Ordering::Acquire))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(place) = self.0 {
            // Nothing lies before 0: whoever reads one of the two before and the other behind finds no range.
            place.end.store(0, Ordering::Release);
            place.start.store(0, Ordering::Release);
            place.is_taken.store(false, Ordering::Release);
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("is_torn", &self.is_torn).finish_non_exhaustive()
    }
}

fn install() {
    // SAFETY: `sysconf` only answers; the action is made whole, and what it was before is written once, before any handler reads it.
    unsafe {
        PAGE.store(usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).unwrap_or(4096), Ordering::Release);
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = replace_page as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGBUS, &action, (&raw mut BEFORE).cast());
    }
}

/// Puts a page of zeros where one cannot be read, so that whoever reads goes on; any other fault meets what was done about it before.
extern "C" fn replace_page(_: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: the system hands over what it knows of this signal; one that it sends itself has an address.
    let (is_fault, address) = unsafe { ((*info).si_code > 0, (*info).si_addr() as usize) };
    let page = PAGE.load(Ordering::Acquire);
    let holds = |place: &&Place| {
        let start = place.start.load(Ordering::Acquire);
        let is_within = start != 0 && start <= address && address < place.end.load(Ordering::Acquire);
        is_fault && is_within && place.start.load(Ordering::Acquire) == start
    };
    let replaced = PLACES.iter().find(holds).is_some_and(|place| {
        place.is_torn.store(true, Ordering::Release);
        let start = ptr::without_provenance_mut(address / page * page);
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED;
        // SAFETY: the page is of a mapping that is only read and outlives its guard. That its bytes change is what its readers
        // expect of a file that others write to.
        unsafe { libc::mmap(start, page, libc::PROT_READ, flags, -1, 0) != libc::MAP_FAILED }
    });
    if !replaced {
        // SAFETY: written by `install` before this could be called. The fault comes again when this returns.
        unsafe { libc::sigaction(libc::SIGBUS, (&raw const BEFORE).cast(), ptr::null_mut()) };
    }
}
