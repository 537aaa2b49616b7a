//! What the run holds a worker by. On Windows that is a job object, which nobody but the run has a handle to: it limits the worker's
//! memory, keeps it from starting other processes, and ends it when the run lets go or dies. Elsewhere a worker limits itself
//! (`confine.rs`) and there is nothing to hold. How long a worker may take the pool decides on every system (`pool.rs`).

pub use system::Job;

#[cfg(not(windows))]
mod system {
    use std::io;
    use std::process::Child;

    /// Nothing to hold.
    #[derive(Debug)]
    pub struct Job;

    impl Job {
        /// A job for `child`.
        ///
        /// # Errors
        /// None.
        pub fn of(_child: &Child) -> io::Result<Self> {
            Ok(Job)
        }

        /// Leaves it to the worker.
        ///
        /// # Errors
        /// None.
        pub fn limit_memory(&self, _bytes: u64) -> io::Result<()> {
            Ok(())
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::mem::size_of_val;
    use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
    use std::process::Child;
    use std::ptr;
    use windows_sys::Win32::System::JobObjects::{
        AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
        JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
        JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation,
        SetInformationJobObject,
    };

    /// A job object with one process in it, which ends with it.
    #[derive(Debug)]
    pub struct Job(OwnedHandle);

    impl Job {
        /// A job for `child`, whose memory is not limited yet. It is to be given no document before.
        ///
        /// # Errors
        /// The system makes no job, or does not put `child` into it.
        pub fn of(child: &Child) -> io::Result<Self> {
            // SAFETY: both pointers may be null, which asks for default rights and no name.
            let handle = unsafe { CreateJobObjectW(ptr::null(), ptr::null()) };
            if handle.is_null() {
                return Err(io::Error::last_os_error());
            }
            // SAFETY: the handle is a new one, open, and nobody else's: the one owner closes it once.
            let job = Job(unsafe { OwnedHandle::from_raw_handle(handle) });
            job.limit(0, 0)?;
            // SAFETY: both handles are open, since `job` and `child` own them and live longer than the call.
            let done = unsafe { AssignProcessToJobObject(job.0.as_raw_handle(), child.as_raw_handle()) };
            if done == 0 { Err(io::Error::last_os_error()) } else { Ok(job) }
        }

        /// Lets the process have `bytes` of committed memory from now on. Where it asks for more, the system gives it none, and it
        /// ends with «memory allocation … failed».
        ///
        /// # Errors
        /// The system does not set the limit.
        pub fn limit_memory(&self, bytes: u64) -> io::Result<()> {
            self.limit(JOB_OBJECT_LIMIT_PROCESS_MEMORY, usize::try_from(bytes).unwrap_or(usize::MAX))
        }

        /// Sets `flags` beside those that always hold: the job's last handle closed ends the process, which starts no other and
        /// ends without a dialogue where it crashes.
        fn limit(&self, flags: u32, bytes: usize) -> io::Result<()> {
            let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
            limits.BasicLimitInformation.LimitFlags = flags
                | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
                | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
                | JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
            limits.BasicLimitInformation.ActiveProcessLimit = 1;
            limits.ProcessMemoryLimit = bytes;
            // SAFETY: the handle is open, the class is that of the structure, and the structure is read, not kept, by its length.
            let done = unsafe {
                SetInformationJobObject(
                    self.0.as_raw_handle(),
                    JobObjectExtendedLimitInformation,
                    ptr::addr_of!(limits).cast(),
                    size_of_val(&limits) as u32,
                )
            };
            if done == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
        }
    }
}
