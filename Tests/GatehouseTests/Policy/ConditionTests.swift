import GatehouseJSON
import Testing

@testable import Gatehouse

@Suite("Conditions of access rules")
struct ConditionTests {
    @Test(
        "What is no condition is refused with its place",
        arguments: [
            ("", "line 1, column 1: expected a value such as args.id or \"text\", found the end"),
            ("args", "line 1, column 5: expected a name, as args.id"),
            ("args.", "line 1, column 6: expected a name behind the dot, found the end"),
            ("args.a ==", "line 1, column 10: expected a value such as args.id or \"text\", found the end"),
            ("args.a = 1", "line 1, column 8: unexpected \"=\"; equality is =="),
            ("args.a & args.b", "line 1, column 8: unexpected \"&\"; say and, or"),
            (
                "true and\n  arg.b",
                "line 2, column 3: unknown name \"arg\"; a condition knows args, caller, size, exists"
            ),
            (
                "caller.name == 'x'",
                "line 1, column 1: unknown name caller.name; a caller has subject, issuer, client, tenant, method, "
                    + "credential, roles, groups, scopes and claims.NAME"
            ),
            ("args.a < 'x'", "line 1, column 8: < wants two numbers, and these are a value and a string"),
            (
                "caller.subject == 5",
                "line 1, column 16: == wants two values of one type, and these are a string and a number"
            ),
            ("caller.subject", "line 1, column 1: a condition wants true or false, and this is a string"),
            ("not 5", "line 1, column 1: not wants true or false, and this is a number"),
            ("true and 'x'", "line 1, column 1: and wants true or false, and this is a string"),
            ("'a' in 'abc'", "line 1, column 5: in wants a value and a list, and these are a string and a string"),
            ("1 < args.a < 3", "line 1, column 12: comparisons cannot be chained; join them with and"),
            ("(args.a", "line 1, column 8: expected \")\" to close the bracket, found the end"),
            ("args.a 5", "line 1, column 8: expected and, or or the end of the condition, found 5"),
            ("'abc", "line 1, column 1: the string has no end; it must close with '"),
            ("'a\\x'", "line 1, column 3: expected \\\\, \\\", \\', \\n or \\t behind a backslash"),
            ("args.a == 01", "line 1, column 11: expected a number such as 10 or 2.5, found \"01\""),
            ("args.a == 1.2.3", "line 1, column 11: expected a number such as 10 or 2.5, found \"1.2.3\""),
            ("args.a in [args.b]", "line 1, column 12: a list holds strings, numbers, true, false and null"),
            ("args.a in [1 2]", "line 1, column 14: expected \",\" between the values of a list, found 2"),
            ("args[0] == 1", "line 1, column 6: expected a name in quotes, as args[\"id\"], found 0"),
            ("size args.a", "line 1, column 6: expected \"(\" behind size, found \"args\""),
            ("args.a #", "line 1, column 8: unexpected \"#\""),
            ("args.a\u{0}", "line 1, column 7: unexpected \"?\""),
        ])
    func refused(_ text: String, _ message: String) {
        #expect(throws: ConditionError.self) { try ConditionExpression(parsing: text) }
        #expect(problem(text) == message)
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try ConditionExpression(parsing: text)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("Length, depth and the number of parts are bounded")
    func bounds() {
        let long = "args.a == '" + String(repeating: "x", count: ConditionParser.maximumBytes) + "'"
        #expect(problem(long) == "line 1, column 1: a condition has at most 4096 bytes, and this one 4108")
        let deep = String(repeating: "(", count: 33) + "true" + String(repeating: ")", count: 33)
        #expect(problem(deep) == "line 1, column 34: a condition is nested at most 32 deep")
        #expect(problem(String(repeating: "(", count: 32) + "true" + String(repeating: ")", count: 32)) == nil)
        #expect(
            problem(String(repeating: "not ", count: 33) + "true")
                == "line 1, column 133: a condition is nested at most 32 deep")
        let wide = Array(repeating: "true", count: 257).joined(separator: " or ")
        #expect(problem(wide) == "line 1, column 2049: a condition has at most 256 parts")
        #expect(problem(Array(repeating: "true", count: 256).joined(separator: " or ")) == nil)
    }

    private let caller = ConditionCaller(
        principal: .named("alice") {
            $0.groups = ["ops"]
            $0.scopes = ["notes"]
            $0.claims = ["dept": ["name": "finance"], "level": 3, "mfa": true]
            $0.roles = ["editor"]
        }, table: AccessTable(requirements: [], policy: AccessPolicy()))

    private let arguments: JSONObject = [
        "amount": 999, "price": 9.5, "author": "alice", "tags": ["a", "b"], "force": true, "note": ["id": 7],
        "nothing": .null, "big": 9_007_199_254_740_993, "text": "hello", "odd key": 1,
    ]

    @Test(
        "A condition holds, fails or is undecided",
        arguments: [
            ("args.amount < 1000", .holds), ("args.amount < 999", .fails), ("args.amount <= 999", .holds),
            ("args.price >= 9.5", .holds), ("args.price > 9.5", .fails), ("args.amount == 999.0", .holds),
            ("args.big < 9007199254740994", .holds), ("args.big == 9007199254740992", .fails),
            ("args.author == caller.subject", .holds), ("args.author != caller.subject", .fails),
            ("args.missing == caller.subject", .undecided), ("args.missing != caller.subject", .undecided),
            ("args.missing == caller.tenant", .undecided), ("args.missing == null", .holds),
            ("args.nothing == null", .holds), ("args.author != null", .holds), ("exists(args.note.id)", .holds),
            ("exists(args.note.name)", .fails), ("args.note.id == 7", .holds), ("args[\"odd key\"] == 1", .holds),
            ("args.author < 5", .undecided), ("args.author == 5", .fails), ("args.missing < 5", .undecided),
            ("not args.missing < 5", .undecided), ("args.force", .holds), ("not args.force", .fails),
            ("args.author or true", .holds), ("args.author and false", .fails), ("args.author or false", .undecided),
            ("'ops' in caller.groups", .holds), ("'dev' in caller.groups", .fails),
            ("'dev' not in caller.groups", .holds), ("'editor' in caller.roles", .holds),
            ("args.author in ['alice', 'bob']", .holds), ("args.missing in ['alice']", .undecided),
            ("'a' in args.tags", .holds), ("'a' in args.author", .undecided), ("size(args.tags) == 2", .holds),
            ("size(args.text) > 4", .holds), ("size(args.amount) > 4", .undecided),
            ("args.text starts_with 'he'", .holds), ("args.text ends_with 'lo'", .holds),
            ("args.text starts_with 'lo'", .fails), ("args.amount starts_with 'x'", .undecided),
            ("caller.claims.dept.name == 'finance'", .holds), ("caller.claims.level >= 3", .holds),
            ("caller.claims.mfa", .holds), ("caller.claims.none", .undecided), ("caller.tenant == null", .holds),
            ("true or false and false", .holds), ("(true or false) and false", .fails),
            ("args.amount < 1000 && !(args.amount < 10) || false", .holds),
        ] as [(String, ConditionTruth)])
    func truth(_ text: String, _ expected: ConditionTruth) throws {
        let condition = try ConditionExpression(parsing: text)
        #expect(ConditionEvaluation(caller: caller, arguments: arguments).truth(of: condition.node) == expected)
        for length in [0, 5_000] {
            var members = arguments
            members["filler"] = .string(String(repeating: "x", count: length))
            let written = ConditionArguments(JSONText(.object(members)))
            #expect(ConditionEvaluation(caller: caller, arguments: written).truth(of: condition.node) == expected)
        }
    }

    @Test("An argument is found in the text that came by its name's characters, however these are written")
    func argumentsAsText() throws {
        let came = #" {"skipped": {"a": [1, {"a": 2}], "b": "}"}, "\u0061": {"é": 1, "b": [], "c": "\n"}, "d": 4} "#
        let value = try JSONScanner.check(Array(came.utf8))
        let arguments = ConditionArguments(value)
        guard case .text = arguments else {
            Issue.record("a short text is read as it is")
            return
        }
        #expect(arguments.value(at: ["a", "é"]) == 1)
        #expect(arguments.value(at: ["a", "e\u{301}"]) == .null)
        #expect(arguments.value(at: ["a", "b"]) == [])
        #expect(arguments.value(at: ["a", "c"]) == "\n")
        #expect(arguments.value(at: ["d"]) == 4)
        #expect(arguments.value(at: ["d", "a"]) == .null)
        #expect(arguments.value(at: ["a", "b", "0"]) == .null)
        #expect(arguments.value(at: ["e"]) == .null)
        #expect(arguments.value(at: ["skipped", "a", "a"]) == .null)
    }

    @Test("Texts compare by their bytes, also where they look the same")
    func bytes() throws {
        let condition = try ConditionExpression(parsing: "args.a == '\u{212A}' or args.a in ['\u{212A}']")
        let truth = ConditionEvaluation(caller: caller, arguments: ["a": "K"]).truth(of: condition.node)
        #expect(truth == .fails)
    }

    @Test(
        "Whatever is read as a condition comes to something, and whatever is not says where", arguments: UInt64(1)...20)
    func fuzz(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let words = [
            "args", ".", "a", "caller", "subject", "claims", "roles", "==", "!=", "<", ">=", "in", "not", "and", "or",
            "(",
            ")", "[", "]", ",", "'x'", "\"y\"", "1", "-2.5", "1e400", "true", "null", "size", "exists", "starts_with",
            "ends_with", " ", "\n", "\\", "'", "\u{212A}", "\u{0}", "&&", "||", "!", "args.a", "caller.roles", "0x",
        ]
        for _ in 0..<1_000 {
            let count = Int.random(in: 0...24, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            do {
                let condition = try ConditionExpression(parsing: text)
                _ = ConditionEvaluation(caller: caller, arguments: arguments).truth(of: condition.node)
                _ = ConditionEvaluation(caller: caller, arguments: [:]).truth(of: condition.node)
            } catch {
                #expect(error.position.line >= 1 && error.position.column >= 1 && !error.message.isEmpty)
            }
        }
    }

    @Test("Bytes of every kind are read or refused", arguments: UInt64(1)...8)
    func fuzzBytes(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let good = Array("args.amount < 1000 and (caller.subject == args[\"x\"] or not 'a' in caller.groups)".utf8)
        for _ in 0..<1_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            if let condition = try? ConditionExpression(parsing: String(decoding: bytes, as: UTF8.self)) {
                _ = ConditionEvaluation(caller: caller, arguments: arguments).truth(of: condition.node)
            }
        }
    }
}
