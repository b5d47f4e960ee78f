public import GatehouseJSON

extension AuditEntry: JSONEncodable {
    /// The longest text that an entry holds, in bytes; what is longer is cut.
    static let maximumText = 1_024

    /// Writes the entry as an object, without the members that chain it to others.
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        encodeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the members of the entry's object.
    package func encodeMembers(to writer: inout JSONWriter) {
        writer.member("time", Instant.text(milliseconds: time))
        writer.member("kind", kind.description)
        writer.member("event", ifPresent: event)
        writer.member("request", ifPresent: requestID)
        writer.member("transport", ifPresent: transport)
        writer.member("remote", ifPresent: remoteAddress)
        writer.member("caller", ifPresent: caller.map(Self.bounded))
        writer.member("tenant", ifPresent: tenant.map(Self.bounded))
        writer.member("auth", ifPresent: authentication)
        writer.member("credential", ifPresent: credentialID.map(Self.bounded))
        writer.member("method", ifPresent: method.map(Self.bounded))
        writer.member("name", ifPresent: name.map(Self.bounded))
        writer.member("revision", ifPresent: revision)
        writer.member("task", ifPresent: task)
        if let access { encode(access, to: &writer) }
        writer.member("limit", ifPresent: limit)
        if let arguments {
            writer.name(literal: "arguments")
            writer.raw(arguments.redacted())
        }
        encodeResult(to: &writer)
        writer.member("count", ifPresent: count)
        if !details.isEmpty { encodeDetails(to: &writer) }
    }

    private func encodeResult(to writer: inout JSONWriter) {
        writer.member("outcome", ifPresent: outcome)
        writer.member("status", ifPresent: status)
        writer.member("step", ifPresent: step)
        writer.member("code", ifPresent: code)
        writer.member("reason", ifPresent: reason.map(Self.bounded))
        if let duration {
            writer.name(literal: "ms")
            let (seconds, attoseconds) = duration.components
            writer.double(Double(seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000) / 1_000)
        }
    }

    private func encode(_ access: AccessDecision, to writer: inout JSONWriter) {
        writer.name(literal: "access")
        writer.beginObject()
        writer.member("outcome", access.outcome.description)
        writer.member("basis", access.basis.description)
        writer.member("rule", ifPresent: access.rule)
        writer.member("dry_run", ifPresent: access.trial?.summary)
        writer.endObject()
    }

    private func encodeDetails(to writer: inout JSONWriter) {
        writer.name(literal: "details")
        writer.beginObject()
        for detail in details {
            writer.name(detail.name)
            writer.string(Self.bounded(detail.value))
        }
        writer.endObject()
    }

    /// The text, cut where it is longer than any that an honest caller has.
    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > maximumText else { return text }
        return String(decoding: text.utf8.prefix(maximumText), as: UTF8.self) + "…"
    }
}
