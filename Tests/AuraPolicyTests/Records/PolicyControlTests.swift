import AuraCore
import AuraPolicy
import Testing

@Suite struct PolicyControlTests {
    /// How many clauses each section of the policy has (DESIGN.md §1).
    private static let sections = [5, 5, 6, 4, 4, 8, 2, 4, 2, 3, 1]

    private static let clauses = sections.enumerated().flatMap { place, count in
        (1...count).map { Clause(place + 1, $0) }
    }

    @Test func `the document has every clause of the policy and no other`() {
        #expect(StandardPolicy.document.clauses.map(\.id) == Self.clauses)
        #expect(StandardPolicy.document[Clause(12, 1)] == nil)
    }

    @Test func `every clause has a control, once and in order`() {
        #expect(PolicyControls.register.map(\.clause) == Self.clauses)
        for clause in Self.clauses { #expect(!PolicyControls.controls(for: clause).isEmpty) }
        #expect(PolicyControls.controls(for: Clause(12, 1)).isEmpty)
    }

    @Test(arguments: PolicyControl.allCases)
    func `every control stands behind a clause and says what it looks at`(_ control: PolicyControl) {
        #expect(PolicyControls.register.contains { $0.controls.contains(control) })
        #expect(!control.check.isEmpty)
        #expect(!control.check.hasSuffix("."))
    }

    @Test func `each check is its own`() {
        #expect(Set(PolicyControl.allCases.map(\.check)).count == PolicyControl.allCases.count)
    }

    @Test func `what is not built yet is said so, and nothing else`() {
        let pending = PolicyControls.notYet
        #expect(pending.allSatisfy { $0.state == .notYet && $0.control.awaits != nil })
        let waiting = PolicyControls.register.flatMap { $0.controls.filter { $0.awaits != nil } }
        #expect(pending.map(\.control) == waiting)
        #expect(pending.first?.evidence == "awaits billing")
        #expect(!pending.contains { $0.clause == Clause(5, 1) })
    }

    @Test func `a proof's state is written as reports write it`() {
        #expect(PolicyProof.State.allCases.map(\.rawValue) == ["proved", "false", "notYet", "notSet"])
        let proof = PolicyProof(Clause(5, 1), .retentionConversation, .failed, evidence: "3 rows overdue")
        #expect(proof.state.rawValue == "false")
    }
}
