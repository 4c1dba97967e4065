import AuraCore
import AuraCrypto
import AuraStore
import Foundation

/// Sends canaries along every path that content takes (an owner's and a visitor's e-mail, a workspace's name, a prompt,
/// a document, a message, an LLM key), deletes and erases them all, and searches every place where something could be
/// left (clauses 3.3, 6.3, 10.2).
///
/// It works in a workspace of its own, which is erased at the end, and at the next probe if this one is killed.
struct ResidueProbe {
    static let prefix = "aura-residue-probe-"

    let context: PlatformContext
    let principal: Principal
    /// What a test leaves behind once all is erased, to see it found.
    var leak: @Sendable ([ResidueCanary]) throws -> Void = { _ in }

    /// What was searched and what was found.
    struct Report: Sendable {
        let verdicts: [ResidueVerdict]
        let texts: Int
        let forms: Int
        /// How often an LLM key that was opened and released still stands in memory, and the bytes looked at; nothing
        /// where a process may not read itself.
        let memory: (copies: Int, bytes: Int)?
    }

    func run() async throws(PlatformError) -> Report {
        try await removeLeftovers()
        let exports = ResidueExports(context: context, principal: principal)
        let places = ResiduePlaces(dataFolder: context.configuration.dataDirectory, began: WallClock.system.now)
        let marks = try ResidueCanaries()
        let needles = ResidueNeedles(marks.planted)
        let scan = ResidueScan(needles)
        let tenant = try await makeWorkspace(marks)
        let key = try await passKey(through: tenant)
        try await plant(marks, in: tenant.name)
        try await proveSight(scan, marks, in: tenant.name)
        // While everything is there no file may show it either.
        var verdicts = try places.search(scan)
        try await remove(marks, from: tenant.name)
        let folder = try await exports.write(of: tenant.name, person: ResidueProbe.neighbour)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await eraseWorkspaces()
        try mappingErrors { try leak(marks.planted) }
        verdicts += try places.search(scan)
        return Report(
            verdicts: verdicts.merged, texts: marks.planted.count, forms: needles.forms.count,
            memory: ProcessMemory().copies(of: key))
    }

    /// Somebody who stays until the workspace goes, so that there is a person to export.
    private static let neighbour = "neighbour@probe.example"

    private func makeWorkspace(_ marks: ResidueCanaries) async throws(PlatformError) -> Tenant {
        let name = ResidueProbe.prefix + Hexadecimal.encode(try mappingErrors { try RandomSource.bytes(6) })
        let tenant = try await TenantService(context: context)
            .create(name, owner: marks.owner.text, display: marks.name.text, as: principal).tenant
        var bot = BotService.Draft()
        bot.prompt = marks.prompt.text
        _ = try await BotService(context: context).create("probe", bot, of: tenant.name, as: principal)
        return tenant
    }

    /// Sets an LLM key, opens it as a call does, releases and revokes it: what memory still holds of it afterwards
    /// was forgotten.
    private func passKey(through tenant: Tenant) async throws(PlatformError) -> MaskedSecret {
        let keys = CredentialService(context: context)
        let (secret, masked) = try MaskedSecret.newKey()
        _ = try await keys.set(secret, vendor: .openAI, isChecked: false, for: tenant.name, as: principal)
        let bot = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.bots(limit: 1) }
        }.first
        guard let bot else { throw PlatformError(.notFound, "the workspace of the search has no bot", hint: nil) }
        let opened = try await CredentialOpening(context: context, tenant: tenant)
            .open(.openAI, for: bot, estimating: TokenUsage(input: 0, output: 0), by: principal)
        if let opened { try await UnansweredCall(context: context, tenant: tenant).release(opened.call) }
        _ = try await keys.revoke(.openAI, of: tenant.name, as: principal)
        return masked
    }

    private func plant(_ marks: ResidueCanaries, in tenant: ObjectName) async throws(PlatformError) {
        // Asked before there is a document, so that no answer of the neighbour's quotes it.
        try await ask("When are you open?", by: ResidueProbe.neighbour, in: tenant)
        let word = marks.document.text
        let text = "# Islands\n\nThe word is \(word), which nobody else uses."
        _ = try await DocumentService(context: context).add(
            DocumentService.Draft(bytes: Array(text.utf8), mediaType: .markdown, title: word), to: nil, of: tenant,
            as: principal)
        _ = try await CredentialService(context: context).set(
            SecretBytes(copying: marks.key.text.utf8), vendor: .openAI, isChecked: false, for: tenant, as: principal)
        try await ask("What is \(word), and what \(marks.message.text)?", by: marks.visitor.text, in: tenant)
    }

    private func ask(_ text: String, by person: String, in tenant: ObjectName) async throws(PlatformError) {
        var question = ChatService.Question(text)
        question.person = person
        _ = try await ChatService(context: context).send(question, to: nil, of: tenant, as: principal)
    }

    /// A search that finds nothing proves something only if it finds what is there: the person's own copy of their
    /// data has it all.
    private func proveSight(
        _ scan: ResidueScan, _ marks: ResidueCanaries, in tenant: ObjectName
    ) async throws(PlatformError) {
        let archive = try await SubjectService(context: context).export(marks.visitor.text, of: tenant, as: principal)
        let seen = Set(scan.found(in: Array(archive.line.utf8)).map(\.canary))
        guard seen.isSuperset(of: [marks.visitor.path, marks.message.path, marks.document.path]) else {
            throw PlatformError(
                .internalFailure, "the search for residue does not see what is there", hint: "report this as a bug")
        }
    }

    /// Along the paths that people use: revoke, delete, erase.
    private func remove(_ marks: ResidueCanaries, from tenant: ObjectName) async throws(PlatformError) {
        _ = try await CredentialService(context: context).revoke(.openAI, of: tenant, as: principal)
        for document in try await DocumentService(context: context).list(of: tenant, as: principal) {
            _ = try await DocumentService(context: context).delete(document.document.id, of: tenant, as: principal)
        }
        _ = try await SubjectService(context: context).erase(marks.visitor.text, of: tenant, as: principal)
    }

    private func removeLeftovers() async throws(PlatformError) {
        let folder = context.configuration.dataDirectory
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(ResidueProbe.prefix) {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        try await eraseWorkspaces()
    }

    private func eraseWorkspaces() async throws(PlatformError) {
        for tenant in try await context.allTenants() where tenant.name.rawValue.hasPrefix(ResidueProbe.prefix) {
            try await context.custody.prepare(tenant.id, owners: tenant.standingKeys)
            try await context.withLease { () async throws(PlatformError) in
                var place = context.store.ledger.end
                try await TenantErasure(context: context, principal: principal)
                    .run(tenant, from: &place, at: context.now)
            }
        }
        try await platformErrors { try await context.store.truncateLogs() }
    }
}
