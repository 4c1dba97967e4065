public import ArgumentParser
public import AuraCore

// The values of AuraCore that arguments are read as. A text that is none of them is a wrong use (64).

extension ObjectName: ExpressibleByArgument {}
extension CalendarDuration: ExpressibleByArgument {}
extension Timestamp: ExpressibleByArgument {}
extension Region: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Vendor: ExpressibleByArgument {}
extension Identifier: ExpressibleByArgument {}

extension DataClass: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(named: argument)
    }
}

extension ColorChoice: ExpressibleByArgument {}
extension ProgressChoice: ExpressibleByArgument {}

/// A bot, named within its tenant: `guide`, or `demo/guide` in place of `--tenant demo`.
struct BotName: ExpressibleByArgument, Hashable, Sendable {
    let tenant: ObjectName?
    let bot: ObjectName

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1:
            tenant = nil
        case 2:
            guard let name = ObjectName(parts[0]) else { return nil }
            tenant = name
        default:
            return nil
        }
        guard let name = ObjectName(parts[parts.count - 1]) else { return nil }
        bot = name
    }
}
