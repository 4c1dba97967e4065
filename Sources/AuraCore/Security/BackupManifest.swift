/// The first line of a backup file: what it holds and where it belongs (VAULT.md §5). It has no secret.
public struct BackupManifest: Hashable, Sendable, Identified {
    public static let idPrefix = "bak"
    public typealias ID = Identifier<BackupManifest>

    /// Each part is a file of its own, because each has its own life (FAULTS.md R12).
    public enum Part: String, CaseIterable, Codable, Sendable {
        case data, keyring, ledger
    }

    /// The form of backup files that this version writes.
    public static let version = 1

    public let id: ID
    public let part: Part
    public let installation: Installation.ID
    public let createdAt: Timestamp
    /// When the copy is to be thrown away; nothing for the ledger, which is kept for good.
    public let expiresAt: Timestamp?
    /// The version of the tables.
    public let schema: Int
    /// Bytes of the content, which follows the manifest and its check.
    public let bytes: Int
    /// The content's digest, hexadecimal: SHA-256 over the SHA-256 of each MiB of it.
    public let digest: String
    /// The last ledger entry that the content has applied; −1 for none.
    public let ledgerSequence: Int
    /// The keyring's epoch that the content has, or has seen.
    public let keyringEpoch: Int
    /// What `installation.json` said, for a machine that has none; with the data alone.
    public let installationFile: JSONValue

    public init(
        id: ID, part: Part, installation: Installation.ID, createdAt: Timestamp, expiresAt: Timestamp?, schema: Int,
        bytes: Int, digest: String, ledgerSequence: Int, keyringEpoch: Int, installationFile: JSONValue
    ) {
        self.id = id
        self.part = part
        self.installation = installation
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.schema = schema
        self.bytes = bytes
        self.digest = digest
        self.ledgerSequence = ledgerSequence
        self.keyringEpoch = keyringEpoch
        self.installationFile = installationFile
    }
}

extension BackupManifest {
    /// The manifest's JSON; written in canonical form with one LF behind it.
    public var json: JSONValue {
        [
            "kind": "aura/backup", "v": JSONValue(BackupManifest.version), "id": .string(id.rawValue),
            "part": .string(part.rawValue), "installation": .string(installation.rawValue),
            "createdAt": JSONValue(createdAt), "expiresAt": JSONValue(expiresAt), "schema": JSONValue(schema),
            "bytes": JSONValue(bytes), "digest": .string(digest), "ledgerSequence": JSONValue(ledgerSequence),
            "keyringEpoch": JSONValue(keyringEpoch), "installationFile": installationFile,
        ]
    }

    /// Reads a manifest's JSON; a missing, additional or mistyped field gives nothing.
    public init?(_ json: JSONValue) {
        guard json["kind"] == "aura/backup", json["v"]?.integer == Int64(BackupManifest.version),
            let id = json["id"]?.string.flatMap(ID.init), let part = json["part"]?.string.flatMap(Part.init),
            let installation = json["installation"]?.string.flatMap(Installation.ID.init),
            let createdAt = json["createdAt"]?.string.flatMap(Timestamp.init), let schema = json["schema"]?.integer,
            let bytes = json["bytes"]?.integer, bytes >= 0, let digest = json["digest"]?.string,
            let sequence = json["ledgerSequence"]?.integer, let epoch = json["keyringEpoch"]?.integer,
            let file = json["installationFile"]
        else { return nil }
        self.init(
            id: id, part: part, installation: installation, createdAt: createdAt,
            expiresAt: json["expiresAt"]?.string.flatMap(Timestamp.init), schema: Int(schema), bytes: Int(bytes),
            digest: digest, ledgerSequence: Int(sequence), keyringEpoch: Int(epoch), installationFile: file)
        guard self.json.canonical == json.canonical else { return nil }
    }
}
