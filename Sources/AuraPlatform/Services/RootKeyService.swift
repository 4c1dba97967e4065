public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// The root key: where it comes from, how old it is, and its rotation (clauses 10.2, 10.3). There is no way to read it.
public struct RootKeyService: Sendable {
    let context: PlatformContext

    /// What may be known of the root key.
    public struct Overview: Hashable, Sendable {
        public let installation: Installation.ID
        /// `file`, `passphrase` or `command`.
        public let source: String
        /// The key file, if it is one.
        public let path: String?
        /// What named it: `environment`, `credentials` or `installation`.
        public let origin: String
        /// Its fingerprint.
        public let id: String
        public let createdAt: Timestamp
        /// When it should be rotated.
        public let dueAt: Timestamp
        public let isDue: Bool
        /// The root key that is being added, if a rotation was stopped.
        public let next: String?
        public let recoverySheetAt: Timestamp?
        /// How many keys, of tenants and their owners, are due.
        public let keysDue: Int
        /// Blocks of 16 bytes under the key that seals the most; each may seal 2³².
        public let mostBlocks: Int
        /// The sheet of a new root key, if one was asked for; it is not kept.
        public var recoverySheet: RecoverySheet?
    }

    /// Source, fingerprint, age and due date.
    public func status(as principal: Principal) async throws(PlatformError) -> Overview {
        try await context.authorised(principal, .installationRead)
        return try await overview()
    }

    /// Rotates the root key: a new one wraps every key that the old one wrapped, and takes its place once each is proved.
    /// A process killed anywhere in it is finished at the next open, or changed nothing.
    ///
    /// - Parameters:
    ///   - choice: Where the new root key comes from; a file is made if it is not there.
    ///   - askPassphrase: Asks for a new passphrase.
    ///   - makesRecoverySheet: Whether the new root key is handed out once.
    /// - Throws: `invalidInput` for the root key that is in use, `exists` for a retired one.
    public func rotate(
        to choice: Platform.RootKeyChoice, makesRecoverySheet: Bool = false,
        askPassphrase: @escaping @Sendable () throws(RootKeyError) -> SecretBytes = { () throws(RootKeyError) in
            throw .cannotAsk
        },
        as principal: Principal
    ) async throws(PlatformError) -> Overview {
        try await context.authorised(principal, .installationAdminister)
        let source = try await source(choice)
        let rotation = RootRotation(context: context, principal: principal)
        guard !context.configuration.isDryRun else {
            context.trail.foresee(.rootKeyAdded)
            context.trail.foresee(.rootKeyRotated)
            return try await overview()
        }
        let secret = try await newSecret(source, askPassphrase)
        try await context.withLease { () async throws(PlatformError) in
            try await rotation.finishEarlier()
            let next = try await rotation.add(secret)
            try await rotation.finish(
                try await rotation.decide(next, source: source, makesSheet: makesRecoverySheet))
        }
        var done = try await overview()
        if makesRecoverySheet {
            done.recoverySheet = try mappingErrors {
                try RecoverySheet(rootKey: secret, of: context.installation.id, at: done.createdAt)
            }
        }
        return done
    }

    private func source(_ choice: Platform.RootKeyChoice) async throws(PlatformError) -> InstallationFile.RootKey {
        switch choice {
        case .file(let path): return .file(path: path)
        case .configured(let folder):
            let count = try await platformErrors { try await context.store.keyring.rootKeys() }.count
            return .file(path: "\(folder)/\(context.installation.id)-\(count + 1).key")
        case .passphrase:
            return .passphrase(scrypt: try mappingErrors { try ScryptParameters.standard() }.json)
        case .command(let line): return .command(line)
        }
    }

    /// The new root key, straight from its own source: what the environment names is the old one's.
    private func newSecret(
        _ source: InstallationFile.RootKey, _ ask: @escaping @Sendable () throws(RootKeyError) -> SecretBytes
    ) async throws(PlatformError) -> SecretBytes {
        var configuration = context.configuration
        configuration.rootKeyFile = nil
        configuration.credentialsDirectory = nil
        configuration.askPassphrase = ask
        return try await Platform.makeRootKey(configuration, source)
    }

    private func overview() async throws(PlatformError) -> Overview {
        let installation = context.installation
        let roots = try await platformErrors { try await context.store.keyring.rootKeys() }
        let (source, origin) = try RootKeyResolver(
            configuration: context.configuration, folder: context.configuration.dataDirectory
        ).source(for: installation.rootKey)
        let ages = try await KeyAges(context: context).all()
        let policy = StandardPolicy.keyRotation
        return Overview(
            installation: installation.id, source: source.word, path: (source as? KeyFileSource)?.path,
            origin: origin, id: roots.current.description, createdAt: roots.createdAt,
            dueAt: policy.dueAt(madeAt: roots.createdAt),
            isDue: policy.isDue(madeAt: roots.createdAt, blocks: 0, now: context.now),
            next: roots.next?.description, recoverySheetAt: installation.recoverySheetAt, keysDue: ages.due,
            mostBlocks: ages.blocks)
    }
}

extension RootKeySource {
    /// The word for this kind of source.
    fileprivate var word: String {
        switch self {
        case is KeyFileSource: "file"
        case is CommandSource: "command"
        default: "passphrase"
        }
    }
}
