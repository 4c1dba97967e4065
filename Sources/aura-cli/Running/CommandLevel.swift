/// How much a command can do, and so what it asks before.
enum CommandLevel: String, CaseIterable, Sendable {
    /// Changes nothing.
    case read
    /// Adds or changes; never asks.
    case write
    /// Takes something away: a terminal asks, elsewhere `--yes` or exit 64 before anything is touched.
    case destructive
    /// Irreversible and wide: `--confirm NAME` repeats the object's name, also on a terminal, and `--reason` is kept.
    case irreversible

    /// Whether the command can change the store at all.
    var changes: Bool { self != .read }
}
