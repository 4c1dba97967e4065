import AuraCore
import Testing

@testable import aura_cli

@Suite struct RendererTests {
    private let one = Report(Sample.kind, Sample())
    private let two = Report(
        Sample.kind,
        list: [Sample(), Sample(name: "beta", text: "two\nlines, \"quoted\"", closedAt: .init(milliseconds: 0))],
        next: "beta")

    @Test func `json begins with kind and schema and keeps every field, null too`() throws {
        let text = Renderer(format: .json).text(of: one)
        let json = try JSONValue(parsing: Array(text.utf8))
        guard case .object(let members) = json else { return #expect(Bool(false)) }
        #expect(members.map(\.name).prefix(2) == ["kind", "schema"])
        #expect(members.map(\.name).dropFirst(2) == Sample.kind.declaration.fields.map(\.name)[...])
        #expect(json["schema"]?.string == "aura/sample/1")
        #expect(json["closedAt"] == .null)
        #expect(json["createdAt"]?.string == "2026-11-24T09:00:00.123Z")
        #expect(json["keep"]?.string == "90d")
        #expect(text.hasSuffix("}\n"))
    }

    @Test func `a list in json has items and next`() throws {
        let json = try JSONValue(parsing: Array(Renderer(format: .json).text(of: two).utf8))
        #expect(json["kind"]?.string == "SampleList")
        #expect(json["schema"]?.string == "aura/sample-list/1")
        #expect(json["items"]?.array?.count == 2)
        #expect(json["next"]?.string == "beta")
    }

    @Test func `ndjson is one item a line`() throws {
        let lines = Renderer(format: .ndjson).text(of: two).split(separator: "\n")
        #expect(try lines.map { try JSONValue(parsing: Array($0.utf8))["name"]?.string } == ["acme", "beta"])
        #expect(Renderer(format: .ndjson).text(of: one).hasPrefix("{\"kind\":\"Sample\",\"schema\":\"aura/sample/1\","))
    }

    @Test func `csv has a header, one column for each field of an object, and prefixes typed text only`() {
        let lines = Renderer(format: .csv).text(of: one).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(
            lines[0] == "name,text,state,count,size,isNew,createdAt,closedAt,keep,day,owner.id,owner.note,parts,tags")
        #expect(
            lines[1] == "acme,plain,open,-5,8493466,true,2026-11-24T09:00:00.123Z,,90d,2026-11-24,mem_1,'=SUM(A1),"
                + "\"[{\"\"id\"\":\"\"a\"\",\"\"note\"\":\"\"one\"\"},{\"\"id\"\":\"\"b\"\",\"\"note\"\":\"\"two\"\"}]\","
                + "\"[\"\"x\"\",\"\"y\"\"]\"")
        #expect(lines.count == 3 && lines[2].isEmpty)
    }

    @Test func `name is one identifier a line`() {
        #expect(Renderer(format: .name).text(of: two) == "acme\nbeta\n")
        #expect(Renderer(format: .name).text(of: one) == "acme\n")
    }

    @Test(arguments: OutputFormat.allCases)
    func `fields are chosen and ordered in every format`(format: OutputFormat) {
        var renderer = Renderer(format: format, fields: ["state", "name"])
        renderer.hasHeader = false
        let expected: [OutputFormat: String] = [
            .table: "open  acme\nopen  beta\n",
            .json: """
            {
              "kind": "SampleList",
              "schema": "aura/sample-list/1",
              "items": [
                {
                  "state": "open",
                  "name": "acme"
                },
                {
                  "state": "open",
                  "name": "beta"
                }
              ],
              "next": "beta"
            }

            """,
            .ndjson: "{\"state\":\"open\",\"name\":\"acme\"}\n{\"state\":\"open\",\"name\":\"beta\"}\n",
            .csv: "open,acme\r\nopen,beta\r\n",
            .name: "acme\nbeta\n",
        ]
        #expect(renderer.text(of: two) == expected[format])
    }

    @Test func `a table shows times to the minute, sizes in units, and numbers to the right`() {
        #expect(
            Renderer(format: .table).text(of: two) == """
                name  text                 state  count  created at
                acme  plain                open      -5  2026-11-24T09:00Z
                beta  two lines, "quoted"  open      -5  2026-11-24T09:00Z

                """)
        let object = Renderer(format: .table).text(of: one)
        #expect(object.contains("size        8.1 MiB\n"))
        #expect(object.contains("closed at   –\nkeep        90d\nday         2026-11-24\nowner id    mem_1\n"))
        #expect(object.contains("\n\nid  note\na   one\nb   two\n"))
    }

    @Test(arguments: [20, 40, 60, 80])
    func `no line of a table is wider than the terminal`(width: Int) {
        let long = Sample(
            name: "ten_01K8ZQ4XV6ZB9QGJ4T0T3MRV5E", text: String(repeating: "漢字 and words ", count: 20),
            tags: [String(repeating: "t", count: 300)])
        for report in [Report(Sample.kind, long), Report(Sample.kind, list: [long, Sample()])] {
            var renderer = Renderer(format: .table)
            renderer.width = width
            let text = renderer.text(of: report)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
            for format in [OutputFormat.name, .csv, .json] {
                renderer = Renderer(format: format)
                renderer.width = width
                #expect(renderer.text(of: report).contains(long.name))
            }
        }
    }

    @Test(arguments: OutputFormat.allCases)
    func `what could steer a terminal never reaches one`(format: OutputFormat) throws {
        let report = Report(
            Sample.kind, Sample(text: "a\u{1B}[2Jb\u{9B}31mc\u{202E}d\u{7F}e\re", tags: ["\u{1B}]0;x\u{07}"]))
        var renderer = Renderer(format: format)
        renderer.isTerminal = true
        let text = renderer.text(of: report)
        #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        if format == .json {
            let json = try JSONValue(parsing: Array(text.utf8))
            #expect(json["text"]?.string == "a\u{1B}[2Jb\u{9B}31mc\u{202E}d\u{7F}e\re")
        }
    }

    @Test func `a change off a terminal says one line, on a terminal the whole report`() {
        let report = Report(Sample.kind, Sample(), summary: "Sample acme was made.")
        var renderer = Renderer(format: .table)
        renderer.showsWholeChanges = false
        #expect(renderer.text(of: report) == "Sample acme was made.\n")
        renderer.showsWholeChanges = true
        #expect(renderer.text(of: report).hasPrefix("Sample acme was made.\n\nname        acme\n"))
    }

    @Test func `an empty list is an empty result in every format but the table`() {
        let none = Report(Sample.kind, list: [Sample]())
        #expect(Renderer(format: .table).text(of: none) == "Nothing to show.\n")
        #expect(Renderer(format: .ndjson).text(of: none) == "")
        #expect(Renderer(format: .name).text(of: none) == "")
        #expect(
            Renderer(format: .csv).text(of: none) == "name,text,state,count,size,isNew,createdAt,closedAt,keep,day,"
                + "owner.id,owner.note,parts,tags\r\n")
        #expect(Renderer(format: .json).text(of: none).contains("\"items\": [],"))
    }

    @Test(arguments: [
        (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_048_575, "1023.9 KiB"), (1_048_576, "1.0 MiB"),
        (Int64.max, "8589934591.9 GiB"), (-1, "-1 B"),
    ])
    func `sizes are exact to a tenth, never rounded up`(bytes: Int64, text: String) {
        #expect(Cell(.integer(bytes), type: .size).text == text)
    }
}
