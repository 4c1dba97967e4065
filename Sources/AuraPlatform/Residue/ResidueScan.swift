import AuraCore
import Glibc

/// Looks for many needles in one pass over bytes or over a file of any length.
package struct ResidueScan: Sendable {
    private let needles: [ResidueNeedles.Needle]
    /// Needles by their first four bytes.
    private let beginnings: [UInt32: [Int]]
    /// Whether any needle begins with these two bytes.
    private let isBeginning: [Bool]
    private let longest: Int

    /// Bytes of a file that are in memory at one time.
    private static let chunk = 1 << 20

    package init(_ needles: ResidueNeedles) {
        self.needles = needles.all
        longest = needles.all.map(\.bytes.count).max() ?? 1
        var beginnings: [UInt32: [Int]] = [:]
        var isBeginning = [Bool](repeating: false, count: 1 << 16)
        for (place, needle) in needles.all.enumerated() {
            let first = needle.bytes.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            beginnings[first, default: []].append(place)
            isBeginning[Int(first & 0xFFFF)] = true
        }
        self.beginnings = beginnings
        self.isBeginning = isBeginning
    }

    /// The needles that stand in some bytes.
    package func found(in bytes: [UInt8]) -> Set<ResidueNeedles.Needle> {
        var found: Set<Int> = []
        bytes.withUnsafeBytes { look(in: $0, &found) }
        return Set(found.map { needles[$0] })
    }

    /// The needles that stand in a regular file; nothing where there is none or it cannot be read.
    ///
    /// A file on which this process holds locks must not be opened this way: closing it would drop them.
    ///
    /// - Parameter isLinkFollowed: Only for what `/proc` shows as a link to an open file.
    package func found(inFile path: String, isLinkFollowed: Bool = false) -> Set<ResidueNeedles.Needle>? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (isLinkFollowed ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return found(inDescriptor: descriptor)
    }

    /// The needles that stand in a regular file that is open for reading; where it is read next stays as it is.
    package func found(inDescriptor descriptor: Int32) -> Set<ResidueNeedles.Needle>? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var found: Set<Int> = []
        var buffer = [UInt8](repeating: 0, count: ResidueScan.chunk + longest)
        var (kept, offset) = (0, 0)
        while true {
            let got = buffer.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: kept), ResidueScan.chunk, off_t(offset))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            offset += got
            let filled = kept + got
            buffer.withUnsafeBytes { look(in: UnsafeRawBufferPointer(rebasing: $0[..<filled]), &found) }
            // A needle may begin in this chunk and end in the next.
            kept = min(longest - 1, filled)
            buffer.replaceSubrange(0..<kept, with: Array(buffer[filled - kept..<filled]))
        }
        return Set(found.map { needles[$0] })
    }

    private func look(in bytes: UnsafeRawBufferPointer, _ found: inout Set<Int>) {
        guard bytes.count >= 8, !isZero(bytes), let start = bytes.baseAddress else { return }
        isBeginning.withUnsafeBufferPointer { isBeginning in
            for place in 0..<bytes.count - 3 {
                let pair =
                    Int(start.load(fromByteOffset: place, as: UInt8.self))
                    | Int(start.load(fromByteOffset: place + 1, as: UInt8.self)) << 8
                guard isBeginning[pair] else { continue }
                let four = UInt32(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                for number in beginnings[four] ?? [] where !found.contains(number) {
                    let needle = needles[number].bytes
                    guard place + needle.count <= bytes.count, memcmp(start + place, needle, needle.count) == 0 else {
                        continue
                    }
                    found.insert(number)
                }
            }
        }
    }

    /// Space that was kept aside and never written to, which is most of the reserve.
    private func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress, bytes[0] == 0 else { return false }
        return memcmp(start, start + 1, bytes.count - 1) == 0
    }
}
