public import AuraCore

/// Whether data may go to somebody else (clauses 4.1–4.4).
///
/// The register is all that is asked so far. Whether a recipient's country needs a safeguard (clause 7.2) belongs
/// here too; until that is decided, the control `transferSafeguards` says `notYet`.
public enum TransferPolicy {
    /// Decides whether a call to a vendor may be made: the vendor and the exact origin must be in the register.
    ///
    /// - Parameters:
    ///   - origin: The origin that would be called, as RFC 6454 writes it; none for a provider that calls nobody.
    ///   - recipients: The register: the standard policy's, and what the operator has added.
    /// - Returns: The recipient that the disclosure is recorded for; none if nothing leaves this machine.
    public static func decide(
        vendor: Vendor, origin: String?, recipients: [Recipient] = StandardPolicy.recipients
    ) -> Decision<Recipient?> {
        guard vendor.needsKey else { return .allowed(nil) }
        guard let origin,
            let recipient = recipients.first(where: { $0.vendor == vendor && $0.origins.contains(origin) })
        else {
            return .denied(
                Refusal(
                    .recipientNotRegistered, Clause(4, 2),
                    "This recipient is not in the register, so nothing is disclosed to it."))
        }
        return .allowed(recipient)
    }
}
