import GatehouseJSON
import Testing

@Suite("Pointers")
struct JSONPointerTests {
    @Test(
        "A pointer is written as RFC 6901 section 5 has it",
        arguments: [
            ([], ""), (["foo"], "/foo"), (["foo", "0"], "/foo/0"), ([""], "/"), (["a/b"], "/a~1b"), (["c%d"], "/c%d"),
            (["i\\j"], "/i\\j"), (["k\"l"], "/k\"l"), ([" "], "/ "), (["m~n"], "/m~0n"), (["~1"], "/~01"),
            (["", ""], "//"), (["e\u{301}~"], "/e\u{301}~0"),
        ])
    func text(tokens: [String], text: String) {
        #expect(JSONPointer(tokens).description == text)
    }

    @Test("A pointer grows at either end")
    func growth() {
        let pointer = JSONPointer(["b"])
        #expect(pointer.under("a").tokens == ["a", "b"])
        #expect(pointer.appending("c").tokens == ["b", "c"])
        #expect(JSONPointer().isRoot)
        #expect(!pointer.isRoot)
    }
}
