import ArgumentParser
import AuraCore
import AuraPlatform

struct KeyShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what may be known of an LLM key: never the key.")
    static let level = CommandLevel.read
    static let examples = ["aura key show openai --tenant acme"]
    static let kinds = [Kinds.key.declaration]

    @Argument(help: "The LLM vendor: openai.")
    var provider: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        let vendor = try Vendor(provider: provider)
        let key = try await context.platform().credentials.show(vendor, of: tenant, as: context.principal)
        return Report(Kinds.key, KeyReport(key: key))
    }
}
