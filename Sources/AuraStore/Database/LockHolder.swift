import AuraCore
import Glibc

/// Who holds a lock and since when, as one of the fixed places of the file `lock`. Best effort: the line only
/// explains, the lock is what excludes.
struct LockHolder: Hashable, Sendable {
    /// A place of the file: the write gate's, then the jobs'.
    enum Place: Int {
        case gate = 0
        case jobs = 128
    }

    /// Bytes of a place, line feed included.
    static let length = 128

    let pid: Int32?
    let since: Timestamp?

    /// Writes that this process holds the lock from now on.
    static func note(in descriptor: Int32, at place: Place) {
        let line: JSONValue = ["pid": JSONValue(Int(getpid())), "since": JSONValue(WallClock.system.now)]
        write(line.canonical, to: descriptor, at: place)
    }

    /// Blanks the place.
    static func clear(in descriptor: Int32, at place: Place) {
        write([], to: descriptor, at: place)
    }

    init(readFrom descriptor: Int32, at place: Place) {
        var buffer = [UInt8](repeating: 0, count: LockHolder.length)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(place.rawValue)) }
        let json = count > 0 ? try? JSONValue(parsing: Array(buffer.prefix(count))) : nil
        pid = json?["pid"]?.integer.flatMap(Int32.init(exactly:))
        since = json?["since"]?.string.flatMap(Timestamp.init)
    }

    private static func write(_ line: [UInt8], to descriptor: Int32, at place: Place) {
        var bytes = Array(line.prefix(length - 1))
        bytes += [UInt8](repeating: 0x20, count: length - 1 - bytes.count) + [0x0A]
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(place.rawValue)) }
    }
}
