import AuraPlatform
import BenchmarkSupport

/// Measures search: `retrieval DIR`, or `retrieval --xquad FILE`.
///
/// Each document is added through the platform in one transaction, its title as a heading; a document ranks by its
/// best passage; relevance is binary. The last line of standard output holds the figures.
@main
struct Retrieval {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let collection: TestCollection
        if arguments.count == 2, arguments[0] == "--xquad" {
            collection = try TestCollection(xquad: arguments[1])
        } else if arguments.count == 1 {
            collection = try TestCollection(folder: arguments[0])
        } else {
            print("retrieval DIR | retrieval --xquad FILE")
            return
        }
        let bench = try await TemporaryPlatform()
        defer { bench.remove() }
        let names = try await index(collection, into: bench)
        print(try await ask(collection, names, in: bench))
    }

    private static func index(
        _ collection: TestCollection, into bench: TemporaryPlatform
    ) async throws -> [Document.ID: String] {
        let clock = ContinuousClock()
        var names: [Document.ID: String] = [:]
        let time = try await clock.measure {
            for (place, item) in collection.documents.enumerated() {
                let text = item.title.isEmpty ? item.text : "# \(item.title)\n\n\(item.text)"
                // A number as the title: titles are unique within a bot, those of a collection may not be.
                names[try await bench.add(text, titled: "#\(place)")] = item.id
            }
        }
        print("documents=\(names.count) index_s=\(rounded(time.milliseconds / 1_000, 1))")
        return names
    }

    private static func ask(
        _ collection: TestCollection, _ names: [Document.ID: String], in bench: TemporaryPlatform
    ) async throws -> String {
        let clock = ContinuousClock()
        var (ndcg, recall, mrr) = (0.0, 0.0, 0.0)
        var times: [Double] = []
        for question in collection.questions {
            var found: [PassageMatch] = []
            let time = try await clock.measure {
                found = try await bench.platform.documents.search(
                    question.text, in: nil, of: bench.tenant, limit: 50, as: bench.principal)
            }
            times.append(time.milliseconds)
            var ranked: [String] = []
            for match in found {
                guard let name = names[match.document], !ranked.contains(name) else { continue }
                ranked.append(name)
            }
            let score = Score(ranked: Array(ranked.prefix(10)), relevant: collection.relevant[question.id] ?? [])
            ndcg += score.ndcg
            recall += score.recall
            mrr += score.reciprocalRank
        }
        let count = Double(max(1, collection.questions.count))
        let figures = [("ndcg@10", ndcg), ("recall@10", recall), ("mrr@10", mrr)]
        return figures.map { "\($0.0)=\(rounded($0.1 / count, 4))" }.joined(separator: " ")
            + " query_ms=\(rounded(Samples(times).median, 2))"
    }
}
