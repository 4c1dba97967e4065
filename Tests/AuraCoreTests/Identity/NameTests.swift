import AuraCore
import Testing

@Suite struct NameTests {
    @Test(arguments: ["a", "acme", "a-", "a1", "help-desk-2", String(repeating: "z", count: 63)])
    func `a name is a letter and then letters, digits and hyphens`(text: String) {
        #expect(ObjectName(text)?.rawValue == text)
    }

    @Test(arguments: [
        "", "1a", "-a", "Acme", "a b", "a_b", "a/b", "ä", "a\u{301}", "a\n", "a\0", String(repeating: "z", count: 64),
    ])
    func `anything else is no name`(text: String) {
        #expect(ObjectName(text) == nil)
    }

    @Test func `names sort as text`() throws {
        let names = try ["a", "a-b", "ab", "b"].map { try #require(ObjectName($0)) }
        #expect(names.reversed().sorted() == names)
    }

    @Test(arguments: ["aura/extractive", "openai/gpt-4o-mini", "openai/org/model:tag"])
    func `a model is a vendor and its own name`(text: String) {
        #expect(ModelName(text)?.description == text)
    }

    @Test(arguments: ["", "openai", "openai/", "/gpt", "unknown/gpt", "openai/a b", "openai/a\u{7F}", "openai/ü"])
    func `anything else is no model`(text: String) {
        #expect(ModelName(text) == nil)
    }

    @Test(arguments: [
        ("conversation", DataClass.conversation), ("conversations", .conversation), ("billing", .billing),
        ("accounts", .account), ("mails", .mail), ("technical", .technical), ("compliance", .compliance),
    ])
    func `a class is read in the singular and the plural`(text: String, dataClass: DataClass) {
        #expect(DataClass(named: text) == dataClass)
    }

    @Test func `every class is read by its own name and no other text is one`() {
        #expect(DataClass.allCases.allSatisfy { DataClass(named: $0.rawValue) == $0 })
        #expect(["", "Conversation", "chat", "all"].allSatisfy { DataClass(named: $0) == nil })
    }
}
