import ArgumentParser
import AuraCore
import AuraPlatform

struct TenantCreate: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a workspace with its keys and its owner.")
    static let level = CommandLevel.write
    static let examples = [
        "aura tenant create bolt --owner bo@bolt.example",
        "aura tenant create acme --owner olga@acme.example --display 'Acme Ltd' --if-missing",
    ]
    static let kinds = [Kinds.tenant.declaration]

    @Argument(help: "The workspace's name: a–z, 0–9 and -, beginning with a letter.")
    var name: String

    @Option(help: ArgumentHelp("The e-mail address of its owner.", valueName: "email"))
    var owner: String

    @Option(help: ArgumentHelp("Where its controller is established (default: eu).", valueName: "region"))
    var region: Region?

    @Option(help: ArgumentHelp("A name for people; it is sealed.", valueName: "text"))
    var display: String?

    @Flag(help: "A workspace of this name with the same region and owner is no error.")
    var ifMissing = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let made = try await context.platform().tenants.create(
            name, owner: owner, region: region ?? .eu, display: display, ifMissing: ifMissing, as: context.principal)
        return Report(
            Kinds.tenant, made,
            summary: made.isNew
                ? "tenant \(made.tenant.name) is made (\(made.tenant.id))"
                : "tenant \(made.tenant.name) was there already; nothing was changed")
    }
}
