#include <sys/prctl.h>
#include <unistd.h>

/// Nobody else's process may read this one's memory, and no core file is made of it (prctl is variadic).
static inline int aura_forbid_dumping(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// The environment as the process was given it (`environ` is a mutable global, which Swift does not let in).
static inline char **aura_environment(void) { return __environ; }
