import Foundation

/// The built program: `AURA_BINARY`, else `aura` in the folder of the test bundle.
enum AuraBinary {
    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["AURA_BINARY"], !given.isEmpty { return given }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "aura").path
    }()
}
