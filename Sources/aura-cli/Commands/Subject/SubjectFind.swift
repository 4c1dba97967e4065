import ArgumentParser
import AuraPlatform

struct SubjectFind: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Shows where a person's data is: how many rows in which table.")
    static let level = CommandLevel.read
    static let examples = ["aura subject find visitor@acme.example --tenant acme"]
    static let kinds = [Kinds.subjectMap.declaration]

    @Argument(help: "An e-mail address, the workspace's own reference, or a mem_… or vis_… id.")
    var subject: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let tenant = try context.tenant()
        return Report(
            Kinds.subjectMap, try await context.platform().subjects.find(subject, of: tenant, as: context.principal))
    }
}
