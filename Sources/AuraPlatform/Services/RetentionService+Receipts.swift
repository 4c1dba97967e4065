public import AuraCore
import AuraCrypto
import AuraStore

extension RetentionService {
    /// The receipts of purges and erasures, newest first.
    ///
    /// - Parameter tenant: Those whose controller this workspace is; none means all.
    public func receipts(
        of tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> [DeletionReceipt] {
        let controller = try await controller(tenant, principal)
        let receipts = try await platformErrors {
            try await context.store.operator.read { try $0.receipts(limit: Limits.listRows) }
        }
        return receipts.filter { controller == nil || $0.json["controller"]?.string == controller?.rawValue }
    }

    /// One receipt.
    ///
    /// - Parameter tenant: Only if this workspace is its controller.
    /// - Throws: `notFound`.
    public func receipt(
        _ id: DeletionReceipt.ID, of tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> DeletionReceipt {
        let controller = try await controller(tenant, principal)
        let receipt = try await platformErrors { try await context.store.operator.read { try $0.receipt(id) } }
        guard let receipt, controller == nil || receipt.json["controller"]?.string == controller?.rawValue else {
            throw PlatformError(.notFound, "there is no such receipt", hint: "aura retention receipt list")
        }
        return receipt
    }

    /// What verifying one receipt found.
    public struct ReceiptReport: Hashable, Sendable {
        /// None if it has no id that can be read.
        public let id: DeletionReceipt.ID?
        public let problem: ReceiptProblem?

        public init(id: DeletionReceipt.ID?, problem: ReceiptProblem?) {
            self.id = id
            self.problem = problem
        }

        public var holds: Bool { problem == nil }
    }

    /// Verifies receipts of the store: one, or all of them.
    ///
    /// - Throws: `notFound`.
    public func verifyReceipts(
        _ id: DeletionReceipt.ID? = nil, of tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> [ReceiptReport] {
        let found =
            if let id {
                [try await receipt(id, of: tenant, as: principal)]
            } else {
                try await receipts(of: tenant, as: principal)
            }
        let verifier = EvidenceVerifier(publicKey: try context.signing.publicKey())
        return found.map { receipt in
            // The row's id and the certificate's are one.
            let isSame = receipt.json["receiptId"]?.string == receipt.id.rawValue
            return ReceiptReport(id: receipt.id, problem: isSame ? verifier.problem(of: receipt.json) : .unreadable)
        }
    }

    private func controller(_ tenant: ObjectName?, _ principal: Principal) async throws(PlatformError) -> Tenant.ID? {
        if let tenant { return try await context.authorised(principal, .retentionRead, tenant: tenant).id }
        try await context.authorised(principal, .retentionRead)
        return nil
    }
}
