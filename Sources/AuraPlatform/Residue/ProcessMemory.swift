package import AuraCore
import CProcess
import Glibc

/// A secret that can be looked for without standing in memory itself: every byte is kept changed.
package struct MaskedSecret: Sendable {
    private static let mask: UInt8 = 0xA5
    private let bytes: [UInt8]

    package init(_ secret: SecretBytes) {
        bytes = secret.withUnsafeBytes { $0.map { $0 ^ MaskedSecret.mask } }
    }

    var count: Int { bytes.count }

    /// How often the secret stands in some bytes.
    func copies(in buffer: UnsafeRawBufferPointer) -> Int {
        guard let first = bytes.first, let start = buffer.baseAddress, buffer.count >= count else { return 0 }
        var (copies, place) = (0, 0)
        while place + count <= buffer.count,
            let hit = memchr(start + place, Int32(first ^ MaskedSecret.mask), buffer.count - count + 1 - place)
        {
            place = UnsafeRawPointer(hit) - start
            if (0..<count).allSatisfy({ buffer[place + $0] ^ MaskedSecret.mask == bytes[$0] }) { copies += 1 }
            place += 1
        }
        return copies
    }
}

/// This process's own memory that can be written to: heap, stacks, mapped logs. It is read through the kernel, so that
/// a page that goes away meanwhile is no fault.
package struct ProcessMemory {
    private static let chunk = 1 << 16

    package init() {}

    /// How often a secret stands in it, and how many bytes were looked at.
    ///
    /// - Returns: Nothing where the system does not let a process read itself.
    package func copies(of secret: MaskedSecret) -> (copies: Int, bytes: Int)? {
        guard let areas = areas() else { return nil }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: ProcessMemory.chunk + secret.count, alignment: 4_096)
        defer { buffer.deallocate() }
        guard let start = buffer.baseAddress else { return nil }
        defer { explicit_bzero(start, buffer.count) }
        let own = UInt(bitPattern: start)..<UInt(bitPattern: start) + UInt(buffer.count)
        var (copies, bytes) = (0, 0)
        for area in areas.flatMap({ without(own, $0) }) {
            var place = area.lowerBound
            while place < area.upperBound {
                // With what the next chunk begins with, so that nothing hides between two.
                let wanted = min(Int(area.upperBound - place), buffer.count)
                let got = aura_read_memory(place, start, UInt(wanted))
                guard got >= 0 || errno == EFAULT else { return nil }
                let seen = min(max(got, 0), ProcessMemory.chunk + secret.count - 1)
                copies += secret.copies(in: UnsafeRawBufferPointer(start: start, count: seen))
                bytes += min(max(got, 0), ProcessMemory.chunk)
                place += UInt(ProcessMemory.chunk)
            }
        }
        return (copies, bytes)
    }

    /// The areas that can be read and written, as the kernel lists them.
    private func areas() -> [Range<UInt>]? {
        let descriptor = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var (text, chunk) = ([UInt8](), [UInt8](repeating: 0, count: ProcessMemory.chunk))
        while true {
            let got = read(descriptor, &chunk, chunk.count)
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { break }
            text += chunk[..<got]
        }
        return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
            guard fields.count > 1, fields[1].hasPrefix("rw") else { return nil }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
        }
    }

    private func without(_ hole: Range<UInt>, _ area: Range<UInt>) -> [Range<UInt>] {
        guard area.overlaps(hole) else { return [area] }
        return [
            area.lowerBound..<max(area.lowerBound, hole.lowerBound),
            min(area.upperBound, hole.upperBound)..<area.upperBound,
        ].filter { !$0.isEmpty }
    }
}
