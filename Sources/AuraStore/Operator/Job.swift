package import AuraCore

/// Work that may take several transactions: its plan never changes, its cursor says how far it has come.
package struct Job: Hashable, Sendable, Identified {
    package static let idPrefix = "job"
    package typealias ID = Identifier<Job>

    /// What is deleted: what is due, a person, or an LLM key; or which keys are rotated: the root key, tenant keys, an
    /// owner key, an LLM key, an index key; or that a call to a vendor is under way.
    package enum Kind: String, CaseIterable, Sendable {
        case purge, erase, revoke, rootKey, rewrap, reseal, credential, rotateIndex, call
    }
    /// A job that is not finished is taken up again.
    package enum State: String, CaseIterable, Sendable { case running, finished }

    package let id: ID
    /// Nothing for a job over the whole installation.
    package let tenant: Tenant.ID?
    package let kind: Kind
    package let state: State
    /// What the job does; holds ids, never content.
    package let plan: JSONValue
    package let cursor: String?
    package let startedAt: Timestamp
    package let finishedAt: Timestamp?

    package init(
        id: ID, tenant: Tenant.ID?, kind: Kind, state: State = .running, plan: JSONValue, cursor: String? = nil,
        startedAt: Timestamp, finishedAt: Timestamp? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.kind = kind
        self.state = state
        self.plan = plan
        self.cursor = cursor
        self.startedAt = startedAt
        self.finishedAt = finishedAt
    }
}

extension Rows {
    static func job(_ row: Row) throws(StoreError) -> Job {
        Job(
            id: try row.read("jobId"), tenant: try row.readOptional("tenantId"), kind: try row.word("kind"),
            state: try row.word("state"), plan: try row.json("plan"), cursor: try row.optionalText("cursor"),
            startedAt: try row.time("startedAt"), finishedAt: try row.optionalTime("finishedAt"))
    }

    static func receipt(_ row: Row) throws(StoreError) -> DeletionReceipt {
        DeletionReceipt(
            id: try row.read("receiptId"), action: try row.word("action"), json: try row.json("body"))
    }
}
