#pragma once

#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call.

/// No checkpoint when the last connection closes: the write gate's holder checkpoints (FAULTS.md R4).
static inline int aura_sqlite_no_checkpoint_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
