import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct PatternTests {
    @Test(
        "An expression that no linear search can follow is refused by name",
        arguments: [
            (#"(a)\\1"#, "a backreference at position 3"),
            (#"(?<n>a)\\k<n>"#, "a backreference at position 7"),
            (#"^(?:(.)(.)\\2\\1)$"#, "a backreference at position 10"),
        ]
    )
    func unsupported(pattern: String, reason: String) throws {
        let text = "/pattern: is no regular expression that is supported: \(reason)"
        #expect(try compilationError(#"{"pattern":"\#(pattern)"}"#) == text)
    }

    @Test(
        "Text that is no expression is refused",
        arguments: [
            ("(", #"a "(" without its ")" at position 0"#),
            (")", #"an unmatched ")" at position 0"#),
            ("[a", #"a "[" without its "]" at position 0"#),
            ("a{2,1}", "a count out of order at position 1"),
            ("{", #"a "{" with nothing to repeat at position 0"#),
            ("a{x}", #"a "{" without a count at position 1"#),
            ("*a", #"a "*" with nothing to repeat at position 0"#),
            ("[b-a]", "a range out of order at position 1"),
            (#"\\a"#, #"the unknown escape "\a" at position 0"#),
            (#"\\p{Nothing}"#, #"the unknown property "Nothing" at position 0"#),
            (#"^*"#, "a repeated assertion at position 0"),
            (#"\\u{110000}"#, #"a malformed "\u{…}" at position 0"#),
            ("(?i)a", "an unknown kind of group at position 0"),
            (String(repeating: "(", count: 65), "more than 64 nested groups at position 64"),
            ("(a{100}){100}", "more than 5000 instructions at position 0"),
            ("(){9999999}", "more than 5000 instructions at position 0"),
        ]
    )
    func malformed(pattern: String, reason: String) throws {
        let text = "/pattern: is no regular expression that is supported: \(reason)"
        #expect(try compilationError(#"{"pattern":"\#(pattern)"}"#) == text)
    }

    @Test(
        "A text matches where the expression occurs in it",
        arguments: [
            ("b", "abc"), ("^a", "abc"), ("c$", "abc"), ("^abc$", "abc"), ("a|x", "abc"), ("^(?:a|b)+$", "abab"),
            ("^a{2,3}$", "aaa"), ("^a{2,}$", "aaaa"), ("^a{2}$", "aa"), ("^[^a-c]$", "d"), ("^[\\]]$", "]"),
            ("^\\d\\D\\w\\W\\s\\S$", "1a_- x"), ("\\bfoo\\b", "a foo b"), ("\\Boo", "foo"), ("^.$", "é"), ("^.$", "🐲"),
            ("^\\u{1F432}$", "🐲"), ("^\\uD83D\\uDC32$", "🐲"), ("^\\x41\\t\\0\\cJ$", "A\t\0\n"), ("^[\\w.-]+$", "a.b-c"),
            ("^\\p{Lu}\\p{L}+\\P{L}$", "Äpfel1"), ("^[\\p{L}\\d]+$", "é1"), ("^[^\\p{L}]$", "1"), ("^$", ""), ("", "x"),
            ("^(a|b|)*$", "ab"), ("^(a*)*$", "aaa"), ("a*?b", "aab"), ("(?<year>\\d{4})", "in 2026"), ("[-a]", "-"),
            ("$^", ""), ("^[é]$", "é"), ("^\\p{ASCII}+$", "ab"), ("^[\\s\\S]$", "\n"),
            ("^(?=.*[A-Z])(?=.*\\d).{8,}$", "passW0rdx"), ("a(?=b)", "xab"), ("a(?!b)", "aba"),
            ("(?<=\\$)\\d+", "a $5"),
            ("(?<!\\$)5", "a 5"), ("^(?!.*\\.\\.)[a-z.]+$", "a.b"), ("a(?=b(?=c))", "abc"), ("a(?=b(?!c))", "abd"),
            ("^(?=(?<=^)a)", "a"), ("(?=abc)a", "xabc"), ("(?<=a.c)d", "abcd"), ("(?:a(?=b)|c)+$", "c"),
            ("(?!)|a", "a"), ("é", "aé"),
            ("[a-c]$\\b", "abc"), ("^(?:^)+a", "a"), ("\\B", ""),
        ]
    )
    func matches(pattern: String, text: String) throws {
        let schema = try Schema(compiling: ["pattern": .string(pattern)])
        #expect(schema.accepts(.string(text)))
    }

    @Test(
        "A text does not match where the expression does not occur in it",
        arguments: [
            ("^a{2,3}$", "a"), ("^a{2,3}$", "aaaa"), ("^[^a-c]$", "b"), ("^.$", "\n"), ("\\bfoo\\b", "food"), ("x", ""),
            ("^.$", "e\u{301}"), ("^é$", "e\u{301}"), ("^\\w$", "é"), ("^\\d$", "١"), ("^a$", "a\n"), ("^a|b$", "cac"),
            ("^\\p{Lu}$", "é"), ("^[a-z]+$", "abcé"), ("^[\\d]$", "x"), ("a^b", "ab"), ("^\\P{L}$", "é"),
            ("^(?=.*[A-Z])(?=.*\\d).{8,}$", "password1"), ("a(?=b)", "ac"), ("a(?!b)", "ab"), ("(?<=\\$)\\d+", "a 5"),
            ("(?<!\\$)5", "a $5"), ("^(?!.*\\.\\.)[a-z.]+$", "a..b"), ("a(?=b(?=c))", "abd"), ("a(?=b(?!c))", "abc"),
            ("(?=a)b", "ab"), ("(?<=abc)d", "acbd"), ("(?!)", "a"), ("a(?=$)", "ab"),
        ]
    )
    func doesNotMatch(pattern: String, text: String) throws {
        let schema = try Schema(compiling: ["pattern": .string(pattern)])
        #expect(!schema.accepts(.string(text)))
    }

    @Test(
        "A hostile text of 100 KB is refused in linear time",
        arguments: [
            "^(a+)+$", "^(a|aa)+$", "^(a|a?)+$", "^([a-z]+)*$", "(a+)+\\bx", "^(.*)*$x", "(a*)*b", "(.*a){12}b",
        ],
        ["!", "é!"]
    )
    func hostileTexts(pattern: String, ending: String) throws {
        let schema = try Schema(compiling: ["pattern": .string(pattern)])
        let text = JSONValue.string(String(repeating: "a", count: 100_000) + ending)
        var isAccepted = true
        let time = ContinuousClock().measure { isAccepted = schema.accepts(text) }
        #expect(!isAccepted)
        // A build for debugging on a busy machine; a backtracking search would take longer than the universe lasts.
        #expect(time < .seconds(20))
    }

    @Test("A search that takes too many steps is given up")
    func costlySearch() throws {
        let schema = try schema(#"{"pattern":"(a{1,60}){1,40}\\bb"}"#)
        let found = schema.validate(.string(String(repeating: "a", count: 100_000)))
        #expect(found.map(\.keyword) == ["$budget"])
    }

    @Test("Expressions that are too large together are refused")
    func manyPatterns() throws {
        let properties = (0..<40).map { #""p\#($0)":{"pattern":"\#($0)(a{90}){50}"}"# }.joined(separator: ",")
        let text =
            "/properties/p22/pattern: is no regular expression that is supported: "
            + "more instructions than the expressions before it leave at position 0"
        #expect(try compilationError(#"{"properties":{\#(properties)}}"#) == text)
    }
}
