import Testing

@testable import Gatehouse

@Suite("Step 9, format: pages that are kept")
struct KeptPagesTests {
    private func page(_ size: Int) -> [UInt8] { [UInt8](repeating: 1, count: size) }

    @Test("A page of another state is not given, whether the state is older or newer")
    func otherState() {
        var pages = KeptPages<Int>(maximumPages: 4, maximumBytes: 100)
        pages.keep(page(1), 1, 5)
        #expect(pages.page(1, 4) == nil)
        #expect(pages.page(1, 6) == nil)
        #expect(pages.page(1, 5) == page(1))
    }

    @Test("A page of an older state is not kept, and a newer state takes the place of all")
    func newState() {
        var pages = KeptPages<Int>(maximumPages: 4, maximumBytes: 100)
        pages.keep(page(1), 1, 5)
        pages.keep(page(2), 2, 4)
        #expect(pages.count == 1)
        pages.keep(page(3), 3, 6)
        #expect(pages.count == 1)
        #expect(pages.bytes == 3)
        #expect(pages.generation == 6)
        #expect(pages.page(3, 6) == page(3))
    }

    @Test("Where there is no room the oldest go, and a page that is too large is not kept")
    func bounds() {
        var pages = KeptPages<Int>(maximumPages: 3, maximumBytes: 10)
        for key in 0..<1_000 {
            pages.keep(page(2), key, 0)
            pages.keep(page(2), key, 0)
            #expect(pages.count <= 3)
            #expect(pages.bytes == pages.count * 2)
        }
        #expect([996, 997, 998, 999].map { pages.page($0, 0) != nil } == [false, true, true, true])
        pages.keep(page(9), 1_000, 0)
        #expect(pages.count == 1)
        pages.keep(page(11), 1_001, 0)
        #expect(pages.page(1_001, 0) == nil)
        #expect(pages.page(1_000, 0) == page(9))
    }
}
