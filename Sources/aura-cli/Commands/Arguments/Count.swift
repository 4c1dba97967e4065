import ArgumentParser

/// A number of things, 1 at least.
struct Count: ExpressibleByArgument, Hashable, Sendable {
    let value: Int

    init?(argument: String) {
        guard let number = Int(argument), number > 0, String(number) == argument else { return nil }
        value = number
    }
}
