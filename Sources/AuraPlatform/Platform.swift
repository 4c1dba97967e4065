public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore
import Synchronization

/// An open installation: every use case of AURA, by topic.
///
/// Library, command line and server go through these same services: a turn sent here obeys the same retention,
/// sealing, usage and audit rules as any other.
public struct Platform: Sendable {
    let context: PlatformContext

    public var tenants: TenantService { TenantService(context: context) }
    public var members: MemberService { MemberService(context: context) }
    public var credentials: CredentialService { CredentialService(context: context) }
    public var indexKeys: IndexKeyService { IndexKeyService(context: context) }
    public var bots: BotService { BotService(context: context) }
    public var documents: DocumentService { DocumentService(context: context) }
    public var chat: ChatService { ChatService(context: context) }
    public var conversations: ConversationService { ConversationService(context: context) }
    public var usage: UsageService { UsageService(context: context) }
    public var retention: RetentionService { RetentionService(context: context) }
    public var subjects: SubjectService { SubjectService(context: context) }
    public var audit: AuditService { AuditService(context: context) }
    public var policy: PolicyService { PolicyService(context: context) }
    public var backups: BackupService { BackupService(context: context) }
    public var rootKey: RootKeyService { RootKeyService(context: context) }
    public var keys: KeyService { KeyService(context: context) }
    public var health: HealthService { HealthService(context: context) }

    /// What a dry run would have written, as counts of audit actions.
    public var predictedChanges: [AuditAction: Int] { context.trail.counts }

    /// Closes the store; later calls fail. What was acknowledged is on disk already, so there is nothing to report.
    public func close() {
        try? context.store.close()
    }
}

/// What every service works with: the parts, wired once.
final class PlatformContext: Sendable {
    let configuration: PlatformConfiguration
    private let installationFile: Mutex<InstallationFile>
    let store: Store
    let vault: Vault
    let custody: KeyCustody
    let trail: AuditTrail
    let ledgerKey: KeyID
    let signing: EvidenceSigning
    let policy: PolicyDocument

    init(
        configuration: PlatformConfiguration, installation: InstallationFile, store: Store, vault: Vault,
        keys: InstallationKeys
    ) {
        self.configuration = configuration
        installationFile = Mutex(installation)
        signing = EvidenceSigning(vault: vault, key: keys.signingKey, installation: installation.id)
        self.store = store.signing(signing.checkpointSigner)
        self.vault = vault
        custody = KeyCustody(vault: vault, keyring: store.keyring, isDryRun: configuration.isDryRun) {
            () async throws(PlatformError) in
            let folder = configuration.dataDirectory
            let file = try InstallationFile.read(from: folder) ?? installation
            return try await RootKeyResolver(configuration: configuration, folder: folder).rootKey(for: file.rootKey)
        }
        trail = AuditTrail(vault: vault, operatorKey: keys.operatorKey)
        ledgerKey = keys.ledgerKey
        policy = StandardPolicy.document
    }

    var now: Timestamp { configuration.clock.now }

    /// What `installation.json` says; a rotation of the root key changes it.
    var installation: InstallationFile { installationFile.withLock { $0 } }

    /// Writes `installation.json` anew.
    func replaceInstallation(_ file: InstallationFile) throws(PlatformError) {
        try file.write(to: configuration.dataDirectory)
        installationFile.withLock { $0 = file }
    }
}

/// The installation's own keys that the platform works with.
struct InstallationKeys: Hashable, Sendable {
    let operatorKey: KeyID
    let ledgerKey: KeyID
    let signingKey: KeyID
}
