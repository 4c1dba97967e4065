import AuraPlatform
import Foundation
import Testing

/// Where little space is left nothing is taken in, and what must go still goes (FAULTS.md R6).
@Suite struct SpaceTests {
    @Test func `an installation keeps space aside`() async throws {
        let test = try await TestPlatform()
        #expect(try test.reserve() == Limits.reserveBytes)
    }

    @Test func `with little space content is refused, and nothing of it is stored`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let full = try await test.reopened { $0.minimumFree = .max }
        let me = test.me
        await expect(.storageFull) { try await full.tenants.create("b", owner: "b@b.example", as: me) }
        await expect(.storageFull) { try await full.bots.create("other", of: acme, as: me) }
        await expect(.storageFull) {
            try await full.documents.add(
                .init(bytes: Array("# A".utf8), mediaType: .markdown), to: nil, of: acme, as: me)
        }
        await expect(.storageFull) {
            try await full.chat.send(.init("How do refunds work?"), to: nil, of: acme, as: me)
        }
        #expect(try await full.usage.show(of: acme, as: me).calls == 0)
        #expect(try await full.bots.list(of: acme, as: me).count == 1)
    }

    @Test func `with little space erasure, purge and deletion go on, and the space is taken again`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        _ = try await test.ask("How do refunds work?", by: "bob@x.example", of: acme)
        test.platform.close()
        let full = try await test.reopened { $0.minimumFree = .max }
        guard case .done = try await full.subjects.erase("ann@x.example", of: acme, as: test.me) else {
            throw TestPlatform.Refused()
        }
        test.clock.advance(days: 44)
        _ = try await full.retention.purge(as: test.me)
        for document in try await full.documents.list(of: acme, as: test.me) {
            _ = try await full.documents.delete(document.document.id, of: acme, as: test.me)
        }
        #expect(try await full.documents.list(of: acme, as: test.me).isEmpty)
        #expect(try test.reserve() == Limits.reserveBytes)
    }
}

extension TestPlatform {
    fileprivate func reserve() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/reserve")
        return attributes[.size] as? Int ?? 0
    }
}
