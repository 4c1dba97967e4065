#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/// Nobody else's process may read this one's memory, and no core file is made of it (prctl is variadic).
static inline int aura_forbid_dumping(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// The environment as the process was given it (`environ` is a mutable global, which Swift does not let in).
static inline char **aura_environment(void) { return __environ; }

/// Whether this process's memory may be read by others, or -1 (prctl is variadic).
static inline int aura_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

/// Copies memory of this process through the kernel: an address that is not there is an error and no fault
/// (process_vm_readv is declared for GNU sources alone, which would make fd_set another type than Glibc's module has).
static inline long aura_read_memory(uintptr_t from, void *into, unsigned long count) {
    struct iovec local = {into, count}, remote = {(void *)from, count};
    return syscall(SYS_process_vm_readv, getpid(), &local, 1UL, &remote, 1UL, 0UL);
}
