import AuraCore
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
        ("2026-11-24T09:00:00.000Z", 1_795_510_800_000),
        ("2038-01-19T03:14:08.000Z", 2_147_483_648_000), ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
        ("0000-01-01T00:00:00.000Z", -62_167_219_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("2028-02-29T12:34:56.789Z", 1_835_440_496_789),
    ])
    func `a moment is written and read back to the millisecond`(text: String, milliseconds: Int64) throws {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00.000Z"), ("2026-11-24t09:00:00z", "2026-11-24T09:00:00.000Z"),
        ("2026-11-24T09:00:00.5Z", "2026-11-24T09:00:00.500Z"), ("2026-11-24T09:00:00.05Z", "2026-11-24T09:00:00.050Z"),
        ("2026-11-24T09:00:00.999999999Z", "2026-11-24T09:00:00.999Z"),
        ("2026-11-24T09:00:00+05:30", "2026-11-24T03:30:00.000Z"),
        ("2026-11-24T09:00:00-00:00", "2026-11-24T09:00:00.000Z"),
        ("2026-01-01T00:00:00+00:01", "2025-12-31T23:59:00.000Z"),
        ("2026-12-31T23:59:59-23:59", "2027-01-01T23:58:59.000Z"),
    ])
    func `other spellings of RFC 3339 are read`(text: String, canonical: String) {
        #expect(Timestamp(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T09:00:00", "2026-11-24 09:00:00Z", "2026-11-24T09:00Z", "2026-11-24T24:00:00Z",
        "2026-11-24T09:60:00Z", "2026-12-31T23:59:60Z", "2026-11-24T09:00:00.Z", "2026-11-24T09:00:00,5Z",
        "2026-11-24T09:00:00+0530", "2026-11-24T09:00:00+24:00", "2026-11-24T09:00:00+05:60", "2026-11-24T09:00:00ZZ",
        "2026-02-29T09:00:00Z", "2026-11-24T0９:00:00Z", " 2026-11-24T09:00:00Z", "2026-11-24T-1:00:00Z",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "2026-11-24T09:00:00.0000000000000000000000000000000000000Z",
    ])
    func `anything else is no moment`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `a moment knows its UTC day before and after 1970`() {
        for milliseconds in [-86_400_001, -86_400_000, -1, 0, 86_399_999, 86_400_000] as [Int64] {
            let moment = Timestamp(milliseconds: milliseconds)
            #expect((0..<Timestamp.millisecondsPerDay).contains(moment.millisecondsOfDay))
            #expect(Timestamp(startOf: moment.date).adding(milliseconds: moment.millisecondsOfDay) == moment)
        }
        #expect(Timestamp(milliseconds: -1).date.description == "1969-12-31")
    }

    @Test func `arithmetic stops at the ends of the type and never traps`() {
        for moment in [Timestamp(milliseconds: .min), Timestamp(milliseconds: .max), Timestamp(milliseconds: 0)] {
            for step in [Int.min, Int.max] {
                for moved in [
                    moment.adding(days: step), moment.adding(seconds: step), moment.adding(milliseconds: Int64(step)),
                ] {
                    #expect(step > 0 ? moved >= moment : moved <= moment)
                    #expect((0..<Timestamp.millisecondsPerDay).contains(moved.millisecondsOfDay))
                }
                _ = moment.adding(months: step).description
            }
        }
    }

    @Test func `a moment travels through Codable as its text`() throws {
        let moment = Timestamp(milliseconds: 1_795_510_800_123)
        let data = try JSONEncoder().encode([moment])
        #expect(String(decoding: data, as: UTF8.self) == #"["2026-11-24T09:00:00.123Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [moment])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8))
        }
    }

    @Test func `a fixed clock stands still`() {
        let moment = Timestamp(milliseconds: 42)
        let clock = WallClock.fixed(moment)
        #expect(clock.now == moment)
        #expect(clock.now == moment)
        #expect(WallClock.system.now > moment)
    }
}
