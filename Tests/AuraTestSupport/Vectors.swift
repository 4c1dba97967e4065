import AuraCore
import Foundation

/// The vectors in `Tests/Vectors`, or in the folder that `AURA_VECTORS` names.
package enum Vectors {
    package enum Failure: Error, CustomStringConvertible {
        case unreadable(String)
        case emptySection(String)

        package var description: String {
            switch self {
            case .unreadable(let name): "the vector file \(name) cannot be read"
            case .emptySection(let name): "the vector section \(name) is missing or empty"
            }
        }
    }

    /// One section's cases. In a folder named by `AURA_VECTORS` an absent file or section has none;
    /// in the default folder that is a failure.
    package static func cases(_ section: String, in file: String) throws -> [VectorCase] {
        let given = ProcessInfo.processInfo.environment["AURA_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }
        let path = (given ?? defaultFolder) + "/" + file
        guard let data = FileManager.default.contents(atPath: path) else {
            if given != nil { return [] }
            throw Failure.unreadable(file)
        }
        let document = try JSONValue(parsing: Array(data), fractions: true)
        guard let items = document[section]?.array, !items.isEmpty else {
            if given != nil { return [] }
            throw Failure.emptySection("\(file): \(section)")
        }
        return items.enumerated().map { VectorCase(json: $1, place: $0) }
    }

    /// The fields of a whole file.
    package static func document(_ file: String) throws -> VectorCase {
        let given = ProcessInfo.processInfo.environment["AURA_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }
        guard let data = FileManager.default.contents(atPath: (given ?? defaultFolder) + "/" + file) else {
            throw Failure.unreadable(file)
        }
        return VectorCase(json: try JSONValue(parsing: Array(data), fractions: true), place: 0)
    }

    /// The tests of a Wycheproof file, each with the fields of its group beside its own.
    package static func wycheproof(_ file: String) throws -> [VectorCase] {
        try cases("testGroups", in: "wycheproof/" + file).flatMap { group -> [VectorCase] in
            guard case .object(let shared) = group.json, let tests = group.json["tests"]?.array else { return [] }
            return tests.enumerated().map { place, test in
                guard case .object(let own) = test else { return VectorCase(json: test, place: place) }
                return VectorCase(json: .object(own + shared.filter { $0.name != "tests" }), place: place)
            }
        }
    }

    private static var defaultFolder: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors").path
    }
}
