import Testing

@testable import Gatehouse

@Suite("Text that is safe in a log", .timeLimit(.minutes(1)))
struct LogTextTests {
    @Test(
        "What could end a line, steer a terminal or turn text around is escaped",
        arguments: [
            ("a\u{85}b", #"a\u0085b"#), ("a\u{9b}2J", #"a\u009b2J"#), ("a\u{2028}\u{2029}", #"a\u2028\u2029"#),
            ("\u{202e}a", #"\u202ea"#), ("\u{7f}", #"\u007f"#), ("Zoë 🐢", "Zoë 🐢"), ("plain", "plain"),
        ])
    func escaped(text: String, line: String) {
        #expect(String(decoding: LogText.escaped(Array(text.utf8)), as: UTF8.self) == line)
    }

    @Test("What is unsafe is found at whatever place of a line it stands", arguments: ["\u{7F}", "\u{85}", "\u{202E}"])
    func places(unsafe: String) throws {
        for length in 0...24 {
            for place in 0...length {
                let text = String(repeating: "~", count: place) + unsafe + String(repeating: "a", count: length - place)
                let escaped = String(decoding: LogText.escaped(Array("\"\(text)\"".utf8)), as: UTF8.self)
                #expect(escaped.utf8.allSatisfy { $0 < 0x7F })
                #expect(try JSONValue(parsing: escaped) == .string(text))
            }
        }
    }

    @Test("A quoted text is one string of JSON, whatever is in it")
    func quoted() throws {
        let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
        var bytes: [UInt8] = []
        LogText.quote(text, into: &bytes)
        #expect(try JSONValue(parsing: bytes) == .string(text))
        #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains(where: LogText.isUnsafe))
    }
}
