import AuraCore
import AuraCrypto

/// Decides where the root key is looked for: the environment's key file, the credentials folder, then what the
/// installation says (CLI.md §1.1).
struct RootKeyResolver {
    static let credentialName = "aura-root-key"
    static let passphraseName = "aura-root-passphrase"

    let configuration: PlatformConfiguration
    let folder: String

    /// The source that is used, and a word for where it came from.
    func source(
        for rootKey: InstallationFile.RootKey
    ) throws(PlatformError) -> (source: any RootKeySource, origin: String) {
        if let path = configuration.rootKeyFile {
            return (KeyFileSource(path: path, allowsGroupRead: isCredential(path)), "environment")
        }
        if let credentials = configuration.credentialsDirectory,
            case let path = credentials + "/" + RootKeyResolver.credentialName, PrivateFile.exists(path)
        {
            return (KeyFileSource(path: path, allowsGroupRead: true), "credentials")
        }
        switch rootKey {
        case .file(let path):
            return (KeyFileSource(path: resolved(path), allowsGroupRead: isCredential(path)), "installation")
        case .passphrase(let scrypt):
            guard let parameters = ScryptParameters(scrypt) else {
                throw PlatformError(
                    .integrity, "the passphrase parameters in \(InstallationFile.name) are damaged",
                    hint: "restore \(InstallationFile.name) from a backup")
            }
            return (PassphraseSource(parameters: parameters, ask: passphrase), "installation")
        case .command(let line):
            return (
                CommandSource(command: line, environment: configuration.rootKeyCommandEnvironment), "installation"
            )
        }
    }

    /// The root key, or exit 12.
    func rootKey(for rootKey: InstallationFile.RootKey) async throws(PlatformError) -> SecretBytes {
        let source = try source(for: rootKey).source
        do {
            return try await source.rootKey()
        } catch {
            throw PlatformError(error)
        }
    }

    /// The passphrase of a credential file, else of whoever is asked.
    private var passphrase: @Sendable () throws(RootKeyError) -> SecretBytes {
        let ask = configuration.askPassphrase
        let file = configuration.credentialsDirectory.map { $0 + "/" + RootKeyResolver.passphraseName }
        return { () throws(RootKeyError) in
            guard let file, PrivateFile.exists(file) else { return try ask() }
            return try PrivateFile.secret(at: file)
        }
    }

    /// A relative path in `installation.json` counts from the data folder, so that the folder can be moved.
    private func resolved(_ path: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    private func isCredential(_ path: String) -> Bool {
        configuration.credentialsDirectory.map { path.hasPrefix($0 + "/") } ?? false
    }
}

extension PlatformError {
    init(_ error: RootKeyError) {
        switch error {
        case .missing(let path):
            self.init(
                .rootKeyMissing, "there is no root key at \(path)",
                hint: "set AURA_ROOT_KEY_FILE to the key file of this installation")
        case .unreadable(let path):
            self.init(.rootKeyMissing, "the root key at \(path) cannot be read", hint: "check the file's owner")
        case .notAFile(let path):
            self.init(
                .rootKeyWrong, "\(path) is no regular file", hint: "name the key file itself, not a link or a pipe")
        case .tooOpen(let path, let mode):
            self.init(
                .rootKeyWrong, "\(path) has mode \(octal(mode)): others may read or change it",
                hint: "chmod 0400 \(path)")
        case .wrongLength(let path, let count):
            self.init(
                .rootKeyWrong, "\(path) has \(count) bytes, a root key has exactly 32", hint: "name the right key file")
        case .cannotAsk:
            self.init(
                .confirmationNeeded, "the passphrase cannot be asked for: this is no terminal",
                hint: "put it into $CREDENTIALS_DIRECTORY/\(RootKeyResolver.passphraseName)")
        case .commandFailed(let status):
            self.init(
                .rootKeyMissing, "the root key's command failed with status \(status)",
                hint: "run it by hand; what it writes to standard error is not shown here")
        case .commandTimedOut(let seconds):
            self.init(
                .rootKeyMissing, "the root key's command did not end within \(seconds) seconds and was stopped",
                hint: "run it by hand and see what it waits for")
        case .commandWrongLength(let count):
            self.init(
                .rootKeyWrong,
                "the root key's command wrote \(count > 32 ? "more than 32" : "\(count)") bytes, a root key has exactly 32",
                hint: "it must write the raw bytes and nothing else, no line feed")
        case .derivationFailed:
            self.init(.rootKeyWrong, "no key could be derived from the passphrase", hint: "check the available memory")
        }
    }
}

private func octal(_ mode: Int) -> String {
    "0" + String(mode, radix: 8)
}
