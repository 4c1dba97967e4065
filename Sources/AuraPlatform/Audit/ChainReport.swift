public import AuraCore

extension AuditService {
    /// What verifying one chain found.
    public struct ChainReport: Hashable, Sendable {
        public let chain: AuditChain
        /// Entries that were found whole, from the first on.
        public let entries: Int
        /// Signed checkpoints that agree with them.
        public let checkpoints: Int
        /// The first thing that is wrong; none if the chain holds.
        public let problem: AuditProblem?
        /// The first entry that is not as it was written; where only a checkpoint shows that there is one, the first
        /// that no agreeing checkpoint covers.
        public let firstBadSequence: Int?

        public var holds: Bool { problem == nil }

        init(
            _ chain: AuditChain, entries: Int, checkpoints: Int = 0, problem: AuditProblem? = nil,
            firstBadSequence: Int? = nil
        ) {
            self.chain = chain
            self.entries = entries
            self.checkpoints = checkpoints
            self.problem = problem
            self.firstBadSequence = firstBadSequence
        }
    }
}
