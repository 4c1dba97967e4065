import AuraPlatform
import Synchronization
import Testing

/// A tenant's index key is rotated: everything that was found is still found, before, in the middle and after.
@Suite struct IndexRotationTests {
    /// A workspace with more of everything than one batch, and what it answers.
    struct Scene: Sendable {
        let test: TestPlatform
        let acme: ObjectName
        let turn: ChatService.Turn
        let found: [PassageMatch]

        static let question = "How many days does chapter seventeen allow for a return?"

        init() async throws {
            test = try await TestPlatform()
            acme = try await test.acme()
            for part in 0..<12 {
                let sections = (0..<5).map {
                    "## Chapter \(Scene.numbers[(part * 5 + $0) % 60])\n\nReturn it in \($0 + part) days."
                }
                let text = "# Handbook \(part)\n\n" + sections.joined(separator: "\n\n")
                _ = try await test.platform.documents.add(
                    .init(bytes: Array(text.utf8), mediaType: .markdown, name: "handbook-\(part).md"), to: nil,
                    of: acme,
                    as: test.me)
            }
            for person in ["ann@x.example", "customer-17", "Straße"] {
                _ = try await test.ask("How do refunds work?", by: person, of: acme)
            }
            turn = try await Scene.ask(test.platform, acme, test.me)
            found = try await test.platform.documents.search(
                Scene.question, in: nil, of: acme, limit: 8, as: test.me)
            #expect(found.count == 8)
        }

        private static let numbers = (0..<60).map { number in
            let tens = ["", "ten", "twenty", "thirty", "forty", "fifty"]
            let units = [
                "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
            ]
            return number < 20 ? units[number] : "\(tens[number / 10])\(units[number % 10])"
        }

        static func ask(_ platform: Platform, _ acme: ObjectName, _ me: Principal) async throws -> ChatService.Turn {
            var question = ChatService.Question("How do refunds work?")
            question.streams = false
            question.person = "ann@x.example"
            question.idempotencyKey = "once"
            guard case .done(let turn) = try await platform.chat.send(question, to: nil, of: acme, as: me) else {
                throw TestPlatform.Refused()
            }
            return turn
        }

        /// Runs the rotation until a number of batches is done, then stops it.
        func rotate(stoppingAfter batches: Int) async throws {
            let seen = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me) { _ in
                        if seen.next() == batches { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                try await group.waitForAll()
            }
        }

        /// Everything that goes through the index key finds what it found before.
        func expectAllFound(by platform: Platform, remembers: Bool = true) async throws {
            let again = try await platform.documents.search(
                Scene.question, in: nil, of: acme, limit: 8, as: test.me)
            #expect(again.map(\.passage) == found.map(\.passage))
            for (new, old) in zip(again, found) { #expect(abs(new.score - old.score) < 1e-9) }
            for person in ["ann@x.example", "ANN@X.example", "customer-17", "STRASSE", "olga@acme.example"] {
                let counts = try await platform.subjects.find(person, of: acme, as: test.me).counts
                #expect(counts.contains { $0.rows > 0 }, "\(person)")
            }
            let known = try await platform.documents.add(
                .init(bytes: Array(TestPlatform.refunds.utf8), mediaType: .markdown, name: "refunds.md"), to: nil,
                of: acme, as: test.me)
            #expect(!known.isNew)
            _ = try await platform.tenants.create("acme", owner: "olga@acme.example", ifMissing: true, as: test.me)
            if remembers { #expect(try await Scene.ask(platform, acme, test.me).message == turn.message) }
        }

        /// What the index key made, as the file holds it.
        func indexed() throws -> Set<String> {
            let file = RawStore(path: test.folder + "/aura.db")
            return Set(
                try [
                    "SELECT hex(emailIndex) FROM member", "SELECT hex(titleIndex) FROM document",
                    "SELECT hex(referenceIndex) FROM visitor WHERE referenceIndex IS NOT NULL",
                    "SELECT fingerprint FROM document", "SELECT term FROM posting", "SELECT hex(terms) FROM passage",
                ].flatMap { try file.texts($0) })
        }
    }

    @Test func `a rotation changes every index, token and fingerprint and loses none`() async throws {
        let scene = try await Scene()
        let before = try scene.indexed()
        let report = try await scene.test.platform.indexKeys.rotate(of: scene.acme, as: scene.test.me)
        #expect(!report.isComplete)
        let after = try scene.indexed()
        #expect(before.isDisjoint(with: after))
        #expect(before.count == after.count)
        try await scene.expectAllFound(by: scene.test.platform)
        try await scene.expectAllFound(by: try await scene.test.reopened())
        let proofs = try await scene.test.platform.policy.verify(as: scene.test.me)
        #expect(proofs.filter { $0.state == .failed } == [])
    }

    @Test(arguments: 1...11)
    func `a rotation that was stopped after a batch is finished by the next open`(batches: Int) async throws {
        let scene = try await Scene()
        let before = try scene.indexed()
        // Two batches of members and of visitors, three of documents and four of passages, the last of each empty.
        await expect(.cancelled) { try await scene.rotate(stoppingAfter: batches) }
        #expect(before.isDisjoint(with: try scene.indexed()) == (batches >= 10))
        try await scene.expectAllFound(by: scene.test.platform)
        scene.test.platform.close()
        let again = try await scene.test.reopened()
        #expect(before.isDisjoint(with: try scene.indexed()))
        try await scene.expectAllFound(by: again)
        #expect(try await again.audit.verify(as: scene.test.me).allSatisfy(\.holds))
    }

    @Test func `the old key is kept while its marks count, and destroyed at the first open after`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        let destroyed = try await test.platform.health.status(as: test.me).destroyedKeys
        _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
        await expect(.exists) { try await test.platform.indexKeys.rotate(of: acme, as: test.me) }
        test.clock.advance(milliseconds: 25 * 3_600_000 - 1)
        let early = try await test.reopened()
        #expect(try await early.health.status(as: test.me).destroyedKeys == destroyed)
        test.clock.advance(milliseconds: 1)
        let late = try await test.reopened()
        #expect(try await late.health.status(as: test.me).destroyedKeys == destroyed + 1)
        // The platform that was open all the while learns it as well, and so does one that opens later.
        for platform in [test.platform, late, try await test.reopened()] {
            try await scene.expectAllFound(by: platform, remembers: false)
        }
        let second = try await late.indexKeys.rotate(of: acme, as: test.me)
        #expect(!second.isComplete)
        try await scene.expectAllFound(by: late, remembers: false)
        #expect(try await late.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `a turn in the middle of which the key is rotated is stored under the new one`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        let (other, calls) = (try await test.reopened(), Counter())
        var question = ChatService.Question("How do I get my money back after a refund?")
        question.person = "in-flight@x.example"
        question.idempotencyKey = "in-flight"
        guard
            case .done(let turn) = try await test.platform.chat.send(
                question, to: nil, of: acme, as: test.me,
                sink: { _ in
                    if calls.next() == 1 { _ = try? await other.indexKeys.rotate(of: acme, as: test.me) }
                })
        else { throw TestPlatform.Refused() }
        #expect(calls.next() > 1)
        await expect(.exists) { try await other.indexKeys.rotate(of: acme, as: test.me) }
        guard case .done(let again) = try await other.chat.send(question, to: nil, of: acme, as: test.me) else {
            throw TestPlatform.Refused()
        }
        #expect(again.message == turn.message)
        test.clock.advance(days: 2)
        let late = try await test.reopened()
        let counts = try await late.subjects.find("in-flight@x.example", of: acme, as: test.me).counts
        #expect(counts.first { $0.table == "message" }?.rows == 2)
        try await scene.expectAllFound(by: late, remembers: false)
    }

    @Test func `a clock that is not to be believed destroys no key`() async throws {
        let scene = try await Scene()
        let test = scene.test
        _ = try await test.platform.retention.purge(as: test.me)
        let destroyed = try await test.platform.health.status(as: test.me).destroyedKeys
        _ = try await test.platform.indexKeys.rotate(of: scene.acme, as: test.me)
        test.clock.advance(days: 46)
        let again = try await test.reopened()
        #expect(try await again.health.status(as: test.me).destroyedKeys == destroyed)
        try await scene.expectAllFound(by: again, remembers: false)
    }

    @Test func `an index whose key is gone is made anew, as after a restore`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        let file = RawStore(path: test.folder + "/aura.db")
        let old = try #require(try file.texts("SELECT indexKeyId FROM tenant").first)
        _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
        test.clock.advance(days: 2)
        let late = try await test.reopened()
        try file.run("UPDATE tenant SET indexKeyId = '\(old)'")
        try await scene.expectAllFound(by: late, remembers: false)
        #expect(try file.texts("SELECT indexKeyId FROM tenant").first != old)
        await expect(.exists) { try await late.indexKeys.rotate(of: acme, as: test.me) }
    }

    @Test(arguments: [4, 11])
    func `a rotation whose own key is gone, as after a restore, is given up and the index made anew`(batches: Int)
        async throws
    {
        let scene = try await Scene()
        let test = scene.test
        let (data, keys) = (RawStore(path: test.folder + "/aura.db"), RawStore(path: test.folder + "/keyring.db"))
        await expect(.cancelled) { try await scene.rotate(stoppingAfter: batches) }
        test.platform.close()
        let gone = try #require(try data.texts("SELECT indexKeyId FROM tenant").first)
        try keys.run("UPDATE wrappedKey SET state = 'destroyed', wrapped = x'' WHERE keyId = '\(gone)'")
        let again = try await test.reopened()
        try await scene.expectAllFound(by: again, remembers: false)
        again.close()
        test.clock.advance(days: 2)
        let late = try await test.reopened()
        try await scene.expectAllFound(by: late, remembers: false)
        #expect(try data.texts("SELECT jobId FROM job WHERE state = 'running'").isEmpty)
        #expect(try await late.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `questions that are asked while the key is rotated are answered and stored`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        let other = try await test.reopened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me) }
            for number in 0..<20 {
                group.addTask {
                    var question = ChatService.Question("How do I get my money back after a refund?")
                    question.streams = false
                    question.person = "new-\(number)"
                    question.idempotencyKey = "key-\(number)"
                    let platform = number.isMultiple(of: 2) ? test.platform : other
                    for _ in 0..<2 {
                        guard
                            case .done(let turn) = try await platform.chat.send(
                                question, to: nil, of: acme, as: test.me)
                        else { throw TestPlatform.Refused() }
                        #expect(turn.isGrounded)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await scene.expectAllFound(by: test.platform)
        for number in 0..<20 {
            let counts = try await test.platform.subjects.find("new-\(number)", of: acme, as: test.me).counts
            #expect(counts.first { $0.table == "message" }?.rows == 2, "new-\(number)")
        }
    }

    @Test func `a rotation opens no LLM key`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        let key = SecretBytes(copying: Array("sk-0123456789abcdefghijklmnop".utf8))
        let set = try await test.platform.credentials.set(
            key, vendor: .openAI, isChecked: false, for: acme, as: test.me)
        _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
        let shown = try await test.platform.credentials.show(.openAI, of: acme, as: test.me)
        #expect(shown.credential.fingerprint == set.credential.fingerprint)
        let actions = try RawStore(path: test.folder + "/aura.db").texts("SELECT entry FROM auditEntry")
        #expect(!actions.contains { $0.contains("key.opened") })
    }

    @Test func `a dry run rotates nothing`() async throws {
        let scene = try await Scene()
        let before = try scene.indexed()
        let dry = try await scene.test.reopened { $0.isDryRun = true }
        _ = try await dry.indexKeys.rotate(of: scene.acme, as: scene.test.me)
        #expect(try scene.indexed() == before)
        #expect(dry.predictedChanges[.indexRotationStarted] == 1)
    }

    @Test func `a workspace that is erased while its old key rests takes the rotation along`() async throws {
        let scene = try await Scene()
        let (test, acme) = (scene.test, scene.acme)
        _ = try await test.platform.indexKeys.rotate(of: acme, as: test.me)
        _ = try await test.platform.tenants.close("acme", after: CalendarDuration(days: 0), as: test.me)
        var options = RetentionService.PurgeOptions()
        options.confirmedRows = 10_000
        _ = try await test.platform.retention.purge(options, as: test.me)
        for days in [0, 2] {
            test.clock.advance(days: days)
            let again = try await test.reopened()
            #expect(try await again.tenants.list(as: test.me).isEmpty)
        }
    }
}

/// Counts calls from any task.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
