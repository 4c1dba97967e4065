import AuraCore
import CXML

/// Reads HTML through libxml2's parser, which calls ``HTMLCollector`` as it goes: no tree is built, nothing is loaded
/// from a network, a file or a DTD, and the nesting is bounded.
enum HTMLReader {
    /// What the document says beside its text.
    struct Outcome {
        let title: String?
        let droppedText: Bool
    }

    /// - Throws: `tooDeep`, with ``Limits/htmlDepth``; `unreadableHTML`.
    static func read(_ source: [UInt8], into text: inout BlockText) throws(KnowledgeError) -> Outcome {
        var collector = HTMLCollector(text: text)
        guard parse(source, into: &collector) else { throw KnowledgeError(.unreadableHTML) }
        if collector.isTooDeep { throw KnowledgeError(.tooDeep, limit: Limits.htmlDepth) }
        collector.finish()
        text = collector.text
        return Outcome(title: collector.title, droppedText: collector.droppedText)
    }

    /// libxml2 is made ready once, before any thread parses.
    private static let isReady: Void = xmlInitParser()

    private static func parse(_ source: [UInt8], into collector: inout HTMLCollector) -> Bool {
        _ = isReady
        guard let context = htmlNewParserCtxt() else { return false }
        defer { htmlFreeParserCtxt(context) }
        guard let handler = context.pointee.sax else { return false }
        install(on: handler)
        let options = HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        return withUnsafeMutablePointer(to: &collector) { collector in
            context.pointee.userData = UnsafeMutableRawPointer(collector)
            collector.pointee.context = context
            source.withUnsafeBytes { bytes in
                let document = htmlCtxtReadMemory(
                    context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count),
                    nil, "UTF-8", Int32(bitPattern: options))
                xmlFreeDoc(document)
            }
            return true
        }
    }

    private static func install(on handler: UnsafeMutablePointer<htmlSAXHandler>) {
        handler.pointee = htmlSAXHandler()
        handler.pointee.startElement = { data, name, attributes in
            HTMLReader.collector(data)?.pointee.start(HTMLReader.text(name), HTMLReader.pairs(attributes))
        }
        handler.pointee.endElement = { data, name in
            HTMLReader.collector(data)?.pointee.end(HTMLReader.text(name))
        }
        handler.pointee.characters = { data, text, count in
            HTMLReader.collector(data)?.pointee.take(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.pointee.ignorableWhitespace = handler.pointee.characters
    }

    private static func collector(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<HTMLCollector>? {
        data?.assumingMemoryBound(to: HTMLCollector.self)
    }

    private static func text(_ string: UnsafePointer<xmlChar>?) -> String {
        string.map { String(cString: $0) } ?? ""
    }

    private static func pairs(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [(name: String, value: String)] {
        guard let attributes else { return [] }
        var pairs: [(name: String, value: String)] = []
        var place = 0
        while let name = attributes[place] {
            pairs.append((text(name), text(attributes[place + 1])))
            place += 2
        }
        return pairs
    }
}
