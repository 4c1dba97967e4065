import AuraCore
import AuraCrypto
import AuraPolicy
import Foundation

/// The files that AURA hands out, made after an erasure: another person's copy, the audit log, usage, receipts, the
/// plan of the next purge. They go into a folder of their own inside the data folder, and are searched with it.
struct ResidueExports {
    let context: PlatformContext
    let principal: Principal

    /// - Returns: The folder; the caller removes it.
    func write(of tenant: ObjectName, person: String) async throws(PlatformError) -> String {
        let mark = Hexadecimal.encode(try mappingErrors { try RandomSource.bytes(6) })
        let folder = context.configuration.dataDirectory + "/" + ResidueProbe.prefix + mark
        try PrivateFile.makeFolder(folder)
        do throws(PlatformError) {
            for (name, bytes) in try await documents(of: tenant, person: person) {
                try PrivateFile.replace(folder + "/" + name, with: bytes)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        return folder
    }

    private func documents(
        of tenant: ObjectName, person: String
    ) async throws(PlatformError) -> [(name: String, bytes: [UInt8])] {
        let archive = try await SubjectService(context: context).export(person, of: tenant, as: principal)
        let audit = try await AuditService(context: context).export(of: tenant, as: principal)
        let retention = RetentionService(context: context)
        let receipts = try await retention.receipts(of: tenant, as: principal)
        let plan = try await retention.plan(tenant: tenant, as: principal)
        let usage = try await UsageService(context: context).show(of: tenant, by: .bot, as: principal)
        let rows = usage.rows.map { row -> JSONValue in ["group": .string(row.group), "calls": JSONValue(row.calls)] }
        return [
            ("person.json", Array(archive.line.utf8)), ("audit.ndjson", audit.document),
            ("receipts.json", Array(JSONValue.array(receipts.map(\.json)).line.utf8)),
            ("plan.json", Array(try mappingErrors { try plan.json(StandardPolicy.retention) }.line.utf8)),
            ("usage.json", Array(JSONValue.array(rows).line.utf8)),
        ]
    }
}
