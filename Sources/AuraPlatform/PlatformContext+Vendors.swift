import AuraCore
import AuraPolicy
import AuraProviders

extension PlatformContext {
    /// The origin a vendor's keys are sealed for: the register's, or a loopback origin that a test or the operator set.
    func origin(of vendor: Vendor) -> String? {
        configuration.additionalOrigins[vendor]
            ?? policy.recipients.first { $0.vendor == vendor }?.origins.first
    }

    /// Everybody a call may go to.
    var recipients: [Recipient] {
        policy.recipients
            + configuration.additionalOrigins.map { vendor, origin in
                // ZZ is ISO 3166's code for the user's own use: the data stays on this machine.
                Recipient(
                    id: "local", name: "This machine", vendor: vendor, origins: [origin], country: "ZZ",
                    categories: [.conversation, .content], clause: Clause(4, 2))
            }
    }

    var providers: ProviderRegistry {
        ProviderRegistry(
            register: OutboundRegister(
                recipients: policy.recipients,
                localOrigins: configuration.additionalOrigins.values.compactMap(VendorOrigin.init)))
    }

    /// Asks the vendor whether it takes a key, before it is stored.
    func checkWithVendor(_ secret: SecretBytes, vendor: Vendor, origin: String?) async throws(PlatformError) {
        switch await providers.checkKey(secret, for: vendor, origin: origin) {
        case .accepted: return
        case .refused:
            throw PlatformError(
                .keyRefused, "\(vendor.rawValue) does not accept this key", hint: "check the key, or use --no-check")
        case .undecided(let error):
            throw PlatformError(error, vendor: vendor)
        }
    }
}

extension PlatformError {
    /// What a vendor's failure means to whoever called; nothing of its answer is in it.
    init(_ error: ProviderError, vendor: Vendor) {
        let name = vendor.rawValue
        let (code, message, hint): (Code, String, String) =
            switch error.code {
            case .cancelled: (.cancelled, "stopped", "the part that came is not stored")
            case .keyRefused: (.keyRefused, "\(name) refused the key", "aura key set \(name)")
            case .notPermitted: (.vendorFailed, "\(name) does not permit this call", "check the key's rights")
            case .modelNotFound: (.vendorFailed, "\(name) has no such model", "aura bot create with another --model")
            case .contextTooLong: (.vendorFailed, "the conversation is too long for the model", "begin a new one")
            case .rateLimited: (.vendorFailed, "\(name) asks to slow down", "try again later")
            case .overloaded: (.vendorFailed, "\(name) is overloaded", "try again later")
            case .redirected:
                (.vendorFailed, "\(name) redirected the call, which is refused", "report it to the vendor")
            case .unreachable: (.vendorFailed, "\(name) cannot be reached", "check the network and try again")
            case .timedOut: (.vendorFailed, "\(name) did not answer in time", "try again later")
            case .tlsFailed: (.vendorFailed, "no safe connection to \(name)", "check the machine's certificates")
            case .protocolViolation: (.vendorFailed, "\(name) sent an answer that cannot be read", "try again later")
            case .tooLarge: (.vendorFailed, "\(name) sent too much", "try again")
            case .badRequest: (.vendorFailed, "\(name) refused the request", "check the bot's model")
            case .failed: (.vendorFailed, "\(name) failed", "try again later")
            }
        self.init(code, message, hint: hint, retryAfterSeconds: error.retryAfterSeconds)
    }
}
