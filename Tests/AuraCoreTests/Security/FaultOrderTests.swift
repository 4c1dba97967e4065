#if AURA_FAULTS
    import Foundation
    import Testing

    @testable import AuraCore

    /// What a test may order at a fault point, in debug builds alone.
    @Suite struct FaultOrderTests {
        @Test func `a point's name is its group and its place`() {
            #expect(FaultPoint.ledgerSynced.name == "ledger.synced")
            #expect(FaultPoint.anchorHalfAppended.name == "anchor.halfAppended")
            #expect(Set(FaultPoint.allCases.map(\.name)).count == FaultPoint.allCases.count)
        }

        @Test func `an order names a point, the hit that counts, and what happens there`() throws {
            let order = try #require(FaultOrder("ledger.synced:2:throw-full"))
            #expect(order.name == "ledger.synced")
            #expect(order.count == 2)
            #expect(order.action == .fail(.full))
            #expect(FaultOrder("tx.begun:1:kill")?.action == .kill)
            #expect(FaultOrder("tx.begun:1:throw-io")?.action == .fail(.inputOutput))
            #expect(FaultOrder("tx.begun:1:delay-250")?.action == .delay(milliseconds: 250))
            #expect(FaultOrder("tx.begun:1:pause-/tmp/a:b")?.action == .pause(file: "/tmp/a:b"))
            #expect(FaultOrder("trace:/tmp/x")?.action == .trace(file: "/tmp/x"))
        }

        @Test(arguments: [
            "", "tx.begun", "tx.begun:1", "tx.begun:0:kill", "tx.begun:x:kill", "tx.begun:1:explode", "no.point:1:kill",
            "tx.begun:1:delay-", "tx.begun:1:delay-x", "tx.begun:1:pause",
        ])
        func `what is no order orders nothing`(text: String) {
            #expect(FaultOrder(text) == nil)
        }

        @Test func `a file fails at the hit that was ordered and at no other`() throws {
            let order = try #require(FaultOrder("tx.begun:2:throw-io"))
            try order.carryOut(at: .txBegun)
            try order.carryOut(at: .txCommitted)
            #expect(throws: FaultPoint.Failure.inputOutput) { try order.carryOut(at: .txBegun) }
            try order.carryOut(at: .txBegun)
        }

        @Test func `a trace notes each point that is reached`() throws {
            let path = NSTemporaryDirectory() + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: path) }
            let order = try #require(FaultOrder("trace:\(path)"))
            try order.carryOut(at: .txBegun)
            try order.carryOut(at: .keyProved)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "tx.begun\nkey.proved\n")
        }

        @Test func `a pause ends when its file is removed`() async throws {
            let path = NSTemporaryDirectory() + UUID().uuidString
            let order = try #require(FaultOrder("tx.begun:1:pause-\(path)"))
            let thread = Thread { try? order.carryOut(at: .txBegun) }
            thread.start()
            while !FileManager.default.fileExists(atPath: path) { await Task.yield() }
            #expect(thread.isExecuting)
            try FileManager.default.removeItem(atPath: path)
            while thread.isExecuting { await Task.yield() }
            #expect(thread.isFinished)
        }
    }
#endif
