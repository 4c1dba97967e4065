import AuraCore
import Foundation
import Testing

@Suite struct SecretBytesTests {
    private static let canary = "sk-canary-0123456789"
    private static var secret: SecretBytes { SecretBytes(copying: Array(canary.utf8)) }

    @Test func `a secret lends its bytes and nothing else`() {
        let secret = Self.secret
        #expect(secret.count == Self.canary.utf8.count)
        #expect(secret.withUnsafeBytes { Array($0) } == Array(Self.canary.utf8))
        #expect(SecretBytes(copying: []).withUnsafeBytes { $0.count } == 0)
    }

    @Test func `no way of printing shows a secret`() {
        let secret = Self.secret
        var dumped = ""
        dump(secret, to: &dumped)
        var nested = ""
        dump(["key": (secret, Optional(secret))], to: &nested)
        let outputs = [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped, nested, "\([secret])",
            "\(Optional(secret) as Any)", secret.debugDescription,
        ]
        for output in outputs {
            #expect(output.contains("[redacted]"))
            #expect(!output.contains("canary"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(Mirror(reflecting: secret).superclassMirror == nil)
    }

    @Test func `a secret can be neither encoded nor compared`() {
        let secret: Any = Self.secret
        #expect(!(secret is any Encodable))
        #expect(!(secret is any Decodable))
        #expect(!(secret is any Equatable))
        #expect(!(secret is any LosslessStringConvertible))
    }

    @Test(arguments: [
        ("key\n", true, "key"), ("key\r\n", true, "key"), ("key\n\n", true, "key\n"), ("key\r", true, "key\r"),
        ("key", true, "key"), ("\n", true, ""), ("", true, ""), ("key\n", false, "key\n"),
    ])
    func `one trailing line end goes if it is asked for`(text: String, cuts: Bool, kept: String) throws {
        let secret = try Self.piping(Array(text.utf8)) { descriptor throws(SecretBytes.ReadingError) in
            try SecretBytes(readingFrom: descriptor, limit: 100, cutsNewline: cuts)
        }
        #expect(secret.withUnsafeBytes { Array($0) } == Array(kept.utf8))
    }

    @Test(arguments: [9, 10, 11, 5_000])
    func `more than the limit is refused and the limit itself is not`(count: Int) throws {
        let read = {
            try Self.piping([UInt8](repeating: 0x41, count: count)) { descriptor throws(SecretBytes.ReadingError) in
                try SecretBytes(readingFrom: descriptor, limit: 10)
            }
        }
        if count > 10 {
            #expect(throws: SecretBytes.ReadingError.tooLong(limit: 10)) { try read() }
        } else {
            #expect(try read().count == count)
        }
    }

    @Test func `a descriptor that cannot be read says why`() {
        #expect(throws: SecretBytes.ReadingError.failed(errno: EBADF)) {
            try SecretBytes(readingFrom: -1, limit: 10)
        }
    }

    @Test func `an error while filling comes through`() {
        struct Cut: Error {}
        #expect(throws: Cut.self) {
            try SecretBytes(capacity: 4) { (_) throws(Cut) in throw Cut() }
        }
    }

    /// Feeds bytes through a pipe, so that they arrive as they would on standard input.
    private static func piping<R>(
        _ bytes: [UInt8], to read: (Int32) throws(SecretBytes.ReadingError) -> R
    ) throws -> R {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(bytes))
        try pipe.fileHandleForWriting.close()
        return try read(pipe.fileHandleForReading.fileDescriptor)
    }
}
