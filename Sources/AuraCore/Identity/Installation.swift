/// One installation of AURA: a data folder with its keyring and its ledger.
public enum Installation: Identified {
    public static let idPrefix = "ins"
    public typealias ID = Identifier<Installation>
}
