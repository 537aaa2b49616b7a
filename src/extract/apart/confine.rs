//! What a worker gives up before it reads the first byte of a document, and how much memory it may take.

/// Gives up files and network for good. What the system does not know (an old kernel, another system) is left as it is: the worker is a
/// process of its own all the same.
pub fn give_up_files_and_network() {
    #[cfg(target_os = "linux")]
    {
        let _ = linux::no_files();
        let _ = linux::few_calls();
    }
}

/// Lets this process take `bytes` of memory from now on. Where it asks for more it ends with «memory allocation … failed».
/// On Windows the run does that (`job.rs`).
pub fn limit_memory(bytes: u64) {
    #[cfg(unix)]
    {
        // Linux counts what is written to as data; elsewhere the whole address space is all there is to limit.
        #[cfg(target_os = "linux")]
        let resource = rlimit::Resource::DATA;
        #[cfg(not(target_os = "linux"))]
        let resource = rlimit::Resource::AS;
        if let Ok(hard) = resource.get_hard() {
            let _ = resource.set(bytes.min(hard), hard);
        }
    }
    #[cfg(not(unix))]
    let _ = bytes;
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

    /// Landlock: no path may be opened, made or removed, no port bound or connected to.
    pub fn no_files() -> Result<(), landlock::RulesetError> {
        let abi = ABI::V5;
        Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .create()?
            .restrict_self()?;
        Ok(())
    }

    /// What a worker still asks of the system: to read and write the pipes it has, memory, time, and its own end.
    const ALLOWED: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_prlimit64,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_tgkill,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// seccomp: every other call of the system is refused (EPERM), so that a reader's wish for a file is an error and not its end.
    pub fn few_calls() -> Result<(), Box<dyn std::error::Error>> {
        let rules = ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
        let refused = SeccompAction::Errno(libc::EPERM as u32);
        let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?;
        let program: BpfProgram = filter.try_into()?;
        Ok(seccompiler::apply_filter(&program)?)
    }
}
