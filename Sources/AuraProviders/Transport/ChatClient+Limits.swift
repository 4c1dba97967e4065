extension ChatClient {
    /// Every number that bounds a call to a vendor (FAULTS.md §4, R10). Tests shorten them.
    package struct Limits: Hashable, Sendable {
        /// Connection and TLS handshake.
        package var connect: Duration = .seconds(10)
        /// From the beginning of an attempt to the head of its answer.
        package var firstByte: Duration = .seconds(60)
        /// Between two pieces of an answer. A reader that takes longer for a delta ends the answer as well.
        package var silence: Duration = .seconds(60)
        /// All attempts, the waits between them and the whole answer; looked at with each piece, so an answer can
        /// outlast it by one `silence`.
        package var wholeCall: Duration = .seconds(600)
        /// Attempts after the first.
        package var retries = 2
        /// The first wait; it doubles with each retry.
        package var firstWait: Duration = .milliseconds(500)
        package var longestWait: Duration = .seconds(8)
        /// The longest `Retry-After` that is waited for; a longer one is passed on.
        package var longestRetryAfterSeconds = 30
        package var headerBytes = 64 * 1_024
        package var bodyBytes = 8 * 1_024 * 1_024
        package var errorBodyBytes = 64 * 1_024
        package var streamBytes = 32 * 1_024 * 1_024
        /// One line of an event stream, and the data of one event.
        package var lineBytes = 1_024 * 1_024
        /// Calls to one origin at a time; more wait for a connection.
        package var connectionsPerOrigin = 512

        package init() {}
    }
}
