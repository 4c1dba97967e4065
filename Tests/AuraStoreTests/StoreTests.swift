import AuraCore
import Testing

@testable import AuraStore

@Suite struct StoreTests {
    @Test func `a store that was created opens again with its first audit entry`() async throws {
        let folder = TestFolder()
        let store = try await Sample.store(in: folder)
        try store.close()
        let again = try await Sample.open(folder)
        let entries = try await again.operator.read { reader in
            try reader.auditEntries(of: .operator, .oldestFirst, limit: 10)
        }
        #expect(entries.map(\.action) == [.installationInitialised])
        #expect(try await again.operator.verify(.operator) == .intact(entries: 1))
        #expect(!again.ledgerState.needsReplay)
        try again.close()
    }
}
