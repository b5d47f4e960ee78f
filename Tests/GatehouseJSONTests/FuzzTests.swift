import Foundation
import GatehouseJSON
import Testing

@Suite("Fuzzing")
struct FuzzTests {
    /// How long each test goes on; `GATEHOUSE_FUZZ_SECONDS` changes it.
    private static let duration: Duration = {
        let text = ProcessInfo.processInfo.environment["GATEHOUSE_FUZZ_SECONDS"]
        return .seconds(text.flatMap(Double.init) ?? 0.7)
    }()

    @Test("Random bytes are read or refused, and never trap")
    func randomBytes() {
        repeatedly(seed: 1) { generator in
            let length = Int.random(in: 0...64, using: &generator)
            return (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
    }

    @Test("Random words of the grammar are read or refused, and never trap")
    func randomTokens() {
        repeatedly(seed: 2) { generator in
            let count = Int.random(in: 0...40, using: &generator)
            return (0..<count).flatMap { _ in
                Self.tokens.randomElement(using: &generator).map { [UInt8]($0.utf8) } ?? []
            }
        }
    }

    @Test("Mutated documents are read or refused, and never trap")
    func mutations() {
        repeatedly(seed: 3) { generator in
            var bytes = Self.documents.randomElement(using: &generator).map { [UInt8]($0.utf8) } ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.mutate(&bytes, using: &generator) }
            return bytes
        }
    }

    /// Reads texts until the time is up. What is read must come out of writing and reading as the same value.
    private func repeatedly(seed: UInt64, make: (inout SplitMix64) -> [UInt8]) {
        var generator = SplitMix64(seed: seed)
        let clock = ContinuousClock()
        let end = clock.now + Self.duration
        var cases = 0
        while cases < 100 || clock.now < end {
            cases += 1
            let bytes = make(&generator)
            guard case .some(let value) = try? JSONValue(parsing: bytes) else { continue }
            let again = try? JSONValue(parsing: value.jsonBytes)
            #expect(again == value, "seed \(seed), case \(cases): \(bytes)")
            #expect(again?.hashValue == value.hashValue, "seed \(seed), case \(cases): \(bytes)")
            if let integer = value.integerValue, let double = value.doubleValue {
                #expect(Double(integer) == double, "seed \(seed), case \(cases): \(bytes)")
            }
        }
    }

    static func mutate(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
        guard let position = bytes.indices.randomElement(using: &generator) else { return }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
        case 4: bytes.removeSubrange(position...)
        default:
            bytes.insert(contentsOf: Array(tokens.randomElement(using: &generator) ?? "").flatMap(\.utf8), at: position)
        }
    }

    static let tokens = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\"a\"", "\"b\":", "0", "1", "-", ".",
        "e",
        "E+", "9223372036854775807", "1e999", "true", "false", "null", " ", "\n", "é", "日本語", "\u{1F600}", "\u{0}",
    ]

    static let documents = [
        #"{"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"w","arguments":{"days":5,"latitude":40.7128}}}"#,
        #"{"a":1,"b":[true,false,null],"c":{"d":{"e":[]}},"f":"\u00e9\ud83d\ude00\\\"","g":-0,"h":1e999,"i":"日本語"}"#,
        #"[[],[[]],{},{"":{}},"",0,-1,0.5,1E-7,"plain text of more than eight bytes",9223372036854775808]"#,
        #"{"n1":1,"n2":2,"n3":3,"n4":4,"n5":5,"n6":6,"n7":7,"n8":8,"n9":9,"n10":10,"n11":11}"#,
        #"  "just a string"  "#, "-12.5e+3",
    ]
}
