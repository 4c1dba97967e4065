import AuraCore

extension Vendor {
    /// Reads the word that names a provider. A word that names none is never repeated: it may be the key itself.
    init(provider word: String) throws(CommandError) {
        let known = Vendor.allCases.filter(\.needsKey).map(\.rawValue)
        guard let vendor = Vendor(rawValue: word) else {
            throw CommandError(
                .usage, "there is no such provider",
                hint: NearMiss.hint(for: word, among: known) ?? "one of: \(known.joined(separator: ", "))")
        }
        self = vendor
    }
}
