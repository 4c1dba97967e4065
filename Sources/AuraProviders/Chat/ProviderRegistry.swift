package import AuraCore

/// The providers AURA has, each bound to the origin it may call.
package struct ProviderRegistry: Sendable {
    private let client: ChatClient
    private let register: OutboundRegister

    /// - Parameter register: Where calls may go; nowhere if it is empty.
    package init(client: ChatClient = ChatClient(), register: OutboundRegister) {
        self.client = client
        self.register = register
    }

    /// The provider that answers for a vendor.
    ///
    /// - Parameter origin: The origin the tenant's key was sealed for; not looked at for a vendor that needs no key.
    /// - Throws: `notPermitted` if that origin is not in the register as this vendor's, before anything is dialled.
    package func provider(for vendor: Vendor, origin: String?) throws(ProviderError) -> any ChatProvider {
        switch vendor {
        case .aura: ExtractiveProvider()
        case .openAI: OpenAIProvider(target: try permit(origin, for: vendor), client: client)
        }
    }

    /// Who receives what is sent to this origin, for the record of disclosures; none if nothing is sent.
    package func recipient(for vendor: Vendor, origin: String?) throws(ProviderError) -> Recipient? {
        vendor.needsKey ? try permit(origin, for: vendor).recipient : nil
    }

    /// Asks the vendor whether it takes a key. No content is sent, and no tokens are used.
    package func checkKey(_ key: SecretBytes, for vendor: Vendor, origin: String?) async -> KeyCheck {
        do throws(ProviderError) {
            switch vendor {
            case .aura: return .accepted
            case .openAI:
                return await OpenAIProvider(target: try permit(origin, for: vendor), client: client).checkKey(key)
            }
        } catch {
            return .undecided(error)
        }
    }

    private func permit(_ origin: String?, for vendor: Vendor) throws(ProviderError) -> PermittedOrigin {
        guard let origin else {
            throw ProviderError(.notPermitted, wasSent: false)
        }
        return try register.permit(origin, for: vendor)
    }
}
