import AuraCore
import AuraPlatform
import Synchronization

extension CommandContext {
    /// The installation that the settings name, opened once and closed when the command has ended.
    func platform(accepting losses: Set<Loss> = []) async throws -> Platform {
        if let platform = opened.platform { return platform }
        var configuration = configuration()
        configuration.acceptedLosses = losses
        let platform = try await Platform.open(configuration)
        opened.keep(platform)
        return platform
    }

    /// How the platform opens: settings, environment, and the prompt for a passphrase.
    ///
    /// - Parameter isNew: The passphrase of a new installation is asked for twice.
    func configuration(isNew: Bool = false) -> PlatformConfiguration {
        var configuration = PlatformConfiguration(dataDirectory: settings.dataFolder.value)
        configuration.rootKeyFile = environment[.rootKeyFile]
        configuration.credentialsDirectory = environment["CREDENTIALS_DIRECTORY"]
        configuration.rootKeyCommandEnvironment = environment.entries
        configuration.waiting = options.waiting
        configuration.isDryRun = options.isDryRun
        #if AURA_FAULTS
            // A loopback origin alone is ever taken (`OutboundRegister`).
            if let origin = environment[.faultOrigin] { configuration.additionalOrigins = [.openAI: origin] }
        #endif
        configuration.askPassphrase = { [input] () throws(RootKeyError) in
            do {
                return try input.passphrase(repeated: isNew)
            } catch {
                throw .cannotAsk
            }
        }
        return configuration
    }

    /// What a dry run would have changed: what the platform counted, and what the command said itself.
    var predictedChanges: [(action: String, count: Int)] {
        let counted = opened.platform?.predictedChanges ?? [:]
        return dryRun.predicted
            + counted.map { (action: $0.key.rawValue, count: $0.value) }.sorted { $0.action < $1.action }
    }
}

/// The platform of this run, once it is open.
final class OpenedPlatform: Sendable {
    private let current = Mutex<Platform?>(nil)

    var platform: Platform? { current.withLock { $0 } }

    func keep(_ platform: Platform) {
        current.withLock { $0 = platform }
    }

    func close() {
        let platform = current.withLock { current in
            defer { current = nil }
            return current
        }
        platform?.close()
    }
}
