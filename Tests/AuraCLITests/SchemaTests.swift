import AuraCore
import Foundation
import Testing

@testable import aura_cli

@Suite struct SchemaTests {
    @Test(arguments: CommandTree.kinds)
    func `the committed schema of a kind is current, and no field has gone or changed its type`(
        kind: KindDeclaration
    ) throws {
        let committed = try SchemaCheck.committed(kind.name)
        if committed["$id"] == kind.jsonSchema["$id"] {
            #expect(lost(committed, kind.jsonSchema, at: "$").isEmpty, "a field went: raise the kind's number")
        }
        #expect(committed == kind.jsonSchema, "run Scripts/generate-docs")
    }

    @Test func `no schema is committed for a kind that is gone`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: SchemaCheck.folder).map { $0.dropLast(5) }
        #expect(Set(names.map(String.init)) == Set(CommandTree.kinds.map(\.name)))
    }

    @Test func `each kind has its identifier and its columns among its fields, and no field twice`() {
        for kind in CommandTree.kinds where !kind.isLine {
            let names = kind.rowFields.map(\.name)
            #expect(names.contains(kind.identifier), "\(kind.name)")
            #expect(Set(names).count == names.count, "\(kind.name)")
            #expect((kind.columns ?? []).allSatisfy(names.contains), "\(kind.name)")
            #expect(!kind.fields.contains { ["kind", "schema"].contains($0.name) }, "\(kind.name)")
        }
    }

    @Test func `two leaves mean the same kind by the same name`() {
        let all = CommandTree.root.leaves.flatMap { $0.leaf?.kinds ?? [] }
        for kind in all { #expect(all.allSatisfy { $0.name != kind.name || $0 == kind }, "\(kind.name)") }
    }

    @Test func `a report is as its schema says, and a wrong one is found`() throws {
        let schema = Sample.kind.declaration.jsonSchema
        let right = Renderer(format: .json).text(of: Report(Sample.kind, Sample()))
        #expect(SchemaCheck(try JSONValue(parsing: Array(right.utf8)), against: schema).problems == [])
        let list = Renderer(format: .json).text(of: Report(Sample.kind, list: [Sample(owner: nil)]))
        #expect(
            SchemaCheck(try JSONValue(parsing: Array(list.utf8)), against: Sample.kind.list.jsonSchema).problems == [])
        for (good, bad) in [
            ("\"count\": -5", "\"count\": \"-5\""), ("\"closedAt\": null,", ""), ("\"open\"", "\"ajar\""),
            ("\"isNew\": true", "\"isNew\": true, \"isOld\": false"), ("Z\"", "+01:00\""),
            ("\"aura/sample/1\"", "\"aura/sample/2\""),
        ] {
            let wrong = right.replacingOccurrences(of: good, with: bad)
            #expect(!SchemaCheck(try JSONValue(parsing: Array(wrong.utf8)), against: schema).problems.isEmpty, "\(bad)")
        }
    }

    /// What the old schema promises and the new one does not.
    private func lost(_ old: JSONValue, _ new: JSONValue, at path: String) -> [String] {
        var lost: [String] = []
        if old["type"] != new["type"] { lost.append("\(path): type") }
        if let items = old["items"] { lost += self.lost(items, new["items"] ?? .null, at: path + "[]") }
        if case .object(let members)? = old["properties"] {
            for member in members {
                guard let field = new["properties"]?[member.name] else {
                    lost.append("\(path).\(member.name): gone")
                    continue
                }
                lost += self.lost(member.value, field, at: "\(path).\(member.name)")
            }
        }
        return lost
    }
}
