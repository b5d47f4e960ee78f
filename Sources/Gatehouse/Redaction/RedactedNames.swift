import GatehouseJSON
import GatehouseSchema

/// Writes down the names of arguments that break their schema, as far as the schema knows them.
struct RedactedNames {
    private let node: SensitivityNode
    private(set) var bytes: [UInt8] = []

    /// What the last member and the end need at most.
    private static let reserve = 64

    init(node: SensitivityNode) {
        self.node = node
    }

    mutating func read(_ reader: inout JSONReader) {
        guard (try? reader.beginObject()) != nil else {
            bytes = Array(#"{"redacted":"unexpected"}"#.utf8)
            return
        }
        bytes.append(UInt8(ascii: "{"))
        var others = 0
        while reader.nextName() {
            let position = node.position(of: reader.name, guess: 0)
            reader.skipValue()
            if !add(position) { others += 1 }
        }
        if others > 0 {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes += "\"…\":{\"redacted\":\"members\",\"count\":\(others)}".utf8
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Adds a known name where there is room for it.
    private mutating func add(_ position: Int?) -> Bool {
        guard let position else { return false }
        let member = node.label(at: position) + Array(#"{"redacted":"refused"}"#.utf8)
        guard bytes.count + member.count + 1 <= RedactionPlan.maximumBytes - Self.reserve else { return false }
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes += member
        return true
    }
}
