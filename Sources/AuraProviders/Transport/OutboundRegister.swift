package import AuraCore

/// Decides where a vendor's calls may go: to the origins of the policy's recipients, and to those on this machine that
/// the operator has configured (a tenant cannot). What is not in it is not dialled (clause 4.2).
package struct OutboundRegister: Sendable {
    private let recipients: [Recipient]
    private let localOrigins: Set<VendorOrigin>

    /// - Parameters:
    ///   - recipients: The parties the policy names.
    ///   - localOrigins: Origins on this machine, for a model that runs here or for a test. Others are ignored.
    package init(recipients: [Recipient] = [], localOrigins: [VendorOrigin] = []) {
        self.recipients = recipients
        self.localOrigins = Set(localOrigins.filter(\.isLoopback))
    }

    /// Permits the origin a key was sealed for.
    ///
    /// - Throws: `notPermitted` if the text is no exact origin, is not in the register, or is another vendor's.
    package func permit(_ origin: String, for vendor: Vendor) throws(ProviderError) -> PermittedOrigin {
        guard let exact = VendorOrigin(origin), let recipient = recipient(at: exact, for: vendor) else {
            throw ProviderError(.notPermitted, wasSent: false)
        }
        return PermittedOrigin(origin: exact, recipient: recipient)
    }

    private func recipient(at origin: VendorOrigin, for vendor: Vendor) -> Recipient? {
        if localOrigins.contains(origin) {
            // ZZ is ISO 3166's code for the user's own use: the data stays on this machine.
            return Recipient(
                id: "local", name: "This machine", vendor: vendor, origins: [origin.description], country: "ZZ",
                categories: [.conversation, .content], clause: Clause(4, 2))
        }
        return recipients.first { $0.vendor == vendor && $0.origins.contains(origin.description) }
    }
}

/// An origin that may be dialled, with the party behind it. Only ``OutboundRegister`` makes one.
package struct PermittedOrigin: Hashable, Sendable {
    package let origin: VendorOrigin
    package let recipient: Recipient

    fileprivate init(origin: VendorOrigin, recipient: Recipient) {
        self.origin = origin
        self.recipient = recipient
    }
}
