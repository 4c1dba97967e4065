import AuraPlatform
import Foundation
import Testing

/// `doctor --deep` finds nothing in a sound store, and finds what lies there in any form.
@Suite struct ResidueProbeTests {
    @Test func `nothing that is planted is found, and the probe leaves no workspace behind`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        let findings = try await test.platform.health.probeResidue(as: test.me)
        #expect(findings.filter { $0.check == "residue" }.map(\.level) == [.ok])
        #expect(try await test.platform.tenants.list(as: test.me).map(\.tenant.name.rawValue) == ["acme"])
        #expect(try await test.platform.audit.verify(as: test.me).allSatisfy(\.holds))
    }

    @Test(arguments: ["Zanzibar and the qwertyuiopasdfing", "visitor.qwertyuiopasdf@probe.example"])
    func `a planted text is found in every form in which a file could show it`(text: String) {
        let needles = ResidueNeedles([("message", text)])
        let bytes = Data(text.utf8)
        func forms(_ data: Data) -> Set<String> { Set(needles.found(in: data).map(\.form)) }
        #expect(forms(Data("before ".utf8) + bytes + Data(" after".utf8)).contains("utf-8"))
        #expect(forms(Data(text.lowercased().utf8)).contains("lower case"))
        #expect(forms(text.data(using: .utf16LittleEndian) ?? Data()) == ["utf-16le"])
        #expect(forms(text.data(using: .utf16BigEndian) ?? Data()) == ["utf-16be"])
        for before in 0..<6 {
            let encoded = (Data(repeating: 0x7E, count: before) + bytes + Data("~~".utf8)).base64EncodedData()
            #expect(forms(encoded) == ["base64"], "\(before)")
        }
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(forms(Data(digits.utf8)) == ["hex"] && forms(Data(digits.uppercased().utf8)) == ["hex"])
        #expect(forms(Data("… qwertyuiopasdf …".utf8)).contains("stem"))
        #expect(forms(Data("Zanzibar, visitors, probes and examples".utf8)).isSubset(of: ["stem"]))
        #expect(forms(Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })).isEmpty)
    }
}
