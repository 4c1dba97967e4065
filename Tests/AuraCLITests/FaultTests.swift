import Foundation
import Glibc
import Testing

/// What the machine does to a command: a full disk, another writer, a kill. Nothing is lost, nothing half applied.
@Suite struct FaultTests {
    @Test(arguments: [
        "tenant create late --owner o@late.example", "chat send 'When are you open?' --bot acme/helpdesk",
        "doc add shipping.md --tenant acme --bot helpdesk",
    ])
    func `on a full disk a write is 74, and what was there is as it was`(command: String) throws {
        let run = try PreparedFolder.shared.get().copy()
        let before = try run.shell("aura audit list -o ndjson")
        let full = try run.shell("ulimit -f 8; aura \(command) -o json")
        #expect(full.status == 74)
        #expect(full.output.isEmpty)
        #expect(full.error.contains("\"exit\":74"))
        #expect(try run.shell("aura audit list -o ndjson").output == before.output)
        #expect(try run.shell("aura audit verify").status == 0)
        #expect(try run.shell("aura \(command)").status == 0)
    }

    @Test func `a disk that is full when the store opens gives the reserve up, once`() throws {
        let run = try PreparedFolder.shared.get().copy()
        _ = try run.shell("aura status; test -s store/reserve")
        let full = "AURA_FAULT=open.files:1:throw-full aura"
        #expect(try run.shell("\(full) status -n").status == 74)
        #expect(try run.shell("test -s store/reserve").status == 0)
        #expect(try run.shell("rm store/reserve; \(full) status -o json").status == 74)
        let freed = try run.shell("aura status; \(full) retention purge --yes -o json")
        #expect(freed.status == 0)
    }

    @Test(arguments: [("throw-io", "storageFailed"), ("throw-full", "storageFull")])
    func `a file that fails in the middle of an erasure is 74, and the next command finishes it`(
        action: String, code: String
    ) throws {
        let run = try PreparedFolder.shared.get().copy()
        let erase = "subject erase ann@x.example --tenant acme --confirm ann@x.example --reason test"
        _ = try run.shell("aura chat send 'When are you open?' --bot acme/helpdesk --subject ann@x.example")
        let failed = try run.shell("AURA_FAULT=erase.keyGone:1:\(action) aura \(erase) -o json")
        #expect(failed.status == 74 && failed.error.contains("\"code\":\"\(code)\""))
        #expect(try run.shell("aura status").status == 0)
        #expect(try run.shell("aura subject find ann@x.example --tenant acme").status == 5)
        #expect(try run.shell("aura audit verify").status == 0)
    }

    @Test(arguments: ["rm store/anchor", "echo words > store/anchor", ": > store/anchor"])
    func `without its anchor nothing opens until the loss is accepted`(damage: String) throws {
        let run = try PreparedFolder.shared.get().copy()
        let damaged = try run.shell("\(damage); aura status")
        #expect(damaged.status == 13 && damaged.error.contains("--accept-loss"))
        _ = try run.shell("aura doctor --accept-loss --confirm \(run.real("ins_0")) --reason test")
        #expect(try run.shell("aura audit verify").status == 0)
        #expect(try run.shell("aura audit list --fields action").output.contains("loss.accepted"))
    }

    @Test func `a search for residue cannot be rehearsed`() throws {
        let run = try PreparedFolder.shared.get().copy()
        let before = try StoreDigest(run.store)
        #expect(try run.shell("aura doctor --deep -n").status == 64)
        #expect(try StoreDigest(run.store) == before)
        #expect(try run.shell("aura doctor --deep").status == 0)
    }

    @Test func `a second writer waits as long as it was told and then says who writes`() throws {
        let run = try PreparedFolder.shared.get().copy()
        let descriptor = open(run.folder.path + "/store/lock", O_RDWR)
        #expect(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
        let line = "{\"pid\":\(getpid()),\"since\":\"2026-11-24T09:00:00.000Z\"}"
        _ = line.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        let locked = try run.shell("aura bot create late --tenant acme --wait 1s -o json")
        #expect(locked.status == 11)
        #expect(locked.error.contains("process \(getpid()) since 2026-11-24T09:00:00.000Z"))
        close(descriptor)
        #expect(try run.shell("aura bot create late --tenant acme").status == 0)
    }

    @Test(arguments: Array(stride(from: 5, through: 600, by: 35)))
    func `a purge that is killed is finished by the next command`(milliseconds: Int) throws {
        let run = try PreparedFolder.shared.get().copy()
        _ = try run.shell("timeout -s KILL \(Double(milliseconds) / 1_000) aura retention purge --yes")
        #expect(try run.shell("aura status").status == 0)
        #expect(try run.shell("aura retention purge --yes").status == 0)
        let plan = try run.shell("aura retention plan -o json")
        #expect(plan.output.contains("\"pending\": false"))
        #expect(try run.shell("aura audit verify").status == 0)
        #expect(try run.shell("aura policy verify --check").status == 0)
        #expect(try run.shell("aura doctor --check -o json").error.isEmpty)
    }

    @Test(arguments: Array(stride(from: 5, through: 600, by: 85)))
    func `an erasure that is killed either did not begin or is finished by the next command`(milliseconds: Int) throws {
        let run = try PreparedFolder.shared.get().copy()
        let person = "visitor@acme.example"
        _ = try run.shell(
            "timeout -s KILL \(Double(milliseconds) / 1_000) aura subject erase \(person) --tenant acme --confirm \(person) --reason test"
        )
        #expect(try run.shell("aura status").status == 0)
        let found = try run.shell("aura subject find \(person) --tenant acme -o json")
        #expect(found.status == 0 || found.status == 5)
        if found.status == 5 {
            #expect(try run.shell("grep -raqF 'visitor@acme' store").status == 1)
        }
        #expect(try run.shell("aura audit verify").status == 0)
    }

    @Test(
        arguments: ["rootkey rotate", "key rewrap --all", "key rewrap --tenant acme --content"],
        Array(stride(from: 5, through: 125, by: 20)))
    func `a rotation that is killed leaves an installation in which everything opens`(
        command: String, milliseconds: Int
    ) throws {
        let run = try PreparedFolder.shared.get().copy()
        let show = "aura conversation show $(aura conversation list --tenant acme -o name | head -1) --tenant acme"
        let before = try run.shell(show)
        #expect(before.status == 0)
        _ = try run.shell("timeout -s KILL \(Double(milliseconds) / 1_000) aura \(command)")
        #expect(try run.shell(show).output == before.output)
        #expect(try run.shell("aura doc search refund --tenant acme").status == 0)
        // An owner key that was replaced is not replaced again while the one before it is kept.
        let again = try run.shell("aura \(command)").status
        #expect(again == 0 || again == 6 && command.hasSuffix("--content"))
        #expect(try run.shell(show).output == before.output)
        #expect(try run.shell("aura audit verify").status == 0)
    }
}

extension RunFolder {
    /// Runs a line of shell in the folder, with `aura` and the installation at hand.
    func shell(
        _ line: String, environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, error: String) {
        let process = Process()
        let (output, error) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = [
            "PATH": folder.path + "/bin:/usr/bin:/bin", "HOME": folder.path, "AURA_DATA": folder.path + "/store",
            "LC_ALL": "C.UTF-8",
        ].merging(environment) { $1 }
        try? FileManager.default.createDirectory(
            atPath: folder.path + "/bin", withIntermediateDirectories: true)
        try? FileManager.default.createSymbolicLink(
            atPath: folder.path + "/bin/aura", withDestinationPath: AuraBinary.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: said, as: UTF8.self),
            String(decoding: complained, as: UTF8.self)
        )
    }
}
