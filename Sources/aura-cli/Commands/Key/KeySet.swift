import ArgumentParser
import AuraCore
import AuraPlatform

struct KeySet: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Seals an LLM key, read from a pipe, a private file or a hidden prompt.")
    static let level = CommandLevel.write
    static let examples = [
        "aura key set openai --tenant acme --no-check < openai.key",
        "printf '%s' \"$OPENAI_KEY\" | aura key set openai --tenant acme",
        "aura key set openai --tenant acme --key-file openai.key --expires 90d",
    ]
    static let kinds = [Kinds.key.declaration]

    @Argument(help: "The LLM vendor: openai.")
    var provider: String

    @Option(help: ArgumentHelp("A label, where there are several keys (default: main).", valueName: "label"))
    var label: String?

    @Option(
        help: ArgumentHelp("The file that holds the key, mode 0600 or less.", valueName: "file"), completion: .file())
    var keyFile: String?

    @Option(help: ArgumentHelp("Until when it may be used, such as 90d.", valueName: "when"))
    var expires: Moment?

    @Flag(help: "Do not ask the vendor first whether it takes the key.")
    var noCheck = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let vendor = try Vendor(provider: provider)
        let secret = try context.input.secret(prompt: "Key for \(vendor.rawValue)", file: keyFile)
        let key = try await context.platform().credentials.set(
            secret, vendor: vendor, label: label ?? "main", expiresAt: expires?.future(from: context.now),
            isChecked: !noCheck, for: tenant, as: context.principal)
        let state = key.isNew ? "is stored, sealed" : "was there already; nothing was changed"
        return Report(Kinds.key, KeyReport(key: key), summary: "the key for \(vendor.rawValue) \(state)")
    }
}
