import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Erases a person: fence, ledger, keys destroyed (from this instant every copy is unreadable), rows in batches, logs
/// emptied, each mapped path asked again, receipt (DESIGN.md §2, FAULTS.md R1–R2).
struct ErasureJob {
    let context: PlatformContext
    let tenant: Tenant
    let principal: Principal

    func run(_ plan: ErasurePlan, request: RightsRequest.ID) async throws(PlatformError) -> DeletionReceipt {
        try await context.withLease { () async throws(PlatformError) in
            let now = context.now
            let sequence = context.store.ledger.head.sequence
            let memo = ErasureMemo(plan, request: request, receivedAt: now, ledgerSequence: sequence)
            let job = Job(id: .make(at: now), tenant: tenant.id, kind: .erase, plan: memo.json, startedAt: now)
            var replaced: [KeyID] = []
            for key in memo.keys { replaced += try await predecessors(of: key) }
            let fenced = memo.keys + replaced
            let event = try context.trail.event(
                .erasureStarted, request.rawValue, of: tenant, by: principal, at: now, clause: Clause(6, 3),
                request: request.rawValue)
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    for key in fenced { try writer.fence(key, at: now) }
                    try writer.insertJob(job)
                }
            }
            try FaultPoint.passed(.eraseFenced)
            return try await carryOut(job, memo)
        }
    }

    /// From the fence on; running it again does what is left and writes the same receipt digest.
    func carryOut(_ job: Job, _ memo: ErasureMemo) async throws(PlatformError) -> DeletionReceipt {
        var head = context.store.ledger.head
        let destruction = DestructionStep(context: context)
        var place = try await destruction.place(after: memo.ledgerSequence)
        for (person, key) in zip(memo.people, memo.keys) {
            let pseudonym = try mappingErrors {
                try context.vault.pseudonym(person.rawValue, key: context.ledgerKey)
            }
            let step = LedgerStep(
                scope: .subject, tenant: tenant.id, subject: pseudonym, classes: memo.classes,
                keys: [key] + (try await predecessors(of: key)),
                cutoffs: [:])
            head = try await destruction.run(step, from: &place, reason: "erasure")
        }
        _ = try await deleteRows(memo)
        try FaultPoint.passed(.eraseIndexSwept)
        try await platformErrors { try await context.store.truncateLogs() }
        try FaultPoint.passed(.eraseSwept)
        try await verify(memo)
        try FaultPoint.passed(.eraseVerified)
        let unproved = try await ReceiptWriting(context: context).erasure(job, memo, of: tenant)
        let now = context.now
        let done = head
        let event = try context.trail.event(
            .erasureCompleted, unproved.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(6, 3),
            request: memo.request.rawValue)
        let certificate = Certificate(unproved, of: job.id, at: now)
        let receipt = try await platformErrors {
            try await context.store.tenant(tenant.id).certify(certificate, event) { writer in
                try writer.setLedgerHead(done)
                // The finished job no longer says whom it was about.
                try writer.finishJob(job.id, leaving: ["request": .string(memo.request.rawValue)], at: now)
            }
        }
        try FaultPoint.passed(.eraseReceipt)
        try await platformErrors { try await context.store.truncateLogs() }
        return receipt
    }

    /// Keys that the person's key has replaced and that are still there: they go with it.
    private func predecessors(of key: KeyID) async throws(PlatformError) -> [KeyID] {
        try await platformErrors { try await context.store.keyring.predecessors(of: key, tenant: tenant.id) }
    }

    /// Goes through the map's tables, children before parents, in batches.
    ///
    /// - Returns: How many rows went from each class.
    func deleteRows(_ memo: ErasureMemo) async throws(PlatformError) -> [DataClass: Int] {
        var deleted: [DataClass: Int] = [:]
        for step in memo.steps {
            for (person, key) in zip(memo.people, memo.keys) {
                var count = 1
                while count > 0 {
                    let event = try context.trail.event(
                        .erasureBatch, step.table, of: tenant, by: principal, at: context.now, clause: Clause(6, 3),
                        request: memo.request.rawValue)
                    count = try await platformErrors {
                        try await context.store.tenant(tenant.id).write(event) { writer in
                            try writer.erase(person, key: key, in: step.table)
                        }
                    }
                    try FaultPoint.passed(.eraseBatchDone)
                    deleted[step.dataClass, default: 0] += count
                }
            }
        }
        return deleted
    }

    /// Each mapped path is asked again for the person; a hit fails the erasure (VAULT.md §9).
    func verify(_ memo: ErasureMemo) async throws(PlatformError) {
        let counts = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.subjectCounts(of: memo.people, keys: memo.keys) }
        }
        guard counts.allSatisfy({ $0.rows == 0 }) else {
            throw PlatformError(.unfinished, "rows of this person are still there", hint: "run the erasure again")
        }
    }
}

/// What an erasure remembers while it runs. It names the person by id; the finished job does not.
struct ErasureMemo: Hashable, Sendable {
    struct Step: Hashable, Sendable {
        let table: String
        let dataClass: DataClass
        let rows: Int
        /// The rule as the map states it: its word, and the article and end of what is retained.
        let rule: JSONValue

        var action: String { rule["action"]?.string ?? "" }

        /// Why and until when it stays; nothing for what goes.
        var retained: JSONValue {
            guard let article = rule["article"], let until = rule["until"] else { return .null }
            return ["article": article, "until": until]
        }
    }

    let request: RightsRequest.ID
    let receivedAt: Timestamp
    let ledgerSequence: Int
    let people: [PersonID]
    let keys: [KeyID]
    let steps: [Step]

    init(_ plan: ErasurePlan, request: RightsRequest.ID, receivedAt: Timestamp, ledgerSequence: Int) {
        self.request = request
        self.receivedAt = receivedAt
        self.ledgerSequence = ledgerSequence
        people = plan.inventory.people
        keys = plan.inventory.keys
        steps = plan.steps.map {
            Step(table: $0.table, dataClass: $0.dataClass, rows: $0.rows, rule: $0.rule.json)
        }
    }

    var classes: [DataClass] {
        DataClass.allCases.filter { dataClass in steps.contains { $0.dataClass == dataClass } }
    }

    var json: JSONValue {
        [
            "request": .string(request.rawValue), "receivedAt": JSONValue(receivedAt),
            "ledger": JSONValue(ledgerSequence), "people": .array(people.map { .string($0.rawValue) }),
            "keys": .array(keys.map { .string($0.description) }),
            "steps": .array(
                steps.map {
                    [
                        "table": .string($0.table), "class": .string($0.dataClass.rawValue),
                        "rows": JSONValue($0.rows), "rule": $0.rule,
                    ]
                }),
        ]
    }

    init?(_ json: JSONValue) {
        guard let request = json["request"]?.string.flatMap(RightsRequest.ID.init),
            let receivedAt = json["receivedAt"]?.string.flatMap(Timestamp.init),
            let sequence = json["ledger"]?.integer, let people = json["people"]?.array, let keys = json["keys"]?.array,
            let steps = json["steps"]?.array
        else { return nil }
        self.request = request
        self.receivedAt = receivedAt
        ledgerSequence = Int(sequence)
        self.people = people.compactMap { $0.string.flatMap(PersonID.init) }
        self.keys = keys.compactMap { $0.string.flatMap(KeyID.init) }
        self.steps = steps.compactMap { step in
            guard let table = step["table"]?.string,
                let dataClass = step["class"]?.string.flatMap(DataClass.init(rawValue:)),
                let rows = step["rows"]?.integer, let rule = step["rule"]
            else { return nil }
            return Step(table: table, dataClass: dataClass, rows: Int(rows), rule: rule)
        }
    }
}
