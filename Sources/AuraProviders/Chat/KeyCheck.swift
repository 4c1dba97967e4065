package import AuraCore

/// What a vendor says to a key.
package enum KeyCheck: Hashable, Sendable {
    case accepted
    /// The vendor does not know the key, or it cannot be a key.
    case refused
    /// The vendor did not say: it could not be reached, is busy, or does not let this key ask.
    case undecided(ProviderError)
}
