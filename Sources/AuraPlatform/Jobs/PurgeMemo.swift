import AuraCore
import AuraPolicy

/// What a purge job remembers of its plan, so that a run that was killed ends with the same receipt.
struct PurgeMemo: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        let tenant: Tenant.ID
        let dataClass: DataClass
        let rows: Int
        let bytes: Int
    }

    let plan: PurgePlan.ID
    let digest: String
    let ledgerSequence: Int
    let maximumRows: Int?
    let items: [Item]

    init(_ plan: PurgePlan, ledgerSequence: Int, maximumRows: Int?) {
        self.plan = plan.id
        digest = plan.digest
        self.ledgerSequence = ledgerSequence
        self.maximumRows = maximumRows
        items = plan.items.filter { !$0.due.isEmpty }.map {
            Item(tenant: $0.tenant, dataClass: $0.dataClass, rows: $0.due.count, bytes: $0.bytes)
        }
    }

    var rows: Int { items.reduce(0) { $0 + $1.rows } }

    /// The tenants in the plan's order, each once.
    var tenants: [Tenant.ID] {
        var seen: Set<Tenant.ID> = []
        return items.map(\.tenant).filter { seen.insert($0).inserted }
    }

    func classes(of tenant: Tenant.ID) -> [DataClass] {
        items.filter { $0.tenant == tenant }.map(\.dataClass)
    }

    var json: JSONValue {
        [
            "plan": .string(plan.rawValue), "digest": .string(digest), "ledger": JSONValue(ledgerSequence),
            "maximumRows": maximumRows.map { JSONValue($0) } ?? .null,
            "items": .array(
                items.map {
                    [
                        "tenant": .string($0.tenant.rawValue), "class": .string($0.dataClass.rawValue),
                        "rows": JSONValue($0.rows), "bytes": JSONValue($0.bytes),
                    ]
                }),
        ]
    }

    init?(_ json: JSONValue) {
        guard let plan = json["plan"]?.string.flatMap(PurgePlan.ID.init), let digest = json["digest"]?.string,
            let sequence = json["ledger"]?.integer, let items = json["items"]?.array
        else { return nil }
        self.plan = plan
        self.digest = digest
        ledgerSequence = Int(sequence)
        maximumRows = json["maximumRows"]?.integer.map { Int($0) }
        self.items = items.compactMap { item in
            guard let tenant = item["tenant"]?.string.flatMap(Tenant.ID.init),
                let dataClass = item["class"]?.string.flatMap(DataClass.init(rawValue:)),
                let rows = item["rows"]?.integer, let bytes = item["bytes"]?.integer
            else { return nil }
            return Item(tenant: tenant, dataClass: dataClass, rows: Int(rows), bytes: Int(bytes))
        }
        guard self.items.count == items.count else { return nil }
    }
}
