import Testing

@testable import GatehouseApplication

@Suite("Names that were meant")
struct NearestNameTests {
    private static let names = ["server.port", "server.host", "log.level", "roles"]

    @Test(
        "A misspelling finds its name",
        arguments: [
            ("server.prot", "server.port"), ("server.prt", "server.port"), ("serverport", "server.port"),
            ("SERVER.PORT", "server.port"), ("log.leval", "log.level"), ("role", "roles"),
        ]
    )
    func found(name: String, expected: String) {
        #expect(NearestName.nearest(to: name, among: Self.names) == expected)
    }

    @Test(
        "What resembles nothing finds nothing", arguments: ["", "database.path", String(repeating: "a", count: 1000)])
    func notFound(name: String) {
        #expect(NearestName.nearest(to: name, among: Self.names) == nil)
    }

    @Test(
        "The distance counts insertions, deletions, replacements and swaps",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "ab", 2), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3),
        ]
    )
    func distance(left: String, right: String, expected: Int) {
        #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == expected)
    }
}
