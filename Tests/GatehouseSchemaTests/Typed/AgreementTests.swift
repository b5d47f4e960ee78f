import GatehouseJSON
import GatehouseSchema
import Testing

/// Decoder and schema engine accept and refuse the same.
@Suite struct AgreementTests {
    /// A type with rules, without its Swift type.
    private struct Probe {
        let name: String
        let schema: Schema
        let reads: (JSONText) -> Bool
    }

    private static let optionsOfTyped = SchemaOptions(assertsFormat: true)

    private static func probe<Value: Schemable & FieldCheckable>(_ type: Value.Type, _ rules: [FieldRule]) throws
        -> Probe?
    {
        let rules = FieldRules(rules)
        guard rules.issues.isEmpty else { return nil }
        let document = rules.schema(type.jsonSchema)
        let schema = try Schema(compiling: document, options: optionsOfTyped)
        return Probe(name: "\(type) \(document)", schema: schema) { text in
            text.withReader { reader in
                var value: Value?
                reader.read(into: &value, rules)
                return value != nil && !reader.hasFailed
            }
        }
    }

    private static func probe<Value: SchemaProviding & JSONReadable & Sendable>(of type: Value.Type) throws -> Probe {
        let schema = try TypedSchema(type)
        return Probe(name: "\(type)", schema: schema.schema) { text in (try? text.read(type)) != nil }
    }

    private static func expectAgreement(_ probe: Probe, _ value: JSONValue, _ seed: UInt64) -> Bool {
        let reads = probe.reads(JSONText(value))
        let accepts = probe.schema.accepts(value)
        #expect(reads == accepts, "seed \(seed): \(probe.name) of \(value)")
        return accepts
    }

    @Test("Of random types with random rules and random values", arguments: 1...4 as ClosedRange<UInt64>)
    func rules(seed: UInt64) throws {
        var random = RandomValues(seed: seed)
        var (accepted, cases) = (0, 0)
        for _ in 0..<150 {
            guard let probe = try Self.randomProbe(&random) else { continue }
            for _ in 0..<40 {
                cases += 1
                if Self.expectAgreement(probe, random.value(depth: 2), seed) { accepted += 1 }
            }
        }
        #expect(cases > 3_000)
        #expect(accepted > cases / 100)
    }

    private static func randomProbe(_ random: inout RandomValues) throws -> Probe? {
        switch random.below(26) {
        case 0: try probe(Int.self, random.numberRules())
        case 1: try probe(Int64.self, random.numberRules())
        case 2: try probe(Int32.self, random.numberRules())
        case 3: try probe(Int16.self, random.numberRules())
        case 4: try probe(Int8.self, random.numberRules())
        case 5: try probe(UInt.self, random.numberRules())
        case 6: try probe(UInt64.self, random.numberRules())
        case 7: try probe(UInt32.self, random.numberRules())
        case 8: try probe(UInt16.self, random.numberRules())
        case 9: try probe(UInt8.self, random.numberRules())
        case 10, 11: try probe(Double.self, random.numberRules())
        case 12: try probe(Float.self, random.numberRules())
        case 13, 14: try probe(String.self, random.stringRules())
        case 15: try probe(Int?.self, random.numberRules())
        case 16: try probe(String?.self, random.stringRules())
        case 17: try probe(Nullable<Double>.self, random.numberRules())
        case 18: try probe([Int].self, random.arrayRules())
        case 19: try probe([JSONValue].self, random.arrayRules())
        case 20: try probe([[String?]].self, random.arrayRules())
        case 21: try probe(Set<Double>.self, random.arrayRules())
        case 22: try probe(Set<JSONValue>.self, random.arrayRules())
        case 23: try probe([String: Int].self, random.objectRules())
        case 24: try probe(JSONObject.self, random.objectRules())
        default:
            try probe(
                JSONValue.self, random.numberRules() + random.stringRules() + random.arrayRules() + random.objectRules()
            )
        }
    }

    @Test("Of objects whose fields are assembled at random", arguments: 1...4 as ClosedRange<UInt64>)
    func objects(seed: UInt64) throws {
        var random = RandomValues(seed: seed &+ 200)
        var (accepted, cases) = (0, 0)
        for _ in 0..<120 {
            let object = random.object(depth: 2)
            let schema = try Schema(compiling: object.schema, options: Self.optionsOfTyped)
            let probe = Probe(name: "\(object.schema)", schema: schema) { text in
                text.withReader { reader in
                    guard (try? object.read(&reader)) != nil else { return false }
                    return !reader.hasFailed
                }
            }
            for _ in 0..<40 {
                cases += 1
                let value = random.member(of: object, depth: 3)
                if Self.expectAgreement(probe, random.below(3) == 0 ? random.changed(value) : value, seed) {
                    accepted += 1
                }
            }
        }
        #expect(cases > 3_000)
        #expect(accepted > cases / 20)
        #expect(accepted < cases * 19 / 20)
    }

    @Test(
        "Of types that were written down, with values that were good before something was changed",
        arguments: 1...4 as ClosedRange<UInt64>)
    func types(seed: UInt64) throws {
        var random = RandomValues(seed: seed &+ 100)
        let samples: [(Probe, [JSONValue])] = [
            (
                try Self.probe(of: Book.self),
                [
                    ["isbn": "1-2", "stars": 5, "subtitle": "x", "genre": "crime"], ["isbn": "1"],
                    ["isbn": "1", "genre": .null],
                ]
            ),
            (
                try Self.probe(of: [Shape].self),
                [[["type": "circle", "radius": 1.5]], [["type": "point"], ["side": 2, "type": "square"]]]
            ),
            (
                try Self.probe(of: Tree.self),
                [["name": "a", "children": [["name": "b"], ["name": "c", "children": []]]]]
            ),
            (try Self.probe(of: [String: Tree?].self), [["a": .null, "b": ["name": "c"]]]),
            (try Self.probe(of: [Duration].self), [["PT1S", "P1DT1H"], ["P2W", "-PT0.5S"]]),
            (try Self.probe(of: Genre?.self), ["crime", .null]),
        ]
        var (accepted, cases) = (0, 0)
        for number in 0..<3_000 {
            let (probe, values) = samples[number % samples.count]
            let value = values[random.below(values.count)]
            cases += 1
            if Self.expectAgreement(probe, random.changed(value), seed) { accepted += 1 }
        }
        #expect(accepted > cases / 20)
        #expect(accepted < cases * 19 / 20)
    }
}
