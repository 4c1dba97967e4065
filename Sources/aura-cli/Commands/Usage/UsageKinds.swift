public import ArgumentParser
import AuraCore
public import AuraPlatform

extension UsageService.Grouping: ExpressibleByArgument {}

/// What a workspace has used.
struct UsageReport: Sendable {
    let tenant: ObjectName
    let summary: UsageService.Summary
}

extension Kinds {
    static let usage = Kind<UsageReport>(
        "UsageReport", identifier: "group",
        fields: [
            .identifier("tenant") { $0.tenant },
            .time("from") { $0.summary.from },
            .time("until") { $0.summary.until },
            .choice("by") { $0.summary.grouping },
            .integer("calls") { $0.summary.calls },
            .integer("inputTokens") { $0.summary.inputTokens },
            .integer("outputTokens") { $0.summary.outputTokens },
            .list("items", row) { $0.summary.rows },
        ])

    private static let row: [Field<UsageService.Row>] = [
        .identifier("group") { $0.group },
        .integer("calls") { $0.calls },
        .integer("inputTokens") { $0.inputTokens },
        .integer("outputTokens") { $0.outputTokens },
    ]
}
