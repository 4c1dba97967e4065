/// How many rows of one table belong to a person.
public struct SubjectCount: Hashable, Sendable {
    public let table: String
    public let dataClass: DataClass
    public let rows: Int

    public init(table: String, dataClass: DataClass, rows: Int) {
        self.table = table
        self.dataClass = dataClass
        self.rows = rows
    }
}

/// Where a person's data is, table by table, and which keys are the person's own.
public struct SubjectInventory: Hashable, Sendable {
    public let people: [PersonID]
    public let keys: [KeyID]
    public let counts: [SubjectCount]

    public init(people: [PersonID], keys: [KeyID], counts: [SubjectCount]) {
        self.people = people
        self.keys = keys
        self.counts = counts
    }
}

/// What erasing a person will do, class by class: shown by `-n`, consumed by the run.
public struct ErasurePlan: Hashable, Sendable {
    public let inventory: SubjectInventory
    public let steps: [ErasureStep]

    public init(inventory: SubjectInventory, steps: [ErasureStep]) {
        self.inventory = inventory
        self.steps = steps
    }
}

/// What happens to a person's rows in one table.
public struct ErasureStep: Hashable, Sendable {
    public let table: String
    public let dataClass: DataClass
    public let rows: Int
    public let rule: ErasureRule
    public let clause: Clause

    public init(table: String, dataClass: DataClass, rows: Int, rule: ErasureRule, clause: Clause) {
        self.table = table
        self.dataClass = dataClass
        self.rows = rows
        self.rule = rule
        self.clause = clause
    }
}
