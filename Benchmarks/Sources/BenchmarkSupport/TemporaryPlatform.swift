public import AuraPlatform
import Foundation

/// A platform in a folder of its own, with a key of its own whatever `AURA_…` says.
public struct TemporaryPlatform: Sendable {
    public let folder: String
    public let platform: Platform
    public let principal = Principal.job(named: "benchmark")
    public let tenant: ObjectName

    public init(clock: WallClock = .system) async throws {
        folder = NSTemporaryDirectory() + "aura-bench-" + UUID().uuidString
        var configuration = PlatformConfiguration(dataDirectory: folder)
        configuration.clock = clock
        _ = try await Platform.initialise(configuration, rootKey: .file(path: "root.key"), as: principal)
        platform = try await Platform.open(configuration)
        tenant = try await platform.tenants.create("bench", owner: "owner@bench.example", as: principal).tenant.name
        _ = try await platform.bots.create("bot", of: tenant, as: principal)
    }

    public func add(_ text: String, titled title: String, language: String? = nil) async throws -> Document.ID {
        var draft = DocumentService.Draft(bytes: Array(text.utf8), mediaType: .markdown, title: title)
        draft.language = language
        return try await platform.documents.add(draft, to: nil, of: tenant, as: principal).document.id
    }

    public func remove() {
        platform.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
