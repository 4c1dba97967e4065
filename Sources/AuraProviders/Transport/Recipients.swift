package import AuraCore

/// The parties that data may be sent to, and under which origins (clause 4.2). The register is complete: what is
/// not in it is not dialled.
package enum Recipients {
    package static let openAI = Recipient(
        id: "openai", name: "OpenAI", vendor: .openAI, origins: ["https://api.openai.com"], country: "US",
        categories: [.conversation, .content], clause: Clause(4, 2))

    package static let all = [openAI]

    /// The origin a vendor's key is bound to unless the operator says otherwise; none for a vendor without calls.
    package static func defaultOrigin(of vendor: Vendor) -> String? {
        all.first { $0.vendor == vendor }?.origins.first
    }
}
