extension String {
    /// Lends the UTF-8 bytes.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        var text = self
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    /// Equality of the UTF-8 bytes; `==` would be canonical equivalence (E2).
    func hasSameBytes(as other: String) -> Bool {
        withBytes { left in other.withBytes { right in MessageAuthentication.isEqual(left, right) } }
    }
}
