import Foundation
import Testing

/// Every example that help shows, run by a shell as it stands there (C29).
@Suite struct ExampleWalk {
    struct Example: CustomTestStringConvertible, Sendable {
        let text: String
        var testDescription: String { text }

        static let all = WalkLeaf.all.flatMap { leaf in leaf.examples.map(Example.init) }

        var endings: [Int32] {
            let special = Preparation.endings.first { text.contains($0.part) }
            return [special?.status ?? 0] + (text.contains("--check") ? [2] : [])
        }
    }

    @Test(arguments: Example.all)
    func `an example does what it shows`(example: Example) throws {
        let run = try PreparedFolder.shared.get().copy()
        for folder in Preparation.folders {
            try FileManager.default.createDirectory(
                atPath: run.folder.path + folder, withIntermediateDirectories: true)
        }
        // The passphrase comes as systemd hands it over; for a prompt there is no terminal here.
        let credentials = [
            "CREDENTIALS_DIRECTORY": run.folder.path + "/credentials", "AURA_DATA": run.folder.path + "/new",
        ]
        let result = try run.shell(
            "set -euo pipefail; " + real(example.text, in: run),
            environment: ["OPENAI_KEY": Preparation.secret].merging(
                example.text.contains("passphrase") ? credentials : [:]
            ) { $1 })
        #expect(example.endings.contains(result.status), "\(result.status) \(result.error)")
    }

    /// The example with the ids of this installation, and with its folders below the run's own.
    private func real(_ text: String, in run: RunFolder) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map { run.real(String($0)) }
        return Preparation.folders.reduce(words.joined(separator: " ")) { text, folder in
            text.replacing(folder, with: run.folder.path + folder)
        }
    }
}
