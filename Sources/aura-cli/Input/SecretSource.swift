/// The ways in which a secret may come; `aura help secrets` prints this list.
enum SecretSource: String, CaseIterable, Sendable {
    case pipe = "standard input"
    case keyFile = "--key-file"
    case prompt = "a hidden prompt"
    case credential = "a systemd credential"
    case rootKeyFile = "AURA_ROOT_KEY_FILE"

    var meaning: String {
        switch self {
        case .pipe: "A pipe or a redirected file, read to its end, at most 64 KiB; one trailing line feed is cut"
        case .keyFile: "A file that nobody else may read (mode 0600 or less)"
        case .prompt: "On a terminal, without showing what is typed; elsewhere exit 64"
        case .credential: "A file below $CREDENTIALS_DIRECTORY, such as aura-root-key or aura-root-passphrase"
        case .rootKeyFile: "The name of the root key's file (mode 0400), not the key itself"
        }
    }
}
