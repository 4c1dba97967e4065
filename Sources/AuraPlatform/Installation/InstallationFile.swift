import AuraCore
import Foundation

/// `installation.json`: what an installation is and where its root key comes from. It holds no secret.
struct InstallationFile: Hashable, Sendable {
    static let name = "installation.json"
    static let schema = 1

    /// `initialising` from the first moment of `init` to its last: such an installation does not open.
    enum State: String { case initialising, ready }

    /// Where the root key comes from.
    enum RootKey: Hashable {
        case file(path: String)
        case passphrase(scrypt: JSONValue)
        /// What a command writes to its standard output.
        case command(String)

        var source: String {
            switch self {
            case .file: "file"
            case .passphrase: "passphrase"
            case .command: "command"
            }
        }

        var json: JSONValue {
            switch self {
            case .file(let path): ["source": "file", "path": .string(path)]
            case .passphrase(let scrypt): ["source": "passphrase", "scrypt": scrypt]
            case .command(let line): ["source": "command", "command": .string(line)]
            }
        }

        init?(_ json: JSONValue) {
            switch (json["source"]?.string, json["path"]?.string, json["scrypt"], json["command"]?.string) {
            case ("file", let path?, _, _): self = .file(path: path)
            case ("passphrase", _, let scrypt?, _): self = .passphrase(scrypt: scrypt)
            case ("command", _, _, let line?): self = .command(line)
            default: return nil
            }
        }
    }

    let id: Installation.ID
    let createdAt: Timestamp
    var rootKey: RootKey
    var state: State
    /// Whether it was made by `init --demo`, for `doctor` to say so.
    let isDemo: Bool
    /// When a recovery sheet of this root key was handed out; nothing if none was.
    var recoverySheetAt: Timestamp?
    /// When a part was last put back from a backup; nothing if none ever was.
    var restoredAt: Timestamp?

    var json: JSONValue {
        [
            "kind": "aura/installation/1", "id": .string(id.rawValue), "schema": JSONValue(InstallationFile.schema),
            "createdAt": JSONValue(createdAt), "state": .string(state.rawValue), "demo": .bool(isDemo),
            "rootKey": rootKey.json, "recoverySheetAt": JSONValue(recoverySheetAt),
            "restoredAt": JSONValue(restoredAt),
        ]
    }
}

extension InstallationFile {
    /// Reads the file of a data folder.
    ///
    /// - Returns: Nothing if there is no such file.
    static func read(from folder: String) throws(PlatformError) -> InstallationFile? {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
            guard FileManager.default.fileExists(atPath: folder + "/" + name) else { return nil }
            throw PlatformError(.storageFailed, "\(name) cannot be read", hint: "check its owner and mode (0600)")
        }
        guard let json = try? JSONValue(parsing: Array(data)) else { throw damaged }
        return try InstallationFile(json)
    }

    /// Reads the file's JSON.
    ///
    /// - Throws: `integrity` if it is not what AURA writes.
    init(_ json: JSONValue) throws(PlatformError) {
        guard json["kind"] == "aura/installation/1", let id = json["id"]?.string.flatMap(Installation.ID.init),
            let createdAt = json["createdAt"]?.string.flatMap(Timestamp.init),
            let state = json["state"]?.string.flatMap(State.init(rawValue:)), let key = json["rootKey"]
        else { throw InstallationFile.damaged }
        guard let version = json["schema"]?.integer, version <= InstallationFile.schema else {
            throw PlatformError(
                .integrity, "this installation was made by a newer version of aura", hint: "install that version")
        }
        guard let rootKey = RootKey(key) else { throw InstallationFile.damaged }
        self.init(
            id: id, createdAt: createdAt, rootKey: rootKey, state: state, isDemo: json["demo"]?.bool ?? false,
            recoverySheetAt: json["recoverySheetAt"]?.string.flatMap(Timestamp.init),
            restoredAt: json["restoredAt"]?.string.flatMap(Timestamp.init))
    }

    private static var damaged: PlatformError {
        PlatformError(.integrity, "\(name) is damaged", hint: "restore it from a backup")
    }

    /// Writes the file in one step: it is either the old one or the new one, whatever happens meanwhile.
    func write(to folder: String) throws(PlatformError) {
        let bytes = Array((json.pretty + "\n").utf8)
        try PrivateFile.replace(folder + "/" + InstallationFile.name, with: bytes)
    }
}
