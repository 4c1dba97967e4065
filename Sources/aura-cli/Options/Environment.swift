import CProcess

/// The environment variables the process was started with. An empty one counts as unset.
struct Environment: Hashable, Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values.filter { !$0.value.isEmpty }
    }

    subscript(name: String) -> String? { values[name] }

    subscript(variable: Variable) -> String? { values[variable.rawValue] }

    /// The process's own environment.
    static var ofProcess: Environment {
        var values: [String: String] = [:]
        var next = aura_environment()
        while let entry = next?.pointee {
            let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            next = next?.advanced(by: 1)
        }
        return Environment(values)
    }

    /// Every variable as `NAME=value`, for a program that is started.
    var entries: [String] { values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

    /// Names that begin like AURA's but are none of them: misspelt settings.
    var unknownNames: [String] {
        values.keys.filter { $0.hasPrefix("AURA_") && Variable(rawValue: $0) == nil }.sorted()
    }

    /// Every variable of AURA's own; `aura help environment` prints this list.
    enum Variable: String, CaseIterable, Sendable {
        case data = "AURA_DATA"
        case tenant = "AURA_TENANT"
        case rootKeyFile = "AURA_ROOT_KEY_FILE"
        case databaseURL = "AURA_DATABASE_URL"
        case keyringURL = "AURA_KEYRING_URL"
        case ledgerURL = "AURA_LEDGER_URL"
        case vectors = "AURA_VECTORS"
        case fixtures = "AURA_FIXTURES"
        case fault = "AURA_FAULT"
        case faultOrigin = "AURA_FAULT_ORIGIN"
        case seed = "AURA_SEED"

        var meaning: String {
            switch self {
            case .data: "The data folder. Before it: --data. Default: $XDG_STATE_HOME/aura (~/.local/state/aura)"
            case .tenant: "The tenant to work in. Before it: --tenant, or TENANT/BOT in --bot"
            case .rootKeyFile: "The file that holds the 32 bytes of the root key (mode 0400)"
            case .databaseURL: "Where the database is, if not in the data folder"
            case .keyringURL: "Where the keyring is, if not in the data folder"
            case .ledgerURL: "Where the deletion ledger is, if not in the data folder"
            case .vectors: "For tests: the folder of the test vectors"
            case .fixtures: "For tests: the folder of the recorded exchanges"
            case .fault: "For tests: the point at which a debug build fails, and how"
            case .faultOrigin: "For tests: a loopback origin that a debug build takes for OpenAI's"
            case .seed: "For tests: the seed of random inputs"
            }
        }
    }
}
