import AuraCore
import AuraCrypto
import AuraStore
import Foundation
import Glibc

/// Sends canaries along every path that content takes (an owner's e-mail, a prompt, a document, a message, a visitor's
/// e-mail, an LLM key), deletes and erases them all, and searches every file for them (clauses 3.3, 6.3, 10.2).
///
/// It works in a workspace of its own, which is erased at the end, and at the next probe if this one is killed.
struct ResidueProbe {
    static let prefix = "aura-residue-probe-"

    /// Where one form of a canary was found.
    struct Trace: Hashable {
        let file: String
        let canary: String
        let form: String
    }

    let context: PlatformContext
    let principal: Principal

    func run() async throws(PlatformError) -> [Trace] {
        try await removeLeftovers()
        let marks = try Canaries()
        // While everything is there no file may show it either.
        let tenant = try await plant(marks)
        var traces = try search(marks)
        try await remove(tenant, marks)
        traces += try search(marks)
        return Array(Set(traces)).sorted { ($0.file, $0.canary, $0.form) < ($1.file, $1.canary, $1.form) }
    }

    /// Texts that no file holds by chance.
    struct Canaries {
        let owner: String
        let visitor: String
        let prompt: String
        let document: String
        let message: String
        let secret: String

        init() throws(PlatformError) {
            func word() throws(PlatformError) -> String {
                try mappingErrors { try RandomSource.bytes(12) }.map { String(UnicodeScalar(0x61 + $0 % 26)) }.joined()
            }
            owner = "owner.\(try word())@probe.example"
            visitor = "visitor.\(try word())@probe.example"
            prompt = "prompt \(try word())"
            document = "zanzibar\(try word())ing"
            message = "madagascar\(try word())ing"
            secret = "sk-probe-\(try word())\(try word())"
        }

        var planted: [(path: String, text: String)] {
            [
                ("owner", owner), ("visitor", visitor), ("prompt", prompt), ("document", document),
                ("message", message), ("key", secret),
            ]
        }
    }

    private func plant(_ marks: Canaries) async throws(PlatformError) -> ObjectName {
        let name = ResidueProbe.prefix + Hexadecimal.encode(try mappingErrors { try RandomSource.bytes(6) })
        let tenant = try await TenantService(context: context).create(name, owner: marks.owner, as: principal).tenant
        var bot = BotService.Draft()
        bot.prompt = marks.prompt
        _ = try await BotService(context: context).create("probe", bot, of: tenant.name, as: principal)
        let text = "# Islands\n\nThe word is \(marks.document), which nobody else uses."
        _ = try await DocumentService(context: context).add(
            DocumentService.Draft(bytes: Array(text.utf8), mediaType: .markdown, title: marks.document), to: nil,
            of: tenant.name, as: principal)
        _ = try await CredentialService(context: context).set(
            SecretBytes(copying: marks.secret.utf8), vendor: .openAI, isChecked: false, for: tenant.name,
            as: principal)
        var question = ChatService.Question("What is \(marks.document), and what \(marks.message)?")
        question.person = marks.visitor
        _ = try await ChatService(context: context).send(question, to: nil, of: tenant.name, as: principal)
        return tenant.name
    }

    /// Along the paths that people use: revoke, delete, erase; then the workspace itself.
    private func remove(_ tenant: ObjectName, _ marks: Canaries) async throws(PlatformError) {
        _ = try await CredentialService(context: context).revoke(.openAI, of: tenant, as: principal)
        for document in try await DocumentService(context: context).list(of: tenant, as: principal) {
            _ = try await DocumentService(context: context).delete(document.document.id, of: tenant, as: principal)
        }
        _ = try await SubjectService(context: context).erase(marks.visitor, of: tenant, as: principal)
        try await removeLeftovers()
    }

    private func removeLeftovers() async throws(PlatformError) {
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

    /// Every file of the data folder but the root key, whatever it is called.
    private func search(_ marks: Canaries) throws(PlatformError) -> [Trace] {
        let folder = context.configuration.dataDirectory
        let needles = ResidueNeedles(marks.planted)
        guard let names = FileManager.default.enumerator(atPath: folder) else {
            throw PlatformError(.storageFailed, "the data folder cannot be listed", hint: "check its owner and mode")
        }
        var traces: [Trace] = []
        for case let name as String in names {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            traces += needles.found(in: data).map { Trace(file: name, canary: $0.canary, form: $0.form) }
        }
        return traces
    }

    /// Whether a crash of this process would leave its memory in a file.
    static var leavesCores: Bool {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) != 0 || limit.rlim_cur != 0
    }
}
