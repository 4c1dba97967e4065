/// What makes a receipt evidence: a signature over its fields, and the proof that its completion stands in the audit
/// log (VAULT.md §8).
extension DeletionReceipt {
    /// The fields that are signed: all but the signature and the proof.
    public static let signedFields = [
        "receiptId", "planId", "planDigest", "digest", "stores", "requestId", "law", "articles", "controller", "role",
        "subjectRef", "policyVersion", "mapHash", "receivedAt", "deadline", "completedAt", "perClass", "derived",
        "recipients", "backups", "verification",
    ]

    /// Canonical JSON of exactly the signed fields; nothing if one of them is missing.
    ///
    /// A report that shows a receipt may have further members beside them; they are no part of the certificate.
    public static func signedBytes(of json: JSONValue) -> [UInt8]? {
        let members = signedFields.compactMap { name in json[name].map { JSONMember(name, $0) } }
        guard members.count == signedFields.count else { return nil }
        return JSONValue.object(members).canonical
    }

    /// The bytes that are signed.
    public var signedBytes: [UInt8]? { DeletionReceipt.signedBytes(of: json) }

    /// The same receipt with its signature, 64 bytes.
    public func signed(_ signature: [UInt8]) -> DeletionReceipt {
        with("signature", .string(Hexadecimal.encode(signature)))
    }

    /// The same receipt with the proof that its completion stands in the log.
    public func proved(by proof: InclusionProof) -> DeletionReceipt {
        with("auditInclusionProof", proof.json)
    }

    private func with(_ name: String, _ value: JSONValue) -> DeletionReceipt {
        guard case .object(let members) = json else { return self }
        let kept = members.map { $0.name == name ? JSONMember(name, value) : $0 }
        return DeletionReceipt(id: id, action: action, json: .object(kept))
    }
}
