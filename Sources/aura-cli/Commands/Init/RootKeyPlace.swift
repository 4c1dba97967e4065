import ArgumentParser
import Glibc

/// Where `init` gets the root key from: `passphrase`, or `file:PATH`.
enum RootKeyPlace: ExpressibleByArgument, Hashable, Sendable {
    case passphrase
    case file(String)

    init?(argument: String) {
        if argument == "passphrase" {
            self = .passphrase
        } else if argument.hasPrefix("file:"), argument.utf8.count > 5 {
            self = .file(String(argument.dropFirst(5)))
        } else {
            return nil
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
