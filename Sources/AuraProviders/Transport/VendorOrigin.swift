import AuraCore

/// The exact origin of a vendor: scheme, host and port as RFC 6454 serialises them, and nothing else.
///
/// `https://` and a lower-case host name in its ASCII form; a port only if it is not the scheme's own. Of addresses
/// only `127.0.0.1` and `[::1]` are read, and they alone may have `http://`. No path, no final slash, no user.
package struct VendorOrigin: Hashable, Sendable, LosslessStringConvertible {
    package let description: String
    /// Whether the host is this machine, so that nothing sent there leaves it.
    package let isLoopback: Bool

    /// Reads an origin; every other spelling of it, and every other text, gives nothing.
    package init?(_ text: String) {
        guard text.utf8.count <= 270, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let authority = text.dropFirst(isSecure ? 8 : 7)
        let host = authority.hasPrefix("[::1]") ? authority.prefix(5) : authority.prefix { $0 != ":" }
        let isLoopback = host == "127.0.0.1" || host == "[::1]"
        guard isLoopback || (isSecure && VendorOrigin.isName(host)),
            VendorOrigin.isPort(authority.dropFirst(host.count), defaultPort: isSecure ? 443 : 80)
        else { return nil }
        description = text
        self.isLoopback = isLoopback
    }

    private static func isName(_ host: Substring) -> Bool {
        let labels = host.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        // A last label that begins with a digit makes the whole an address in some spelling or other.
        guard host.utf8.count <= 253, let first = labels.last?.first, !(0x30...0x39).contains(first) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        }
    }

    private static func isPort(_ text: Substring, defaultPort: Int) -> Bool {
        guard !text.isEmpty else { return true }
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == 0x3A, digits.count <= 5, digits.first != 0x30, let port = digits.decimalNumber else {
            return false
        }
        return (1...65_535).contains(port) && port != defaultPort
    }
}
