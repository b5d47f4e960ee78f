import GatehouseJSON
import GatehouseSchema

/// Prints what reading and validating one input costs.
@main
enum ReaderBench {
    static func main() throws {
        let bytes = Array(text.utf8)
        let schema = try TypedSchema(Order.self)
        let checked = try JSONScanner.check(bytes)
        let value = try JSONValue(parsing: bytes)
        let order = try schema.read(checked)
        let only = CommandLine.arguments.dropFirst().first
        func report(_ name: String, _ work: () -> Void) {
            if only == nil || only == name { Self.report(name, work) }
        }
        report("scan") { keep(try? JSONScanner.check(bytes)) }
        report("parse") { keep(try? JSONValue(parsing: bytes)) }
        report("decode") { keep(try? schema.read(checked)) }
        report("scan+decode") {
            if let text = try? JSONScanner.check(bytes) { keep(try? schema.read(text)) }
        }
        report("validate") { keep(schema.schema.validate(value)) }
        report("encode") { keep(order.jsonBytes) }
    }

    static let text = #"""
        {"id":"ord-2026-000017","customer":"Ada Lovelace","email":"ada@example.org","quantity":42,"price":1999.95,"isGift":false,"note":"Leave it at the gate.","priority":5,"tags":["books","rare","2026"],"lines":[{"sku":"BK-0001","count":1,"price":19.99},{"sku":"BK-0002","count":3,"price":7.5},{"sku":"BK-0003","count":38,"price":51.25}]}
        """#

    private static func report(_ name: String, _ work: () -> Void) {
        var best = Double.infinity
        let clock = ContinuousClock()
        for _ in 0..<40 {
            let time = clock.measure { for _ in 0..<1_000 { work() } }
            best = min(best, time / .nanoseconds(1) / 1_000)
        }
        print(name, Int(best), "ns")
    }

    @inline(never)
    private static func keep<Value>(_ value: Value) {}
}
