import GatehouseJSON
import GatehouseProtocol

/// Checks that the `Mcp-Param-…` header fields say what the arguments say.
///
/// Implements "Server Behavior for Custom Headers" of basic/transports/streamable-http (2026-07-28): a gateway may have
/// routed by the field, so a request in which field and argument differ is refused.
struct MirroredFields {
    let head: RequestHead

    func check(_ parameters: [MirroredParameter], _ arguments: JSONObject) throws(Refusal) {
        guard head.transport.hasHeaderFields else { return }
        for parameter in parameters { try check(parameter, arguments) }
    }

    private func check(_ parameter: MirroredParameter, _ arguments: JSONObject) throws(Refusal) {
        let field = "Mcp-Param-\(parameter.name)"
        let lines = head.parameters.filter { $0.name == parameter.name.lowercased() }
        guard lines.count <= 1 else { throw mismatch("\(field) appears more than once") }
        let argument = parameter.path.joined(separator: ".")
        guard let value = parameter.value(in: arguments) else {
            guard lines.isEmpty else { throw mismatch("\(field) is present, but the argument \(argument) is not") }
            return
        }
        guard let line = lines.first else {
            throw mismatch("\(field) is missing, but the argument \(argument) is there")
        }
        guard let decoded = HeaderValue.decode(line.value) else {
            throw mismatch("\(field) has characters that a header field may not have, or invalid Base64")
        }
        guard matches(decoded, value) else { throw mismatch("\(field) differs from the argument \(argument)") }
    }

    private func matches(_ text: String, _ value: JSONValue) -> Bool {
        switch value {
        case .string(let string): text.isExactly(string)
        case .bool(let bool): text == (bool ? "true" : "false")
        case .integer, .number: value.integerValue.map { number(text) == $0 } ?? false
        default: false
        }
    }

    /// The integer that a field stands for: `42` and `42.0` are the same, as the specification asks.
    private func number(_ text: String) -> Int64? {
        guard text.utf8.first.map({ $0 != UInt8(ascii: " ") }) == true, let value = try? JSONValue(parsing: text) else {
            return nil
        }
        return value.integerValue
    }

    private func mismatch(_ what: String) -> Refusal {
        Refusal(
            .validate, status: 400, error: JSONRPCError(.headerMismatch, "Header mismatch: \(what)"))
    }
}
