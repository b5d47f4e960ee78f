/// A header field's name and value as ranges of its line: RFC 9112, section 5.
///
/// Refused: a name that is no token (so also a space before the colon), folding, and control characters.
struct FieldLine {
    /// The fields that something is done with. All others are checked and dropped without a copy.
    enum Known {
        case host, origin, authorization, contentType, accept, protocolVersion, mcpMethod, mcpName, sessionID
        case lastEventID
        case connection, expect, contentLength, transferEncoding
        case acceptEncoding, requestedHeaders, forwarded, forwardedFor, forwardedProto, forwardedHost
    }

    static let parameterPrefix: StaticString = "mcp-param-"

    let name: Range<Int>
    let value: Range<Int>
    let known: Known?
    let isParameter: Bool

    init(_ line: borrowing Span<UInt8>) throws(HTTPRefusal) {
        let nameEnd = line.end(of: ASCII.isToken, from: 0)
        guard nameEnd > 0, line.has(0x3A, at: nameEnd) else {
            throw .malformed("A header field's name must be a token with a colon right behind it.")
        }
        var start = nameEnd + 1
        var end = line.count
        guard line.isFieldValue(from: start) else {
            throw .malformed("A header field's value must not have control characters.")
        }
        while start < end, ASCII.isBlank(line[start]) { start += 1 }
        while end > start, ASCII.isBlank(line[end - 1]) { end -= 1 }
        name = 0..<nameEnd
        value = start..<end
        known = Self.known(line, length: nameEnd)
        isParameter =
            known == nil && nameEnd > Self.parameterPrefix.utf8CodeUnitCount
            && line.matches(Self.parameterPrefix, at: 0)
    }

    private static func known(_ line: borrowing Span<UInt8>, length: Int) -> Known? {
        switch length {
        case 4 where line.matches("host", at: 0): .host
        case 6 where line.matches("accept", at: 0): .accept
        case 6 where line.matches("origin", at: 0): .origin
        case 6 where line.matches("expect", at: 0): .expect
        case 8 where line.matches("mcp-name", at: 0): .mcpName
        case 9 where line.matches("forwarded", at: 0): .forwarded
        case 10 where line.matches("mcp-method", at: 0): .mcpMethod
        case 10 where line.matches("connection", at: 0): .connection
        case 12 where line.matches("content-type", at: 0): .contentType
        case 13 where line.matches("authorization", at: 0): .authorization
        case 13 where line.matches("last-event-id", at: 0): .lastEventID
        case 14 where line.matches("content-length", at: 0): .contentLength
        case 14 where line.matches("mcp-session-id", at: 0): .sessionID
        case 15 where line.matches("accept-encoding", at: 0): .acceptEncoding
        case 15 where line.matches("x-forwarded-for", at: 0): .forwardedFor
        case 16 where line.matches("x-forwarded-host", at: 0): .forwardedHost
        case 17 where line.matches("transfer-encoding", at: 0): .transferEncoding
        case 17 where line.matches("x-forwarded-proto", at: 0): .forwardedProto
        case 20 where line.matches("mcp-protocol-version", at: 0): .protocolVersion
        case 30 where line.matches("access-control-request-headers", at: 0): .requestedHeaders
        default: nil
        }
    }

    /// A value that nearly every client sends, as a literal: the text of one needs no memory of its own.
    struct UsualValue {
        let bytes: StaticString
        let text: String

        static let json = UsualValue(bytes: "application/json", text: "application/json")
        static let jsonOrEvents = UsualValue(
            bytes: "application/json, text/event-stream", text: "application/json, text/event-stream")
    }
}

extension FieldLine.Known {
    /// What the field is for, where it is for the transport and only sometimes wanted.
    var purpose: TransportFields.Wanted? {
        switch self {
        case .acceptEncoding: .encoding
        case .requestedHeaders: .crossOrigin
        case .forwarded, .forwardedFor, .forwardedProto, .forwardedHost: .forwarding
        default: nil
        }
    }

    /// The field's usual value, where it has one that is too long to fit a string's own words.
    var usualValue: FieldLine.UsualValue? {
        switch self {
        case .contentType: .json
        case .accept: .jsonOrEvents
        default: nil
        }
    }
}
