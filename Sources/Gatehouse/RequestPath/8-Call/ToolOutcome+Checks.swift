import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema

/// Why an outcome cannot be sent: the tool's author made a mistake.
struct UnusableOutcome: Error {
    let problem: String
}

extension JSONLimits {
    /// The bounds of what an author's own code gives, which is trusted further than what clients send.
    static let output = JSONLimits(maximumBytes: .max, maximumDepth: JSONLimits.depthCeiling)
}

extension ToolOutcome {
    /// The same outcome without newlines in its structured content, where they are but white space: a message is a line.
    func onOneLine() -> ToolOutcome {
        guard let structured, structured.contains(where: Self.isNewline) else { return self }
        var outcome = self
        outcome.structured = structured.filter { !Self.isNewline($0) }
        return outcome
    }

    private static func isNewline(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// The same outcome, where its structured content is JSON that follows a schema. What reports an error need not
    /// follow it.
    func following(_ schema: Schema?) throws(UnusableOutcome) -> ToolOutcome {
        guard let structured else {
            if schema != nil, !isError { throw UnusableOutcome(problem: "it has no structured content") }
            return self
        }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: structured, limits: .output)
        } catch {
            throw UnusableOutcome(problem: "it is not JSON: \(error)")
        }
        guard let schema, !isError else { return self }
        let violations = schema.validate(value)
        guard violations.isEmpty else {
            throw UnusableOutcome(problem: violations.map(\.description).joined(separator: "; "))
        }
        return self
    }

    /// The outcome as clients of a revision can take it.
    ///
    /// Clients of the stateless era leave the data of an error alone. Clients before it check every structured content
    /// against the tool's output schema, and drop an error whose data does not follow it, text and all: for them the
    /// data stands in `_meta`.
    func readable(for tool: RegisteredTool, in revision: ProtocolRevision) -> ToolOutcome {
        guard isError, let structured, tool.output != nil, !revision.isModern else { return self }
        var outcome = self
        outcome.structured = nil
        do throws(JSONParseError) {
            var meta = meta ?? [:]
            meta[Self.errorKey] = try JSONValue(parsing: structured, limits: .output)
            outcome.meta = meta
        } catch {
            // What is not JSON was refused before; the text says what the data would have said.
            outcome.meta = meta
        }
        return outcome
    }

    /// Where an error's data stands in `_meta`.
    static let errorKey = "gatehouse/error"
}
