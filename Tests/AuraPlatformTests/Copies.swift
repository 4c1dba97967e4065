import AuraPlatform
import Foundation

/// Copies of a platform beside its folder, gone with the last reference.
final class Copies: Sendable {
    let path: String
    let configuration: PlatformConfiguration
    let me: Principal

    init(path: String, configuration: PlatformConfiguration, me: Principal) {
        self.path = path
        self.configuration = configuration
        self.me = me
    }

    convenience init(of test: TestPlatform) async throws {
        var configuration = PlatformConfiguration(dataDirectory: test.folder)
        configuration.clock = test.clock.wallClock
        configuration.waiting = .milliseconds(50)
        self.init(path: test.folder + "-copy", configuration: configuration, me: test.me)
        _ = try await test.platform.backups.create(at: path, as: test.me)
    }

    func restore(_ part: BackupManifest.Part) async throws -> Platform.RestoreReport {
        try await restore(named: "\(path).\(part)")
    }

    func restore(named file: String, withoutLedger: Bool = false) async throws -> Platform.RestoreReport {
        let outcome = try await Platform.restore(file, withoutLedger: withoutLedger, configuration, as: me)
        guard case .done(let report) = outcome else { throw TestPlatform.Refused() }
        return report
    }

    deinit {
        for name in BackupManifest.Part.allCases.map({ "\(path).\($0)" }) + [path + "2"] {
            try? FileManager.default.removeItem(atPath: name)
        }
    }
}

extension TestPlatform {
    /// A folder that is not there yet, with this platform's root key.
    func fresh() -> PlatformConfiguration {
        var configuration = PlatformConfiguration(dataDirectory: TestPlatform.newFolder())
        configuration.clock = clock.wallClock
        configuration.rootKeyFile = folder + "/root.key"
        return configuration
    }
}
