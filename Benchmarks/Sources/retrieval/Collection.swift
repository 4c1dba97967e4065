import Foundation

/// Documents, questions, and which document answers which question.
struct TestCollection: Sendable {
    struct Item: Sendable {
        let id: String
        let title: String
        let text: String
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let documents: [Item]
    let questions: [(id: String, text: String)]
    let relevant: [String: Set<String>]

    /// A folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.
    init(folder: String) throws {
        documents = try TestCollection.lines(folder + "/corpus.jsonl").map {
            Item(id: $0["_id"] ?? "", title: $0["title"] ?? "", text: $0["text"] ?? "")
        }
        let judged = try TestCollection.text(folder + "/qrels.tsv").split(separator: "\n").dropFirst()
        var relevant: [String: Set<String>] = [:]
        for line in judged {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 3, (Double(cells[2]) ?? 0) > 0 else { continue }
            relevant[cells[0], default: []].insert(cells[1])
        }
        self.relevant = relevant
        questions = try TestCollection.lines(folder + "/queries.jsonl")
            .map { ($0["_id"] ?? "", $0["text"] ?? "") }.filter { relevant[$0.0] != nil }
    }

    /// A file in SQuAD's form: each paragraph is a document, and the one that holds a question's answer is relevant.
    init(xquad path: String) throws {
        guard let data = FileManager.default.contents(atPath: path),
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let articles = root["data"] as? [[String: Any]]
        else { throw Failure(description: "\(path) cannot be read") }
        var documents: [Item] = []
        var questions: [(id: String, text: String)] = []
        var relevant: [String: Set<String>] = [:]
        for article in articles {
            for paragraph in article["paragraphs"] as? [[String: Any]] ?? [] {
                let id = "p\(documents.count)"
                documents.append(Item(id: id, title: "", text: paragraph["context"] as? String ?? ""))
                for question in paragraph["qas"] as? [[String: Any]] ?? [] {
                    let name = question["id"] as? String ?? "q\(questions.count)"
                    questions.append((name, question["question"] as? String ?? ""))
                    relevant[name] = [id]
                }
            }
        }
        (self.documents, self.questions, self.relevant) = (documents, questions, relevant)
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(description: "\(path) cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func lines(_ path: String) throws -> [[String: String]] {
        try text(path).split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            return object.compactMapValues { $0 as? String ?? ($0 as? NSNumber)?.stringValue }
        }
    }
}
