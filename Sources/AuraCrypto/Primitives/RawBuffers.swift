extension UnsafeRawBufferPointer {
    /// The bytes as C calls want them.
    var octets: UnsafePointer<UInt8>? {
        baseAddress?.assumingMemoryBound(to: UInt8.self)
    }

    /// The bytes of a range that lies within the buffer.
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The bytes as C calls want them.
    var octets: UnsafeMutablePointer<UInt8>? {
        baseAddress?.assumingMemoryBound(to: UInt8.self)
    }

    /// The bytes from `place` on, which lies within the buffer or at its end.
    func octets(from place: Int) -> UnsafeMutablePointer<UInt8>? {
        octets?.advanced(by: place)
    }

    /// The bytes of a range that lies within the buffer.
    func part(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: self[range])
    }
}
