import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Writes receipts in the fields of VAULT.md §8, signed; the proof of inclusion comes with the transaction that stores
/// them.
struct ReceiptWriting {
    let context: PlatformContext

    /// One class of a receipt.
    private struct ClassLine {
        let dataClass: DataClass
        let action: String
        let rowsBefore: Int
        let rowsAfter: Int
        let keysDestroyed: Int
        var retained: JSONValue = .null

        var json: JSONValue { line(retained) }

        /// What the digest covers: all but until when something is retained.
        var digested: JSONValue {
            line(retained["article"].map { ["article": $0] } ?? .null)
        }

        private func line(_ retained: JSONValue) -> JSONValue {
            [
                "class": .string(dataClass.rawValue), "action": .string(action), "rowsBefore": JSONValue(rowsBefore),
                "rowsAfter": JSONValue(rowsAfter), "keysDestroyed": JSONValue(keysDestroyed), "retained": retained,
            ]
        }
    }

    func purge(_ job: Job, _ memo: PurgeMemo, rowsAfter: Int) async throws(PlatformError) -> DeletionReceipt {
        let entries = try await ledgerEntries(after: memo.ledgerSequence)
            .filter { $0.scope == .purge || $0.scope == .tenant }
        let classes = DataClass.allCases.compactMap { dataClass -> ClassLine? in
            let items = memo.items.filter { $0.dataClass == dataClass }
            guard !items.isEmpty else { return nil }
            let scope: LedgerEntry.Scope = dataClass == .account ? .tenant : .purge
            let keys = entries.filter { $0.scope == scope && (scope == .tenant || dataClass == .conversation) }
                .reduce(0) { $0 + $1.keys.count }
            return ClassLine(
                dataClass: dataClass, action: "delete", rowsBefore: items.reduce(0) { $0 + $1.rows },
                rowsAfter: min(rowsAfter, items.reduce(0) { $0 + $1.rows }), keysDestroyed: keys)
        }
        return try receipt(
            .purge, classes, plan: (memo.plan.rawValue, memo.digest),
            bytes: memo.items.reduce(0) { $0 + $1.bytes },
            subject: nil, controller: memo.tenants.count == 1 ? memo.tenants.first : nil, request: nil, receivedAt: nil)
    }

    func erasure(_ job: Job, _ memo: ErasureMemo, of tenant: Tenant) async throws(PlatformError) -> DeletionReceipt {
        let classes = memo.classes.map { dataClass in
            // What the map retains is named with its article; the line's own action is what was done to the rest.
            let steps = memo.steps.filter { $0.dataClass == dataClass }
            let retained = steps.filter { $0.action == "retain" }
            let changed = steps.filter { $0.action != "retain" }
            return ClassLine(
                dataClass: dataClass, action: changed.first?.action ?? "retain",
                rowsBefore: changed.reduce(0) { $0 + $1.rows }, rowsAfter: 0,
                keysDestroyed: dataClass == .account ? memo.keys.count : 0,
                retained: retained.first?.retained ?? .null)
        }
        let subject = try memo.people.first.map { (person) throws(PlatformError) in
            try mappingErrors {
                try context.vault.pseudonym(person.rawValue, key: context.ledgerKey)
            }
        }
        return try receipt(
            .erase, classes, plan: nil, bytes: 0, subject: subject, controller: tenant.id,
            request: memo.request.rawValue,
            receivedAt: memo.receivedAt)
    }

    /// The receipt of what the ledger had to do once more after a restore.
    func replay(deleted: [DataClass: Int], keysDestroyed: Int) throws(PlatformError) -> DeletionReceipt {
        let classes = DataClass.allCases.compactMap { dataClass in
            deleted[dataClass].map {
                ClassLine(
                    dataClass: dataClass, action: "delete", rowsBefore: $0, rowsAfter: 0,
                    keysDestroyed: dataClass == .account ? keysDestroyed : 0)
            }
        }
        return try receipt(
            .replay, classes, plan: nil, bytes: 0, subject: nil, controller: nil, request: nil, receivedAt: nil)
    }

    private func receipt(
        _ action: DeletionReceipt.Action, _ classes: [ClassLine], plan: (id: String, digest: String)?,
        bytes: Int, subject: String?, controller: Tenant.ID?, request: String?, receivedAt: Timestamp?
    ) throws(PlatformError) -> DeletionReceipt {
        let now = context.now
        let id = DeletionReceipt.ID.make(at: now)
        let perClass = JSONValue.array(classes.map(\.json))
        let policyVersion = JSONValue.string(context.policy.version)
        let mapHash = JSONValue.string(context.store.mapHash)
        let digested: JSONValue = [
            "planDigest": JSONValue(plan?.digest), "policyVersion": policyVersion, "mapHash": mapHash,
            "perClass": .array(classes.map(\.digested)),
        ]
        let digest = Hexadecimal.encode(Vault.digests.sha256(digested.canonical))
        let rows = classes.reduce(0) { $0 + $1.rowsBefore - $1.rowsAfter }
        let stores: JSONValue = [
            ["store": "data", "rows": JSONValue(rows), "bytesBefore": JSONValue(bytes), "bytesAfter": 0],
            [
                "store": "keyring", "rows": JSONValue(classes.reduce(0) { $0 + $1.keysDestroyed }),
                "bytesBefore": 0, "bytesAfter": 0,
            ],
        ]
        let deadline = receivedAt.map { StandardPolicy.requestAnswer.after($0) }
        let receipt = DeletionReceipt(
            id: id, action: action,
            json: [
                "receiptId": .string(id.rawValue), "planId": JSONValue(plan?.id), "planDigest": JSONValue(plan?.digest),
                "digest": .string(digest), "stores": stores, "requestId": JSONValue(request),
                "law": "gdpr", "articles": .array(articles(action)),
                "controller": JSONValue(controller?.rawValue), "role": "processor", "subjectRef": JSONValue(subject),
                "policyVersion": policyVersion,
                "mapHash": mapHash, "receivedAt": JSONValue(receivedAt), "deadline": JSONValue(deadline),
                "completedAt": JSONValue(now), "perClass": perClass,
                "derived": ["index", "caches"], "recipients": [],
                "backups": [
                    "unrecoverableAfter": JSONValue(StandardPolicy.backups.unrecoverableAfter(shreddedAt: now))
                ],
                "verification": ["requery": true, "walEmpty": true],
                "auditInclusionProof": nil, "signature": nil,
            ])
        guard let bytes = receipt.signedBytes else {
            throw PlatformError(.internalFailure, "a receipt lacks a field", hint: "report this as a bug")
        }
        return receipt.signed(try context.signing.signature(of: bytes))
    }

    private func articles(_ action: DeletionReceipt.Action) -> [JSONValue] {
        switch action {
        case .purge: ["5(1)(e)"]
        case .erase: ["17"]
        case .replay: ["5(1)(e)", "17"]
        }
    }

    private func ledgerEntries(after sequence: Int) async throws(PlatformError) -> [LedgerEntry] {
        try await platformErrors {
            try await context.store.ledger.entries(after: sequence, limit: .max).map(\.entry)
        }
    }
}

extension DeletionReceipt {
    /// How many keys it says were destroyed.
    var keysDestroyed: Int {
        (json["perClass"]?.array ?? []).reduce(0) { $0 + Int($1["keysDestroyed"]?.integer ?? 0) }
    }
}
