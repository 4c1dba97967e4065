import ArgumentParser
import AuraCore
import Testing

@testable import aura_cli

@Suite struct SettingsTests {
    @Test(
        arguments: [
            (flag: "/f", data: "/e", state: "/s", folder: "/f", source: Setting<String>.Source.flag),
            (flag: nil, data: "/e", state: "/s", folder: "/e", source: .environment),
            (flag: nil, data: "", state: "/s", folder: "/s/aura", source: .environment),
            (flag: nil, data: nil, state: "relative", folder: "/people/x/.local/state/aura", source: .standard),
            (flag: nil, data: nil, state: nil, folder: "/people/x/.local/state/aura", source: .standard),
        ] as [(flag: String?, data: String?, state: String?, folder: String, source: Setting<String>.Source)])
    func `the data folder is the flag's, else the environment's, else the default`(
        flag: String?, data: String?, state: String?, folder: String, source: Setting<String>.Source
    ) throws {
        let environment = Environment(["AURA_DATA": data ?? "", "XDG_STATE_HOME": state ?? ""])
        let settings = try Settings(data: flag, tenant: nil, environment: environment, home: "/people/x")
        #expect(settings.dataFolder == Setting(folder, from: source))
    }

    @Test func `the tenant is the flag's, else the environment's, else none`() throws {
        func tenant(_ arguments: [String], _ variables: [String: String]) throws -> ObjectName? {
            try CommandContext(GlobalOptions.parse(arguments), environment: Environment(variables)).tenantIfAny()
        }
        #expect(try tenant(["--tenant", "acme"], ["AURA_TENANT": "beta"])?.rawValue == "acme")
        #expect(try tenant([], ["AURA_TENANT": "beta"])?.rawValue == "beta")
        #expect(try tenant([], [:]) == nil)
        #expect(try tenant(["--tenant", "acme"], ["AURA_TENANT": "no/name"])?.rawValue == "acme")
        #expect(throws: CommandError.self) { try tenant([], ["AURA_TENANT": "no/name"]) }
    }

    @Test(
        arguments: [
            ([], nil, nil), (["--data", "a"], nil, "a"), ([], "b", "b"), (["--data", "b"], "b", "b"),
        ] as [([String], String?, String?)])
    func `a folder given as an argument is the data folder`(
        arguments: [String], folder: String?, data: String?
    ) throws {
        #expect(try GlobalOptions.parse(arguments).data(or: folder) == data)
        #expect(throws: CommandError.self) { try GlobalOptions.parse(["--data", "a"]).data(or: "b") }
    }

    @Test func `a pending report exits with 2 only if it is asked to`() throws {
        let report = Report(Sample.kind, Sample())
        #expect(report.pending(true, try CheckOption.parse([])).exit == .done)
        #expect(report.pending(true, try CheckOption.parse(["--check"])).exit == .pending)
        #expect(report.pending(false, try CheckOption.parse(["--check"])).exit == .done)
    }

    @Test func `an empty data flag is refused, not taken for the default`() {
        #expect(throws: CommandError.self) {
            try Settings(data: "", tenant: nil, environment: Environment([:]), home: "/")
        }
    }

    @Test func `a misspelt variable is found, and only AURA's own`() {
        let environment = Environment([
            "AURA_TENNANT": "x", "AURA_DATA": "y", "AURAL": "z", "HOME": "/", "AURA_EMPTY": "",
        ])
        #expect(environment.unknownNames == ["AURA_TENNANT"])
    }

    @Test(
        arguments: [
            ("auto", true, [:], true), ("auto", false, [:], false), ("auto", true, ["NO_COLOR": "1"], false),
            ("auto", true, ["NO_COLOR": ""], true), ("auto", true, ["TERM": "dumb"], false),
            ("auto", false, ["CLICOLOR_FORCE": "1"], true), ("auto", false, ["CLICOLOR_FORCE": "0"], false),
            ("auto", false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
            ("never", true, ["CLICOLOR_FORCE": "1"], false),
            ("always", false, ["NO_COLOR": "1", "TERM": "dumb"], true),
        ] as [(String, Bool, [String: String], Bool)])
    func `colours follow the flag, then NO_COLOR, then CLICOLOR_FORCE, then the terminal`(
        choice: String, isTerminal: Bool, variables: [String: String], isColoured: Bool
    ) throws {
        let choice = try #require(ColorChoice(rawValue: choice))
        #expect(choice.style(isTerminal: isTerminal, environment: Environment(variables)).isColoured == isColoured)
    }

    @Test(
        arguments: [
            ("guide", nil, "guide"), ("demo/guide", "demo", "guide"), ("a/b/c", "", ""), ("/guide", "", ""),
            ("", "", ""),
            ("Demo/guide", "", ""), ("--yes", "", ""),
        ] as [(String, String?, String)])
    func `a bot is a name, or a tenant's name and its own`(text: String, tenant: String?, bot: String) {
        let name = BotName(argument: text)
        #expect(name?.bot.rawValue == (bot.isEmpty ? nil : bot))
        if !bot.isEmpty { #expect(name?.tenant?.rawValue == tenant) }
    }

    @Test func `a bot's tenant and the flag's must not differ`() throws {
        let options = try GlobalOptions.parse(["--tenant", "acme"])
        let context = try CommandContext(options)
        #expect(try context.tenant().rawValue == "acme")
        #expect(try context.tenant(of: BotName(argument: "acme/guide")).rawValue == "acme")
        #expect(throws: CommandError.self) { try context.tenant(of: BotName(argument: "demo/guide")) }
        #expect(throws: CommandError.self) { try CommandContext(GlobalOptions.parse([])).tenant() }
    }

    @Test(arguments: [
        ["--fields", ""], ["--fields", "a,,b"], ["--reason", ""], ["--actor", "two\nlines"], ["--wait", "1mo"],
        ["--wait", "2d"], ["--reason", String(repeating: "x", count: 513)],
    ])
    func `options that make no sense are a wrong use`(arguments: [String]) throws {
        let options = try GlobalOptions.parse(arguments)
        #expect(throws: CommandError.self) { try options.check() }
    }

    @Test(arguments: [
        ([], Duration.seconds(5)), (["--wait", "5m"], .seconds(300)), (["--wait", "1d"], .seconds(86_400)),
    ])
    func `a write waits five seconds unless told otherwise`(arguments: [String], waiting: Duration) throws {
        #expect(try GlobalOptions.parse(arguments).waiting == waiting)
    }
}
