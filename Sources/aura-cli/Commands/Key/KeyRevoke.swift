import ArgumentParser
import AuraCore
import AuraPlatform

struct KeyRevoke: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Destroys a vendor's LLM keys, under every label; the records stay.")
    static let level = CommandLevel.destructive
    static let examples = ["aura key revoke openai --tenant acme --yes"]
    static let kinds = [Kinds.key.declaration]

    @Argument(help: "The LLM vendor: openai.")
    var provider: String

    @OptionGroup var global: GlobalOptions

    var question: String { "The key cannot be used again, here or from a backup. Revoke it?" }

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let vendor = try Vendor(provider: provider)
        let keys = try await context.platform().credentials.revoke(vendor, of: tenant, as: context.principal)
        guard let newest = keys.first else {
            throw CommandError(.internalFailure, "the revocation gave no record")
        }
        let others = keys.dropFirst().map(\.credential.id)
        let count = keys.count == 1 ? "the key for" : "\(keys.count) keys for"
        return Report(
            Kinds.key, KeyReport(key: newest, alsoRevoked: others),
            summary: "\(count) \(vendor.rawValue) revoked; the key material is destroyed")
    }
}
