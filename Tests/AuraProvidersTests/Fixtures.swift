import AuraCore
import Foundation
import Testing

/// The recorded exchanges in `Tests/Fixtures`, or in the folder that `AURA_FIXTURES` names.
enum Fixtures {
    /// One recorded answer.
    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let path: String
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var testDescription: String { name }
        var isStream: Bool { headers["content-type"]?.hasPrefix("text/event-stream") ?? false }
    }

    struct Unreadable: Error { let name: String }

    /// The exchanges of `folders` whose name begins with one of `prefixes` and that are of Chat Completions or refusals.
    static func exchanges(in folders: [String], prefixes: [String]) throws -> [Exchange] {
        let given = ProcessInfo.processInfo.environment["AURA_FIXTURES"].flatMap { $0.isEmpty ? nil : $0 }
        let root = URL(filePath: given ?? defaultFolder)
        var exchanges: [Exchange] = []
        for folder in folders {
            let place = root.appending(path: folder)
            let files = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            for file in files.sorted() where file.hasSuffix(".meta.json") {
                guard prefixes.contains(where: file.hasPrefix) else { continue }
                if let exchange = try exchange(at: place, meta: file) { exchanges.append(exchange) }
            }
        }
        guard given != nil || !exchanges.isEmpty else { throw Unreadable(name: folders.joined(separator: " ")) }
        return exchanges
    }

    private static func exchange(at folder: URL, meta: String) throws -> Exchange? {
        let value = try JSONValue(parsing: Array(try Data(contentsOf: folder.appending(path: meta))), fractions: true)
        guard let status = value["status"]?.integer, let url = value["request"]?["url"]?.string,
            let file = value["responseFile"]?.string, case .object(let members)? = value["headers"]
        else { throw Unreadable(name: meta) }
        guard status >= 400 || url.hasSuffix("/chat/completions") else { return nil }
        var headers: [String: String] = [:]
        for member in members where !["content-length", "transfer-encoding"].contains(member.name) {
            headers[member.name] = member.value.string
        }
        return Exchange(
            name: folder.lastPathComponent + "/" + meta.replacing(".meta.json", with: ""), path: url,
            status: Int(status), headers: headers, body: Array(try Data(contentsOf: folder.appending(path: file))))
    }

    private static var defaultFolder: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures").path
    }
}
