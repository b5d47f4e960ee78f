import Testing

@testable import Gatehouse

@Suite("Redaction of random schemas", .timeLimit(.minutes(2)))
struct RedactionPropertyTests {
    @Test(
        "Nothing of a secret or an undeclared text is kept, and the whole is one object within its bound",
        arguments: 0..<8)
    func nothingEscapes(seed: UInt64) throws {
        let key = RedactionKey.random()
        for round in 0..<150 {
            var sample = RandomArguments(seed: seed &* 1_000 &+ UInt64(round))
            let (document, value) = sample.object(depth: 0)
            let schema = try Schema(compiling: document, options: SchemaOptions(assertsFormat: true))
            #expect(schema.accepts(value), "\(document) \(value)")
            let plan = try RedactionPlan(schema, [:], of: "tool \"t\"")
            let kept = plan.redacted(JSONText(value), key: key)
            #expect(kept.count <= RedactionPlan.maximumBytes)
            #expect(try JSONValue(parsing: kept).objectValue != nil)
            let text = String(decoding: kept, as: UTF8.self)
            for hidden in sample.hidden where text.contains(hidden) {
                Issue.record("\(hidden) stands in \(text) of \(document)")
            }
            let names = plan.names(of: JSONText(value))
            #expect(names.count <= RedactionPlan.maximumBytes)
            #expect(try JSONValue(parsing: names).objectValue != nil)
        }
    }

    @Test("What is declared open is kept, as far as there is room")
    func openIsKept() throws {
        var kept = 0
        for seed in 0..<200 {
            var sample = RandomArguments(seed: UInt64(seed))
            let (document, value) = sample.object(depth: 2)
            let schema = try Schema(compiling: document, options: SchemaOptions(assertsFormat: true))
            let plan = try RedactionPlan(schema, [:], of: "tool \"t\"")
            let text = String(decoding: plan.redacted(JSONText(value), key: .random()), as: UTF8.self)
            kept += sample.shown.count { text.contains($0) }
        }
        #expect(kept > 20)
    }
}
