import AuraCrypto
import Testing

@Suite struct BoundedCacheTests {
    @Test(arguments: [1, 2, 7])
    func `a cache never holds more than its limit`(limit: Int) {
        var cache = BoundedCache<Int, Int>(limit: limit)
        for number in 0..<50 {
            let gone = cache.insert(number, for: number)
            #expect((gone != nil) == (number >= limit))
            #expect(cache.count == min(number + 1, limit))
            #expect(cache.value(for: number) == number)
            if let gone { #expect(!cache.contains(gone.key) && gone.value == gone.key) }
        }
    }

    @Test func `what is looked up stays, what is not makes room`() {
        var cache = BoundedCache<Int, String>(limit: 3)
        for number in 0..<3 { _ = cache.insert("\(number)", for: number) }
        _ = cache.insert("3", for: 3)
        for number in 4..<30 {
            #expect(cache.value(for: 3) == "3")
            #expect(cache.insert("\(number)", for: number)?.key != 3)
        }
    }

    @Test func `a key has one value, the newest`() {
        var cache = BoundedCache<Int, String>(limit: 2)
        #expect(cache.insert("a", for: 1) == nil)
        #expect(cache.insert("b", for: 1) == nil)
        #expect(cache.count == 1)
        #expect(cache.value(for: 1) == "b")
    }

    @Test func `what was removed is gone and the rest is still found`() {
        var cache = BoundedCache<Int, Int>(limit: 10)
        for number in 0..<15 { _ = cache.insert(number * 10, for: number) }
        let gone = cache.removeAll { key, _ in key.isMultiple(of: 2) }
        #expect(Set(gone.map(\.key)) == [6, 8, 10, 12, 14])
        #expect(cache.removeAll { key, _ in key.isMultiple(of: 2) }.isEmpty)
        for number in [5, 7, 9, 11, 13] { #expect(cache.value(for: number) == number * 10) }
        for number in 20..<40 { _ = cache.insert(number, for: number) }
        #expect(cache.count == 10)
    }

    @Test func `a limit below one keeps one`() {
        var cache = BoundedCache<Int, Int>(limit: 0)
        #expect(cache.insert(1, for: 1) == nil)
        #expect(cache.insert(2, for: 2)?.key == 1)
        #expect(cache.value(for: 2) == 2)
    }
}
