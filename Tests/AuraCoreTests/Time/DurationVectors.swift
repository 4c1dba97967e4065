import AuraCore
import AuraTestSupport
import Testing

@Suite struct DurationVectors {
    @Test(arguments: try Vectors.cases("good", in: "durations.json"))
    func `a length is read as months, days and seconds`(_ vector: VectorCase) throws {
        let expected = CalendarDuration(
            months: try vector.integer("months"), days: try vector.integer("days"),
            seconds: try vector.integer("seconds"))
        let read = try #require(CalendarDuration(try vector.string("input")))
        #expect(read == expected)
        #expect(CalendarDuration(read.description) == read)
    }

    @Test(arguments: try Vectors.cases("bad", in: "durations.json"))
    func `anything else is no length`(_ vector: VectorCase) throws {
        #expect(CalendarDuration(try vector.string("input")) == nil)
    }
}
