import ArgumentParser
import AuraCore
import AuraPlatform

struct KeyRotate: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Puts a new LLM key in the old one's place; the old one is destroyed after the grace.")
    static let level = CommandLevel.write
    static let examples = [
        "aura key rotate openai --tenant acme --no-check < openai.key",
        "aura key rotate openai --tenant acme --grace 1h --key-file openai.key",
    ]
    static let kinds = [Kinds.keyRotation.declaration]

    @Argument(help: "The LLM vendor: openai.")
    var provider: String

    @Option(help: ArgumentHelp("The label of the key to replace (default: main).", valueName: "label"))
    var label: String?

    @Option(
        help: ArgumentHelp("The file that holds the new key, mode 0600 or less.", valueName: "file"),
        completion: .file())
    var keyFile: String?

    @Option(help: ArgumentHelp("Until when the new one may be used, such as 90d.", valueName: "when"))
    var expires: Moment?

    @Option(help: ArgumentHelp("How long the old key is kept (default: 10m).", valueName: "duration"))
    var grace: CalendarDuration?

    @Flag(help: "Do not ask the vendor first whether it takes the new key.")
    var noCheck = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let vendor = try Vendor(provider: provider)
        let secret = try context.input.secret(prompt: "New key for \(vendor.rawValue)", file: keyFile)
        let rotation = try await context.platform().credentials.rotate(
            secret, vendor: vendor, label: label ?? "main", expiresAt: expires?.future(from: context.now),
            grace: grace ?? CalendarDuration(seconds: 600), isChecked: !noCheck, for: tenant, as: context.principal)
        return Report(
            Kinds.keyRotation, rotation,
            summary: "the new key for \(vendor.rawValue) is in use; the old one is gone after its grace")
    }
}
