import CProcess
import Glibc

/// What a process that will hold keys does first.
enum ProcessGuard {
    /// The system's own handlers for crashes (Swift's report would print memory), no core file, no reading of this
    /// memory by others, and no death by a closed pipe.
    static func prepare() {
        for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] { signal(number, SIG_DFL) }
        _ = aura_forbid_dumping()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow is a full disk, an error like any other.
        signal(SIGXFSZ, SIG_IGN)
        occupyStandardDescriptors()
    }

    /// A closed standard descriptor is filled, so that no file of the store is ever opened in its place. Writing to
    /// a closed standard output still fails.
    private static func occupyStandardDescriptors() {
        for descriptor in [0, 1, 2] as [Int32] where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is taken, which is this one: those below it are open by now.
            _ = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
        }
    }
}
