import AuraCore
import Glibc

/// A setting and where it came from: flag before environment before default.
struct Setting<Value: Hashable & Sendable>: Hashable, Sendable {
    enum Source: String, CaseIterable, Sendable {
        case flag, environment, standard = "default"
    }

    let value: Value
    let source: Source

    init(_ value: Value, from source: Source) {
        self.value = value
        self.source = source
    }
}

/// What this run works on, decided once from flags, environment and defaults; nothing else is remembered anywhere.
struct Settings: Hashable, Sendable {
    let dataFolder: Setting<String>
    /// The tenant's name as it was given; `CommandContext.tenant` checks it where one is needed.
    let tenant: Setting<String>?

    /// - Parameter home: The user's home folder, where neither the environment nor a flag says otherwise.
    init(data: String?, tenant: ObjectName?, environment: Environment, home: String) throws(CommandError) {
        if let data {
            guard !data.isEmpty else { throw CommandError(.usage, "--data is empty", hint: "name a folder") }
            dataFolder = Setting(data, from: .flag)
        } else if let data = environment[.data] {
            dataFolder = Setting(data, from: .environment)
        } else if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            dataFolder = Setting(state + "/aura", from: .environment)
        } else {
            dataFolder = Setting(home + "/.local/state/aura", from: .standard)
        }
        if let tenant {
            self.tenant = Setting(tenant.rawValue, from: .flag)
        } else if let name = environment[.tenant] {
            self.tenant = Setting(name, from: .environment)
        } else {
            self.tenant = nil
        }
    }

    /// `HOME`, or what the user database says.
    static func home(_ environment: Environment) -> String {
        if let home = environment["HOME"] { return home }
        guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return "/" }
        return String(cString: folder)
    }
}

extension ObjectName {
    /// The rule in words, for hints.
    static let rule = "a name is a–z, 0–9 and -, begins with a letter, and has at most 63 characters"
}
