import ArgumentParser

/// The program's own version.
enum Version {
    static let number = "0.1.0"

    /// The compiler's version, as the compiler knows it.
    static var swift: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    static var platform: String {
        #if arch(x86_64)
            "linux-x86_64"
        #elseif arch(arm64)
            "linux-arm64"
        #else
            "linux"
        #endif
    }
}

struct VersionCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Shows the versions of AURA and of what it is built with.")
    static let level = CommandLevel.read
    static let examples = ["aura version", "aura version -o json"]
    static let kinds = [Kinds.version.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) -> Report {
        Report(Kinds.version, ())
    }
}

extension Kinds {
    static let version = Kind<Void>(
        "Version", identifier: "version",
        fields: [
            .identifier("version") { _ in Version.number },
            .identifier("swift") { _ in Version.swift },
            .identifier("platform") { _ in Version.platform },
        ])
}
