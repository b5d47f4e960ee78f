import Foundation
import GatehouseJSON
import GatehouseProtocol
import Testing

@Suite(
    "The specification's examples",
    .enabled(if: SpecificationExamples.isPresent, "The examples are not beside the package, in ../shared/spec.")
)
struct SpecificationExampleTests {
    /// Members that an example has and its type in the schema has not, so that decoding drops them.
    private static let unknownMembers = ["ListRootsRequest/list-roots-request.json": ["id"]]

    @Test("An example is read as its type and written as the same JSON", arguments: SpecificationExamples.all)
    func roundTrip(_ example: SpecificationExamples.Example) throws {
        let type = try #require(wireTypes[example.type], "No wire type is named for the example.")
        let json = try JSONValue(parsing: [UInt8](try Data(contentsOf: example.file)))
        var expected = try JSONObject(json: json)
        for name in Self.unknownMembers[example.testDescription] ?? [] { expected[name] = nil }
        let written = try JSONValue(parsing: try type.init(json: json).jsonBytes)
        #expect(written == .object(expected))
    }

    @Test("An example with members that nobody knows is read all the same", arguments: SpecificationExamples.all)
    func unknownMembersAreIgnored(_ example: SpecificationExamples.Example) throws {
        let type = try #require(wireTypes[example.type], "No wire type is named for the example.")
        guard !["InputRequests", "InputResponses"].contains(example.type) else { return }
        var object = try JSONObject(json: try JSONValue(parsing: [UInt8](try Data(contentsOf: example.file))))
        let plain = try type.init(json: .object(object)).jsonBytes
        object["x-unknown"] = ["deep": [1, .null, "x"]]
        #expect(try type.init(json: .object(object)).jsonBytes == plain)
    }

    @Test("Every wire type is read from an example")
    func everyTypeHasAnExample() {
        #expect(Set(SpecificationExamples.types) == Set(wireTypes.keys))
    }
}
