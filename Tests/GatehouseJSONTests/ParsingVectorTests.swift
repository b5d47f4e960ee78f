import GatehouseJSON
import Testing

@Suite(
    "The JSONTestSuite",
    .enabled(if: ParsingVectors.arePresent, "The files are not beside the package, in ../shared/vectors.")
)
struct ParsingVectorTests {
    @Test("A text that is not JSON is refused", arguments: ParsingVectors.refused)
    func refused(_ vector: ParsingVectors.Vector) {
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: vector.bytes) }
    }

    @Test(
        "A text that is JSON is accepted, and written and read again as the same value",
        arguments: ParsingVectors.accepted)
    func accepted(_ vector: ParsingVectors.Vector) throws {
        let value = try JSONValue(parsing: vector.bytes)
        #expect(try JSONValue(parsing: value.jsonBytes) == value)
    }

    @Test(
        "A text with a duplicate name is refused, although JSON leaves it to the reader",
        arguments: ParsingVectors.duplicates)
    func duplicateNames(_ vector: ParsingVectors.Vector) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: vector.bytes) }
        #expect(error?.reason == .duplicateName)
    }

    @Test("A text that is the reader's choice is treated as decided", arguments: ParsingVectors.undecided)
    func decided(_ vector: ParsingVectors.Vector) throws {
        switch try #require(ParsingDecision.table[vector.name], "Nothing is decided about the file.") {
        case .accepted(let reason):
            #expect(throws: Never.self, "\(reason)") { try JSONValue(parsing: vector.bytes) }
        case .refused(let reason):
            #expect(throws: JSONParseError.self, "\(reason)") { try JSONValue(parsing: vector.bytes) }
        }
    }

    @Test("All of the suite's files are there")
    func complete() {
        #expect(ParsingVectors.accepted.count + ParsingVectors.duplicates.count == 95)
        #expect(ParsingVectors.refused.count == 188)
        #expect(ParsingVectors.undecided.count == ParsingDecision.table.count)
    }
}
