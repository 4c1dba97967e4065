import ArgumentParser
import AuraCore

/// An entry of the audit log as it is typed: its id, `CHAIN/SEQUENCE`, or its sequence in the chain of `--tenant`, of
/// the operator without one.
struct AuditReference: ExpressibleByArgument, Hashable, Sendable {
    let chain: AuditChain?
    let sequence: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let last = parts.last, let number = Int(last), number >= 0,
            String(number) == last
        else { return nil }
        sequence = number
        guard parts.count == 2 else {
            chain = nil
            return
        }
        guard let named = AuditChain(parts[0]) else { return nil }
        chain = named
    }
}
