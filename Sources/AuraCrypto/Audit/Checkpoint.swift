package import AuraCore

/// What a signed checkpoint says: how long a log is and the root of its tree, in the form of C2SP `tlog-checkpoint`.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name, `aura/<installation id>/<chain>` (VAULT.md §7); the signing key has the same.
    package let origin: String
    /// Entries of the log.
    package let size: Int
    /// 32 bytes.
    package let root: [UInt8]
    /// Further lines, which say nothing to AURA.
    package let extensions: [String]

    package init(origin: String, size: Int, root: [UInt8], extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The lines that are signed.
    package var text: String {
        ([origin, String(size), SignedNote.base64(root)] + extensions).map { $0 + "\n" }.joined()
    }

    /// Reads the signed lines; nothing for another form: a size with a sign or a leading zero, a root that is not 32
    /// bytes, an empty line.
    package init?(text: String) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
            let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let root = SignedNote.bytes(ofBase64: lines[2]), root.count == 32
        else { return nil }
        self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3..<lines.count - 1]))
    }

    /// The origin of a chain's checkpoints.
    package static func origin(of chain: AuditChain, in installation: Installation.ID) -> String {
        "aura/\(installation)/\(chain)"
    }

    /// The installation that a note says it is of; nothing if its origin has another form. Nothing is verified.
    package static func installation(in note: String) -> Installation.ID? {
        let parts = note.utf8.prefix { $0 != 0x0A }.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("aura".utf8) else { return nil }
        return Installation.ID(String(decoding: parts[1], as: UTF8.self))
    }

    /// Why a note is no checkpoint of the log that was asked for.
    package enum Refusal: Hashable, Sendable {
        /// Its form is another.
        case unreadable
        /// It is of another log or another installation.
        case foreign
        /// This key has not signed it.
        case unsigned
    }

    /// Opens a note: it must have the form, be of this log, and be signed by this key under the log's name.
    package static func open(
        _ note: String, origin: String, publicKey: [UInt8]
    ) -> Result<Checkpoint, Unverified> {
        guard let signed = SignedNote(note), let checkpoint = Checkpoint(text: signed.text) else {
            return .failure(Unverified(refusal: .unreadable))
        }
        guard checkpoint.origin.hasSameBytes(as: origin) else { return .failure(Unverified(refusal: .foreign)) }
        guard signed.isSigned(by: origin, publicKey: publicKey) else {
            return .failure(Unverified(refusal: .unsigned))
        }
        return .success(checkpoint)
    }

    /// A note that is not what was asked for.
    package struct Unverified: Error, Hashable, Sendable {
        package let refusal: Refusal
    }
}
