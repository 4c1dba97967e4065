import AuraCore

/// Reads server-sent events byte by byte, so that it does not matter where the network cut them.
///
/// Lines end in CR, LF or CR LF; comments and fields other than `data` are passed over; several `data` lines make one
/// event; the space after the colon may be missing. Events without data are not reported.
struct EventStreamParser {
    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var followsCR = false
    private var isFirstLine = true

    /// - Parameter limit: The most bytes of a line and of an event's data.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next byte.
    ///
    /// - Returns: The data of the event that it ends, if it ends one.
    /// - Throws: `tooLarge` for a line or an event beyond the limit.
    mutating func take(_ byte: UInt8) throws(ProviderError) -> [UInt8]? {
        let isSecondOfPair = followsCR && byte == 0x0A
        followsCR = byte == 0x0D
        if isSecondOfPair { return nil }
        guard byte == 0x0A || byte == 0x0D else {
            guard line.count < limit else { throw ProviderError(.tooLarge, wasSent: true) }
            line.append(byte)
            return nil
        }
        return try endLine()
    }

    /// Ends the stream. A last event without its blank line counts, as its data may be whole.
    mutating func finish() throws(ProviderError) -> [UInt8]? {
        if !line.isEmpty { _ = try endLine() }
        return try endLine()
    }

    private mutating func endLine() throws(ProviderError) -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        if line.isEmpty { return endEvent() }
        guard line.starts(with: "data".utf8), line.count == 4 || line[4] == 0x3A else { return nil }
        var value = line.dropFirst(5)
        if value.first == 0x20 { value = value.dropFirst() }
        if hasData { data.append(0x0A) }
        hasData = true
        guard data.count + value.count <= limit else { throw ProviderError(.tooLarge, wasSent: true) }
        data += value
        return nil
    }

    private mutating func endEvent() -> [UInt8]? {
        defer {
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        return data.isEmpty ? nil : data
    }
}
