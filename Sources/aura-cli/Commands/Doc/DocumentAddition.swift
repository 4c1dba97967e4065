import AuraCore
import AuraPlatform

/// Adds files one by one, each in a transaction of its own, and says of each what became of it.
struct DocumentAddition: Sendable {
    let context: CommandContext
    let tenant: ObjectName
    let bot: ObjectName?
    let title: String?
    let language: String?

    /// - Returns: A line for each file. What concerns one file alone does not stop the others; what concerns them
    ///   all (a missing bot, a full disk) is not tried again.
    /// - Throws: What happened, if it is the same for every file.
    func add(_ files: [String]) async throws -> [DocumentLine] {
        var lines: [DocumentLine] = []
        var common: (any Error)?
        for (place, file) in files.enumerated() {
            var failure = common
            if failure == nil {
                do {
                    lines.append(DocumentLine(file: file, document: try await add(file)))
                    context.progress.report("documents", done: place + 1, total: files.count)
                    continue
                } catch {
                    failure = error
                }
            }
            guard let failure else { continue }
            if !concernsOneFile(failure) { common = failure }
            lines.append(DocumentLine(file: file, failure: ErrorReport(failure)))
            if files.count == 1 || isCancelled(failure) { throw failure }
        }
        if let common, lines.allSatisfy({ $0.failure == ErrorReport(common) }) { throw common }
        return lines
    }

    private func add(_ file: String) async throws -> DocumentService.Overview {
        let bytes = try context.input.contents(of: file, limit: Limits.documentBytes)
        let name = file == "-" ? nil : file.split(separator: "/").last.map(String.init)
        var draft = DocumentService.Draft(
            bytes: bytes, mediaType: DocumentService.Draft.mediaType(forFileName: name ?? title ?? ""), title: title,
            name: name)
        draft.language = language
        return try await context.platform().documents.add(draft, to: bot, of: tenant, as: context.principal)
    }

    private func concernsOneFile(_ error: any Error) -> Bool {
        error is CommandError || (error as? PlatformError)?.code == .invalidInput
    }

    private func isCancelled(_ error: any Error) -> Bool {
        error is CancellationError || (error as? PlatformError)?.code == .cancelled
    }
}
