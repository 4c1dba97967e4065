import AuraPlatform
import Foundation

/// The keys that the prepared installation holds or an example is given, in every form in which one could be shown.
struct PlantedSecrets {
    private let scan: ResidueScan

    /// Files that are there to hold a key.
    private static let holders: Set<String> = ["openai.key", "root.key", "recovery-sheet.txt", "new-root.key"]

    init(_ run: RunFolder) {
        var canaries = [
            ResidueCanary(path: "LLM key", text: Preparation.secret, word: Preparation.secret),
            ResidueCanary(path: "prepared LLM key", text: Preparation.preparedSecret, word: "4f1a9c7e2b8d"),
        ]
        if let key = run.folder.read("store/root.key") {
            let digits = key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let texts = [digits, digits.uppercased(), String(Data(key).base64EncodedString().dropLast(4))]
            canaries += texts.map { ResidueCanary(path: "root key", text: $0) }
        }
        scan = ResidueScan(ResidueNeedles(canaries))
    }

    /// What an output or a file of the run shows of them.
    func shown(by result: ChildProcess.Result, in run: RunFolder) -> [String] {
        var shown = scan.found(in: result.output + result.error).map { "\($0.canary) (\($0.form)) in the output" }
        for name in FileManager.default.enumerator(atPath: run.folder.path)?.compactMap({ $0 as? String }) ?? [] {
            guard !PlantedSecrets.holders.contains((name as NSString).lastPathComponent) else { continue }
            let found = scan.found(inFile: run.folder.path + "/" + name) ?? []
            shown += found.map { "\($0.canary) (\($0.form)) in \(name)" }
        }
        return shown
    }
}
