import AuraCore
import AuraProviders
import AuraTestSupport
import Foundation
import NIOCore
import NIOSSL
import Synchronization
import Testing

/// TLS that fails, and the versions that AURA offers (FAULTS.md NT1, clause 10.1).
@Suite struct TLSTests {
    private func origin(_ vendor: LoopbackVendor) -> String { "https://127.0.0.1:\(vendor.port)" }

    @Test func `a vendor that does not speak TLS is not asked twice`() async throws {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { vendor in
            let waits = Waits()
            let result = await Calls.outcome(with: try Calls.provider(at: origin(vendor), waits: waits)).result
            #expect(result.failure == ProviderError(.tlsFailed, wasSent: false))
            #expect(waits.durations.isEmpty)
            #expect(vendor.requests.isEmpty)
        }
    }

    @Test func `a certificate that nobody vouches for ends the call before the key is sent`() async throws {
        let context = try SelfSigned.context()
        try await LoopbackVendor.run { _, _ in
            .json(AnswerFormTests.whole)
        } prepare: { channel in
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        } body: { vendor in
            let waits = Waits()
            let result = await Calls.outcome(with: try Calls.provider(at: origin(vendor), waits: waits)).result
            #expect(result.failure == ProviderError(.tlsFailed, wasSent: false))
            #expect(waits.durations.isEmpty)
            #expect(vendor.requests.isEmpty)
        }
    }

    @Test func `no version below TLS 1.2 is offered`() async throws {
        let hello = Mutex<[UInt8]>([])
        try await withRecordedHello(hello) { vendor in
            _ = await Calls.outcome(with: try Calls.provider(at: origin(vendor)))
        }
        let versions = try #require(ClientHello.versions(in: hello.withLock { $0 }))
        #expect(versions == [0x0304, 0x0303])
    }

    private func withRecordedHello(
        _ hello: borrowing Mutex<[UInt8]>, body: (LoopbackVendor) async throws -> Void
    ) async throws {
        let recorded = RecordedBytes()
        try await LoopbackVendor.run { _, _ in
            .whole()
        } prepare: { channel in
            try channel.pipeline.syncOperations.addHandler(FirstBytes(recorded))
        } body: { vendor in
            try await body(vendor)
        }
        hello.withLock { $0 = recorded.bytes.withLock { $0 } }
    }
}

private final class RecordedBytes: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

/// Keeps what arrives, and hangs up once a whole TLS record is there.
private final class FirstBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let recorded: RecordedBytes

    init(_ recorded: RecordedBytes) {
        self.recorded = recorded
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let all = recorded.bytes.withLock { bytes in
            bytes += unwrapInboundIn(data).readableBytesView
            return bytes
        }
        if all.count >= 5, all.count >= 5 + Int(all[3]) << 8 + Int(all[4]) { context.close(promise: nil) }
    }
}

/// The part of a TLS ClientHello that the tests look at (RFC 8446 §4.1.2).
private enum ClientHello {
    /// The numbers of the extension `supported_versions`, without the reserved ones that mean nothing (RFC 8701).
    static func versions(in record: [UInt8]) -> [Int]? {
        var rest = record.dropFirst(5 + 4 + 2 + 32)
        func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number(_ count: Int) -> Int { take(count).reduce(0) { $0 << 8 | Int($1) } }
        _ = take(number(1))
        _ = take(number(2))
        _ = take(number(1))
        _ = number(2)
        while !rest.isEmpty {
            let kind = number(2)
            let body = Array(take(number(2)))
            guard kind == 43 else { continue }
            return stride(from: 1, to: body.count - 1, by: 2).map { Int(body[$0]) << 8 | Int(body[$0 + 1]) }
                .filter { $0 & 0x0F0F != 0x0A0A }
        }
        return nil
    }
}

/// A certificate made for one test by the `openssl` program.
private enum SelfSigned {
    struct Failure: Error {}

    static func context() throws -> NIOSSLContext {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aura-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (folder.appending(path: "key.pem").path, folder.appending(path: "cert.pem").path)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(privateKey)))
    }
}
