import CProcess
import Glibc

/// What the system does with this process when it crashes (FAULTS.md R9). An embedding program sets it itself.
package struct ProcessSettings: Hashable, Sendable {
    /// Whether a crash could write memory into a file.
    package let leavesCores: Bool
    /// Whether other processes of this user may read its memory.
    package let isDumpable: Bool
    /// Signals of a crash that are handled by something else than the system.
    package let handled: [Int32]

    /// As they are now.
    package static var current: ProcessSettings {
        var limit = rlimit()
        let known = getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
        let signals = [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV].filter { number in
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0 else { return true }
            return action.__sigaction_handler.sa_handler != nil
        }
        return ProcessSettings(
            leavesCores: !known || limit.rlim_cur != 0 || limit.rlim_max != 0, isDumpable: aura_is_dumpable() != 0,
            handled: signals)
    }
}
