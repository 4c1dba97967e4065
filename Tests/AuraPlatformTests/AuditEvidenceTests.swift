import AuraPlatform
import Foundation
import Testing

/// Checkpoints, exports and proofs: what an outsider can see of a log that was changed.
@Suite struct AuditEvidenceTests {
    /// A platform with some entries, its key, its checkpoints and its exported log.
    private struct Evidence {
        let test: TestPlatform
        let acme: ObjectName
        let chain: AuditChain
        let database: RawStore
        let verifier: EvidenceVerifier
        let lines: [CheckpointLine]
        let export: [UInt8]

        init() async throws {
            test = try await TestPlatform()
            acme = try await test.acme()
            for turn in 1...7 {
                if turn % 2 == 1 { test.clock.advance(days: 1) }
                _ = try await test.ask("How do refunds work? \(turn)", by: "ann@x.example", of: acme)
            }
            let heads = try await test.platform.audit.checkpoint(as: test.me)
            lines = heads.map(\.line)
            chain = try #require(lines.map(\.chain).first { $0 != .operator })
            database = RawStore(path: test.folder + "/aura.db")
            verifier = try EvidenceVerifier(
                publicKey: Hexadecimal.encode(try test.platform.audit.publicKey()))
            export = try await test.platform.audit.export(as: test.me).document
        }

        func report(against lines: [CheckpointLine] = []) async throws -> AuditService.ChainReport {
            let reports = try await test.platform.audit.verify(against: lines, as: test.me)
            #expect(reports.filter { $0.chain != chain }.allSatisfy { $0.holds })
            return try #require(reports.first { $0.chain == chain })
        }

        /// The exported lines, each changed as the test says.
        func exported(_ change: (inout [String]) throws -> Void) rethrows -> [UInt8] {
            var lines = String(decoding: export, as: UTF8.self).split(separator: "\n").map(String.init)
            try change(&lines)
            return Array((lines.joined(separator: "\n") + "\n").utf8)
        }
    }

    @Test func `an untouched log holds, in the store and outside`() async throws {
        let evidence = try await Evidence()
        let report = try await evidence.report(against: evidence.lines)
        #expect(report.holds && report.checkpoints >= 4)
        for reports in [
            try evidence.verifier.verify(export: evidence.export),
            try evidence.verifier.verify(export: evidence.export, checkpoints: evidence.lines),
            try EvidenceVerifier.verify(export: evidence.export, against: evidence.lines),
        ] {
            #expect(reports.map(\.chain).contains(evidence.chain) && reports.allSatisfy { $0.holds })
        }
        let own = try await evidence.test.platform.audit.export(of: evidence.acme, as: evidence.test.me)
        #expect(own.chains.map(\.chain) == [evidence.chain])
        #expect(!String(decoding: own.document, as: UTF8.self).contains("\"operator\",\"entry\""))
    }

    @Test func `nothing that somebody typed is in an export`() async throws {
        let evidence = try await Evidence()
        let erased = Principal.operator(named: "olga.the.operator", reason: "she asked by telephone")
        _ = try await evidence.test.platform.subjects.erase("ann@x.example", of: evidence.acme, as: erased)
        let document = try await evidence.test.platform.audit.export(as: evidence.test.me).document
        let text = String(decoding: document, as: UTF8.self)
        for word in ["olga.the.operator", "telephone", "ann@x.example", "refunds work"] {
            #expect(!text.contains(word))
        }
    }

    @Test func `a changed, exchanged or missing entry is named`() async throws {
        for (statement, first) in [
            ("UPDATE auditEntry SET entry = REPLACE(entry, 'seq\":5', 'seq\":6') WHERE sequence = 5", 5),
            (
                """
                UPDATE auditEntry SET sequence = -1 WHERE sequence = 3;
                UPDATE auditEntry SET sequence = 3 WHERE sequence = 4;
                UPDATE auditEntry SET sequence = 4 WHERE sequence = -1
                """, 3
            ),
            ("DELETE FROM auditEntry WHERE sequence = 6", 6),
        ] {
            let evidence = try await Evidence()
            let own = statement.replacing("WHERE ", with: "WHERE chain = '\(evidence.chain)' AND ")
            try evidence.database.run(own)
            let report = try await evidence.report()
            #expect(report.problem == .entryChanged && report.firstBadSequence == first, "\(statement)")
            await expect(.integrity) { try await evidence.test.platform.audit.export(as: evidence.test.me) }
            await expect(.integrity) { try await evidence.test.platform.audit.checkpoint(as: evidence.test.me) }
            await expect(.integrity) {
                try await evidence.test.platform.audit.proof(of: 0, in: evidence.chain, as: evidence.test.me)
            }
        }
    }

    @Test func `a removed last entry is missed by the store's checkpoint, and without that by one from outside`()
        async throws
    {
        let evidence = try await Evidence()
        let length = try await evidence.report().entries
        try evidence.database.run(
            "DELETE FROM auditEntry WHERE chain = '\(evidence.chain)' AND sequence = \(length - 1)")
        let report = try await evidence.report()
        #expect(report.problem == .entriesMissing && report.firstBadSequence == length - 1)
        try evidence.database.run("DELETE FROM auditCheckpoint WHERE size = \(length)")
        #expect(try await evidence.report().holds, "nothing inside says that there was more")
        #expect(try await evidence.report(against: evidence.lines).problem == .entriesMissing)
        let reports = try await evidence.test.platform.audit.verify(
            of: evidence.acme, against: evidence.lines, as: evidence.test.me)
        #expect(reports.map(\.problem) == [.entriesMissing])
    }

    @Test(arguments: ["root", "edge", "note", "size", "createdAt"])
    func `a changed checkpoint is named`(column: String) async throws {
        let evidence = try await Evidence()
        let change =
            switch column {
            case "note": "note = REPLACE(note, 'aura/', 'aur0/')"
            case "size": "size = size + 100"
            case "createdAt": "createdAt = createdAt + 1"
            default: "\(column) = zeroblob(LENGTH(\(column)))"
            }
        try evidence.database.run("UPDATE auditCheckpoint SET \(change) WHERE chain = '\(evidence.chain)' AND size < 8")
        if column == "size" {
            // The edge is as long as the size says: the row cannot even be read.
            await expect(.integrity) { try await evidence.test.platform.audit.verify(as: evidence.test.me) }
            return
        }
        let problem = try await evidence.report().problem
        // When it was made is no part of what is signed.
        #expect(
            problem == (column == "createdAt" ? nil : column == "note" ? .checkpointForeign : .checkpointUnreadable))
    }

    @Test func `a rewritten log with every hash made anew is found by a signed checkpoint`() async throws {
        let (evidence, other) = (try await Evidence(), try await Evidence())
        // The other's chain under this one's signed checkpoints, as far as names let it.
        let export = try evidence.exported { lines in
            let foreign = try #require(
                String(bytes: other.export, encoding: .utf8)?.split(separator: "\n").map(String.init))
            let notes = lines.filter { $0.contains("\"note\"") && $0.contains("\"operator\"") }
            let entries = foreign.filter { $0.contains("\"entry\"") && $0.hasPrefix("{\"chain\":\"operator\"") }
            lines = [lines[0]] + notes + entries
        }
        let report = try #require(try evidence.verifier.verify(export: export).first)
        #expect(report.chain == .operator && report.problem == .rewritten && report.firstBadSequence == 0)
    }

    @Test func `checkpoints and keys of another installation are refused`() async throws {
        let (evidence, other) = (try await Evidence(), try await Evidence())
        let reports = try await evidence.test.platform.audit.verify(against: other.lines, as: evidence.test.me)
        #expect(reports.first { $0.chain == .operator }?.problem == .checkpointForeign)
        #expect(reports.first { $0.chain == other.chain }?.problem == .chainMissing)
        #expect(
            try other.verifier.verify(export: evidence.export).allSatisfy { $0.problem == .checkpointUnsigned })
        #expect(
            try evidence.verifier.verify(export: evidence.export, checkpoints: other.lines)
                .contains { $0.problem == .checkpointForeign })
        await expect(.integrity) {
            try await evidence.test.platform.audit.checkpoint(from: other.lines, as: evidence.test.me)
        }
    }

    @Test func `every byte of an exported log counts`() async throws {
        let evidence = try await Evidence()
        let start = try #require(evidence.export.firstIndex(of: 0x0A)) + 1
        for place in stride(from: start, to: evidence.export.count, by: 7) {
            var changed = evidence.export
            changed[place] ^= 1
            let holds = (try? evidence.verifier.verify(export: changed))?.allSatisfy { $0.holds } ?? false
            #expect(!holds, "byte \(place)")
        }
    }

    @Test func `lines that are cut, exchanged or twice in an exported log are found`() async throws {
        let evidence = try await Evidence()
        let whole = try evidence.verifier.verify(export: evidence.export)
        let last = try #require(whole.last)
        func problems(_ change: (inout [String]) throws -> Void) throws -> [AuditProblem?] {
            try evidence.verifier.verify(export: try evidence.exported(change)).map(\.problem)
        }
        #expect(try problems { $0.removeLast() }.last == .entriesMissing)
        #expect(try problems { $0.swapAt($0.count - 1, $0.count - 2) }.last == .entryChanged)
        #expect(try problems { $0.append($0[$0.count - 1]) }.last == .entryChanged)
        let unsigned = try problems { lines in
            lines.removeLast()
            lines.removeAll { $0.contains("\\n\(last.entries)\\n") && $0.hasPrefix("{\"chain\":\"\(last.chain)\"") }
        }
        #expect(unsigned.last == .endUnsigned)
        await expect(.integrity) {
            try evidence.verifier.verify(export: evidence.exported { $0.append("{\"chain\":\"operator\"") })
        }
        await expect(.invalidInput) { try evidence.verifier.verify(export: evidence.exported { $0.removeFirst() }) }
        await expect(.invalidInput) { try evidence.verifier.verify(export: []) }
        for text in ["", "{}", "[1]", "{\"chain\":\"operator\"}", "\n"] {
            #expect(throws: PlatformError.self) { try CheckpointLine.lines(of: Array(text.utf8)) }
        }
    }

    @Test func `a proof of inclusion verifies alone, and no other does`() async throws {
        let evidence = try await Evidence()
        for sequence in [0, 4, 7] {
            let proof = try await evidence.test.platform.audit.proof(
                of: sequence, in: evidence.chain, as: evidence.test.me)
            #expect(evidence.verifier.verify(proof).holds)
            let read = try #require(InclusionProof(proof.json))
            #expect(read == proof)
            let other = try await evidence.test.platform.audit.proof(
                of: sequence + 1, in: evidence.chain, as: evidence.test.me)
            let mixed = InclusionProof(
                entry: other.entry, path: proof.path, checkpoint: proof.checkpoint, size: proof.size)
            #expect(evidence.verifier.verify(mixed).problem == .proofWrong)
        }
        let by = try await Evidence().verifier
        let proof = try await evidence.test.platform.audit.proof(of: 1, in: evidence.chain, as: evidence.test.me)
        #expect(by.verify(proof).problem == .checkpointUnsigned)
        await expect(.notFound) {
            try await evidence.test.platform.audit.entry(999, of: evidence.chain, as: evidence.test.me)
        }
        await expect(.notFound) {
            try await evidence.test.platform.audit.entry(
                0, of: .operator, tenant: evidence.acme, as: evidence.test.me)
        }
    }

    @Test func `a newer checkpoint proves that it continues an older one`() async throws {
        let evidence = try await Evidence()
        _ = try await evidence.test.ask("And how do I get my money?", by: "ann@x.example", of: evidence.acme)
        let newer = try await evidence.test.platform.audit.checkpoint(from: evidence.lines, as: evidence.test.me)
            .map(\.line)
        #expect(evidence.verifier.verify(newer, continuing: evidence.lines).allSatisfy { $0.holds })
        #expect(evidence.verifier.verify(evidence.lines, continuing: newer).contains { $0.problem == .entriesMissing })
        #expect(
            evidence.verifier.verify([newer[0]], continuing: evidence.lines).map(\.problem).contains(.chainMissing))
        let plain = try await evidence.test.platform.audit.checkpoint(as: evidence.test.me).map(\.line)
        #expect(evidence.verifier.verify(plain, continuing: evidence.lines).contains { $0.problem == .proofWrong })
        let text = newer.map { $0.json.line + "\n" }.joined()
        #expect(try CheckpointLine.lines(of: Array(text.utf8)) == newer)
    }

    @Test func `a public key has one form`() {
        let digits = String(repeating: "0a", count: 32)
        #expect(throws: Never.self) { try EvidenceVerifier(publicKey: digits + "\n") }
        for text in ["", digits + "\n\n", digits.uppercased(), String(digits.dropLast(2)), digits + "0a", " " + digits]
        {
            #expect(throws: PlatformError.self) { try EvidenceVerifier(publicKey: text) }
        }
    }
}
