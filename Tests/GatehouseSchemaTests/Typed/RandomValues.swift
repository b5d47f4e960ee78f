import GatehouseJSON
import GatehouseSchema

/// Random JSON values and rules, chosen so that the ones often meet the bounds of the others.
struct RandomValues {
    var generator: SplitMix64
    /// The schemas of fields, compiled.
    var schemas: [JSONValue: Schema] = [:]

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &generator) }

    private mutating func one<Value>(of values: [Value], _ fallback: Value) -> Value {
        values.randomElement(using: &generator) ?? fallback
    }

    private mutating func some<Value>(of values: [Value], _ count: Int) -> [Value] {
        (0..<below(count + 1)).compactMap { _ in values.randomElement(using: &generator) }
    }

    // MARK: - Values

    private static let numbers = [
        "0", "-0", "-0.0", "0e5", "1", "1.0", "10e-1", "1e0", "2", "3", "5", "5.0", "9", "10", "-1", "-1.0", "0.1",
        "0.10", "0.3",
        "0.30000000000000001", "0.1000000000000000055", "2.5", "2.50000000000000000001", "2.49999999999999999999",
        "-2.5", "127", "128",
        "-128", "-129", "255", "256", "32767", "32768", "65535", "65536", "2147483647", "2147483648", "-2147483649",
        "4294967295",
        "4294967296", "9007199254740993", "9007199254740993.0", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809", "9223372036854775807.0", "18446744073709551615", "18446744073709551616",
        "1.8446744073709551615e19",
        "1e2", "1e18", "1e19", "1e30", "1e39", "3.4028234663852886e38", "3.4028235677973366e38", "1e308", "1e309",
        "1.7976931348623159e308",
        "1e999", "-1e999", "1e-400", "5e-324", "99999999999999999999999999", "0.99999999999999999999",
        "4.9999999999999999999",
    ]

    static let strings = [
        "", "a", "ab", "abc", "abcd", "é", "e\u{301}", "日本", "🐲", "🐲🐲", "12", "a1", "A", " ", "crime", "PT1S",
        "2026-07-28", "a@b.c",
        "2026-07-28T12:00:00Z", "urn:a", "name", "circle", "\u{0}", "x\"y\\z", "https://example.org/",
    ]

    private mutating func number() -> JSONValue {
        let text = one(of: Self.numbers, "0")
        return (try? JSONValue(parsing: text)) ?? 0
    }

    mutating func value(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 12 : 8) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2, 3, 4: return number()
        case 5, 6, 7: return .string(one(of: Self.strings, ""))
        case 8, 9:
            let kind = below(3)
            return .array(
                (0..<below(5)).map { _ in
                    kind == 0 ? number() : kind == 1 ? .string(one(of: Self.strings, "")) : value(depth: depth - 1)
                })
        default:
            var object = JSONObject()
            for _ in 0..<below(5) {
                object[one(of: Self.strings, "")] = below(2) == 0 ? number() : value(depth: depth - 1)
            }
            return .object(object)
        }
    }

    /// A value of which something may be changed: a part replaced, removed or added.
    mutating func changed(_ value: JSONValue) -> JSONValue {
        if below(6) == 0 { return self.value(depth: 1) }
        switch value {
        case .array(var elements):
            switch below(4) {
            case 0: elements.append(self.value(depth: 1))
            case 1 where !elements.isEmpty: elements.removeLast()
            default:
                if let position = elements.indices.randomElement(using: &generator) {
                    elements[position] = changed(elements[position])
                }
            }
            return .array(elements)
        case .object(var object):
            guard let member = object.members.randomElement(using: &generator) else { return value }
            switch below(5) {
            case 0: object[one(of: Self.strings, "")] = self.value(depth: 1)
            case 1: object[member.name] = nil
            case 2: break
            default: object[member.name] = changed(member.value)
            }
            return .object(object)
        case .string(let text): return below(2) == 0 ? value : .string(text + one(of: Self.strings, ""))
        case .integer, .number: return below(2) == 0 ? value : number()
        default: return value
        }
    }

    // MARK: - Rules

    mutating func numberRules() -> [FieldRule] {
        some(
            of: [
                .minimum(0), .minimum(1), .maximum(5), .maximum(127), .range(1...10), .range(0.1...2.5),
                .exclusiveMinimum(0),
                .exclusiveMaximum(10), .exclusiveMaximum(2.5), .exclusiveMinimum(0.1), .multipleOf(5), .multipleOf(0.1),
                .range(..<1),
                .multipleOf(0.25), .range(-128...127), .minimum(2.5), .maximum(0.3), .range(0...),
                .maximum(9_223_372_036_854_775_807),
                .minimum(-1e300), .maximum(3.4028234663852886e38),
            ], 2)
    }

    mutating func stringRules() -> [FieldRule] {
        some(
            of: [
                .length(1...3), .minLength(1), .minLength(2), .maxLength(2), .length(2), .pattern("^a"),
                .pattern("[0-9]$"), .pattern("^.$"),
                .pattern("^(?=a).b"), .format(.email), .format(.date), .format(.dateTime), .format(.uri),
                .pattern("\\p{L}"),
            ], 2)
    }

    mutating func arrayRules() -> [FieldRule] {
        some(of: [.count(1...2), .count(...1), .minItems(1), .maxItems(3), .unique, .unique], 2)
    }

    mutating func objectRules() -> [FieldRule] {
        some(of: [.propertyCount(1...2), .propertyCount(...1), .propertyCount(2...)], 2)
    }
}
