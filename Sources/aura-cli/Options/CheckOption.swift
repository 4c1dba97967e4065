import ArgumentParser

/// `--check`: exit 2 if something is pending. The report says so with and without it.
struct CheckOption: ParsableArguments, Sendable {
    @Flag(name: .customLong("check"), help: "Exit with 2 if something is pending.")
    var isOn = false
}

extension Report {
    /// The report, exiting with 2 if something is pending and `--check` asks for that.
    func pending(_ isPending: Bool, _ check: CheckOption) -> Report {
        exiting(.pending, when: isPending && check.isOn)
    }
}
