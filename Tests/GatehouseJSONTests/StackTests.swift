import Foundation
import GatehouseJSON
import Testing

@Suite("The stack")
struct StackTests {
    @Test("The deepest text is read, written, hashed and compared on a thread with a small stack")
    func smallStack() async {
        let isWhole = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: Self.readsDeepestText()) }
            thread.stackSize = 512 * 1024
            thread.start()
        }
        #expect(isWhole)
    }

    private static func readsDeepestText() -> Bool {
        let levels = JSONLimits.depthCeiling / 2
        let text = String(repeating: #"{"a":["#, count: levels) + "1" + String(repeating: "]}", count: levels)
        let limits = JSONLimits(maximumDepth: JSONLimits.depthCeiling)
        guard let value = try? JSONValue(parsing: text, limits: limits),
            let again = try? JSONValue(parsing: value.jsonBytes, limits: limits)
        else { return false }
        return value == again && value.hashValue == again.hashValue && value.description == text
    }
}
