import ArgumentParser
import AuraPlatform
import Glibc

/// Where the root key comes from: `passphrase`, `file:PATH`, or `command:LINE`.
enum RootKeyPlace: ExpressibleByArgument, Hashable, Sendable {
    case passphrase
    case file(String)
    case command(String)

    init?(argument: String) {
        if argument == "passphrase" {
            self = .passphrase
        } else if argument.hasPrefix("file:"), argument.utf8.count > 5 {
            self = .file(String(argument.dropFirst(5)))
        } else if argument.hasPrefix("command:"), argument.utf8.count > 8 {
            self = .command(String(argument.dropFirst(8)))
        } else {
            return nil
        }
    }

    /// What a use case is told; without a word for it, a file of the standard folder.
    static func choice(
        _ place: RootKeyPlace?, in context: CommandContext
    ) throws(CommandError) -> Platform.RootKeyChoice {
        switch place {
        case .passphrase: .passphrase
        case .file(let path): .file(path: try absolute(path))
        case .command(let line): .command(line)
        case nil: .configured(folder: standardFolder(context.environment))
        }
    }

    /// A path that means the same from everywhere: the installation keeps it.
    static func absolute(_ path: String) throws(CommandError) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let current = getcwd(nil, 0) else {
            throw CommandError(.usage, "the current folder cannot be named", hint: "give the key file's whole path")
        }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }

    /// `$XDG_CONFIG_HOME/aura`, else `~/.config/aura`.
    static func standardFolder(_ environment: Environment) -> String {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/aura" }
        return Settings.home(environment) + "/.config/aura"
    }
}
