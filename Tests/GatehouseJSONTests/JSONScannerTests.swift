import GatehouseJSON
import Testing

@Suite struct JSONScannerTests {
    /// What the parser and the scanner say of a text.
    private static func outcomes(
        _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) -> (parser: Result<JSONValue, JSONParseError>, scanner: Result<JSONValue, JSONParseError>) {
        let parsed = Result { () throws(JSONParseError) in try JSONValue(parsing: bytes, limits: limits) }
        let scanned = Result { () throws(JSONParseError) in try JSONScanner.check(bytes, limits: limits).value }
        return (parsed, scanned)
    }

    @Test(
        "The scanner refuses what the parser refuses, for the same reason at the same place",
        arguments: [
            "", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{,}", "[1 2]",
            "{\"a\" 1}",
            "01", "-", "1.", "1e", "1e+", ".5", "+1", "tru", "trux", "nul", "falsy", "\"", "\"\\", "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "1 2", "{} []", "\u{FEFF}1",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":1,\"a\":tru}", "{1:2}",
            "{\"verylongname1\":1,\"verylongname2\":1,\"verylongname1\":1}", "[[[[", "{\"\":1,\"\":2}",
        ]
    )
    func refused(text: String) {
        let (parser, scanner) = Self.outcomes(Array(text.utf8))
        #expect(throws: JSONParseError.self) { try scanner.get() }
        #expect(parser == scanner)
    }

    @Test(
        "Bytes that are not UTF-8 are refused where the parser refuses them",
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22], [0x22, 0xE2, 0x5C, 0x6E, 0x82, 0x22], [0x22, 0xFF, 0x01, 0x22],
            [0x22, 0xC3, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22],
        ] as [[UInt8]]
    )
    func notUTF8(bytes: [UInt8]) {
        let (parser, scanner) = Self.outcomes(bytes)
        #expect(throws: JSONParseError.self) { try scanner.get() }
        #expect(parser == scanner)
    }

    @Test("A text beyond the limits is refused")
    func limits() {
        let limits = JSONLimits(maximumBytes: 8, maximumDepth: 2)
        #expect(throws: JSONParseError(.tooLarge(maximum: 8), at: 8)) {
            try JSONScanner.check(Array("123456789".utf8), limits: limits)
        }
        #expect(throws: JSONParseError(.tooDeep(maximum: 2), at: 2)) {
            try JSONScanner.check(Array("[[[]]]".utf8), limits: limits)
        }
        #expect(throws: JSONParseError(.tooDeep(maximum: 128), at: 128)) {
            try JSONScanner.check([UInt8](repeating: 0x5B, count: 500), limits: JSONLimits(maximumDepth: 500))
        }
    }

    @Test("A name that stands twice is found among very many, also where it is escaped")
    func manyNames() throws {
        let names = (0..<2_000).map { #""name\#($0)":\#($0)"# }
        let text = "{" + names.joined(separator: ",")
        #expect(try JSONScanner.check(Array((text + "}").utf8)).value.objectValue?.count == 2_000)
        let (parser, scanner) = Self.outcomes(Array((text + #","n\u0061me7":1}"#).utf8))
        #expect(throws: JSONParseError.self) { try scanner.get() }
        #expect(parser == scanner)
    }

    @Test("The same name may stand in objects beside and inside one another")
    func scopes() throws {
        let text = #"[{"a":{"a":[{"a":1},{"a":2}]}},{"a":1,"b":{"a":1,"b":2}}]"#
        #expect(try JSONScanner.check(Array(text.utf8)).value == JSONValue(parsing: text))
    }

    @Test(
        "The scanner decides as the parser does about every file of the JSONTestSuite",
        .enabled(if: ParsingVectors.arePresent, "The files are not beside the package, in ../shared/vectors."),
        arguments: ParsingVectors.accepted + ParsingVectors.refused + ParsingVectors.undecided
            + ParsingVectors.duplicates
    )
    func vectors(_ vector: ParsingVectors.Vector) {
        let (parser, scanner) = Self.outcomes(vector.bytes)
        #expect(parser == scanner)
    }

    @Test("The scanner decides as the parser does about random mutations", arguments: 1...4 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var accepted = 0
        for number in 0..<5_000 {
            var bytes = FuzzTests.documents.randomElement(using: &generator).map { [UInt8]($0.utf8) } ?? []
            for _ in 0..<Int.random(in: 1...3, using: &generator) { FuzzTests.mutate(&bytes, using: &generator) }
            let (parser, scanner) = Self.outcomes(bytes, limits: JSONLimits(maximumDepth: 4))
            #expect(parser == scanner, "seed \(seed), case \(number): \(bytes)")
            if case .success = scanner { accepted += 1 }
        }
        #expect(accepted > 50)
    }
}
