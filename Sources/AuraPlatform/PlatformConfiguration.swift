public import AuraCore

/// Everything that decides how a platform opens: one value, no globals.
public struct PlatformConfiguration: Sendable {
    /// The folder of the installation, mode 0700.
    public var dataDirectory: String
    /// A key file that goes before what the installation says (`AURA_ROOT_KEY_FILE`).
    public var rootKeyFile: String?
    /// Where systemd puts credentials (`CREDENTIALS_DIRECTORY`); files in it may be mode 0440.
    public var credentialsDirectory: String?
    /// Asks for the passphrase of an installation that has one. Default: it cannot be asked for.
    public var askPassphrase: @Sendable () throws(RootKeyError) -> SecretBytes
    /// The environment of an installation's root key command, each as `NAME=value`. Default: empty.
    public var rootKeyCommandEnvironment: [String]
    /// How long a write waits for another process. Default: 5 seconds.
    public var waiting: Duration
    /// Where the time comes from. Default: the machine's clock.
    public var clock: WallClock
    /// Runs every use case for real but keeps nothing: each transaction is rolled back, no key is stored or
    /// destroyed, no vendor is called. Default: off.
    public var isDryRun: Bool
    /// The vendors' origins that calls may go to besides the register: loopback origins of tests alone.
    public var additionalOrigins: [Vendor: String]

    /// Bytes that stay free: with fewer no content is taken, while purge and erasure go on. Default:
    /// ``Limits/minimumFree``.
    public var minimumFree = Limits.minimumFree

    /// What is taken as it is although it is lost: a person has looked, and nothing better is left to restore. Default:
    /// nothing.
    public var acceptedLosses: Set<Loss> = []

    public init(dataDirectory: String) {
        self.dataDirectory = dataDirectory
        rootKeyFile = nil
        credentialsDirectory = nil
        askPassphrase = { () throws(RootKeyError) in throw .cannotAsk }
        rootKeyCommandEnvironment = []
        waiting = .seconds(5)
        clock = .system
        isDryRun = false
        additionalOrigins = [:]
    }
}
