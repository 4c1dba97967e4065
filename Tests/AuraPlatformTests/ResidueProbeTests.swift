import AuraPlatform
import Foundation
import Testing

/// `doctor --deep`: nothing planted is found again, and what lies about on purpose is.
@Suite struct ResidueProbeTests {
    @Test func `what was planted along every path is in no place once it is erased, and its workspace is gone`()
        async throws
    {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let files = try FileManager.default.contentsOfDirectory(atPath: test.folder)
        let findings = try await test.platform.health.probeResidue(as: test.me)
        let residue = findings.filter { $0.check == "residue" }
        #expect(residue.filter { $0.level != .ok } == [])
        for place in files + ["aura.db-wal", "export person.json", "export audit.ndjson", "open files"] {
            #expect(residue.contains { $0.message.hasPrefix(place + ":") }, "\(place)")
        }
        for place in ["the temporary folder", "the working folder"] {
            #expect(residue.contains { $0.message.hasPrefix(place) }, "\(place)")
        }
        #expect(findings.filter { $0.check == "memory" }.map(\.level) == [.ok])
        #expect(findings.filter { $0.check == "core" }.count == 3)
        #expect(try await test.platform.tenants.list(as: test.me).map(\.tenant.name.rawValue) == ["acme"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder).sorted() == files.sorted())
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test func `what is left behind is found, wherever it lies`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let folder = test.folder
        let mark = "aura-residue-test-" + UUID().uuidString
        let (log, temporary, working) = (
            folder + "/copies/old.log", NSTemporaryDirectory() + mark,
            FileManager.default.currentDirectoryPath + "/" + mark
        )
        defer { for path in [temporary, working] { try? FileManager.default.removeItem(atPath: path) } }
        // A file without a name, as a log that was deleted while it is written to.
        let nameless = open(NSTemporaryDirectory() + mark + "-gone", O_RDWR | O_CREAT | O_EXCL, 0o600)
        defer { close(nameless) }
        unlink(NSTemporaryDirectory() + mark + "-gone")
        let findings = try await test.platform.health.probeResidue(as: test.me) { planted in
            func bytes(_ path: String) -> [UInt8] {
                ResidueNeedles(planted.filter { $0.path == path }).all.first { $0.form == "utf-8" }?.bytes ?? []
            }
            try FileManager.default.createDirectory(atPath: folder + "/copies", withIntermediateDirectories: true)
            try Data(bytes("message")).write(to: URL(filePath: log))
            try Data(bytes("prompt")).write(to: URL(filePath: temporary))
            try Data(bytes("name")).write(to: URL(filePath: working))
            let key = bytes("LLM key")
            _ = key.withUnsafeBytes { write(nameless, $0.baseAddress, $0.count) }
            let export = try FileManager.default.contentsOfDirectory(atPath: folder).first {
                $0.hasPrefix("aura-residue")
            }
            let person = folder + "/" + (export ?? "") + "/person.json"
            try Data(bytes("visitor's e-mail")).write(to: URL(filePath: person))
        }
        let found = findings.filter { $0.check == "residue" && $0.level == .problem }.map(\.message)
        for (place, canary) in [
            ("copies/old.log", "message"), ("the temporary folder", "prompt"), ("the working folder", "name"),
            ("open files", "LLM key"), ("export person.json", "visitor's e-mail"),
        ] {
            #expect(found.contains { $0.hasPrefix("\(place) shows the planted \(canary) (utf-8)") }, "\(place)")
        }
        #expect(found.allSatisfy { !$0.contains("owner's e-mail") && !$0.contains("document") })
    }

    @Test(arguments: ["aura.db-shm", "keyring.db-shm"])
    func `the search drops none of the locks that the store holds`(name: String) async throws {
        let test = try await TestPlatform()
        let path = test.folder + "/" + name
        // A lock of its own kind is asked for: it conflicts with those of this process, too (F_OFD_GETLK, fcntl(2)).
        let descriptor = open(path, O_RDWR)
        func isLocked() -> Bool {
            var wanted = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
            return fcntl(descriptor, 36, &wanted) == 0 && wanted.l_type != F_UNLCK
        }
        #expect(isLocked())
        _ = try await test.platform.health.probeResidue(as: test.me)
        #expect(isLocked())
        // Opened and closed once more, as a plain reader of files would.
        _ = ResidueScan(ResidueNeedles([])).found(inFile: path)
        #expect(!isLocked())
        close(descriptor)
    }

    @Test func `a file that cannot be read is no clean place`() async throws {
        guard geteuid() != 0 else { return }
        let test = try await TestPlatform()
        try Data("words".utf8).write(to: URL(filePath: test.folder + "/closed"))
        chmod(test.folder + "/closed", 0)
        let findings = try await test.platform.health.probeResidue(as: test.me)
        #expect(findings.contains { $0.level == .advice && $0.message.hasPrefix("closed: it cannot be read") })
    }

    @Test func `a secret that is held stands in memory, and one that was released does not`() throws {
        let masked: MaskedSecret
        do {
            let (secret, itself) = try MaskedSecret.newKey()
            masked = itself
            let held = try #require(ProcessMemory().copies(of: masked))
            #expect(held.copies == 1 && held.bytes > 1 << 20)
            var copy = secret.withUnsafeBytes { Array($0) }
            #expect(ProcessMemory().copies(of: masked)?.copies == 2)
            copy[0] = 0
            withExtendedLifetime((secret, copy)) {}
        }
        #expect(ProcessMemory().copies(of: masked)?.copies == 0)
    }

    @Test func `a process that can be dumped or handles its own crashes is told apart`() {
        // The tests' own process, unlike `aura`, is like any other.
        #expect(ProcessSettings.current.isDumpable)
        let before = signal(SIGTRAP) { _ in }
        #expect(ProcessSettings.current.handled.contains(SIGTRAP))
        signal(SIGTRAP, SIG_DFL)
        #expect(!ProcessSettings.current.handled.contains(SIGTRAP))
        signal(SIGTRAP, before)
    }
}
