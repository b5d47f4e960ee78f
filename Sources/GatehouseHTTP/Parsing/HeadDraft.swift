import Gatehouse

/// A header section while its lines arrive.
///
/// The framing rules are RFC 9112's, sections 3, 5 and 6, read strictly: whatever two implementations could read
/// in two ways is refused, also where the RFC lets a recipient repair it.
struct HeadDraft {
    private(set) var received: ReceivedHead
    var keptFields: Set<String> = []
    /// Which fields of the transport's own are kept.
    var wanted: TransportFields.Wanted = []
    private var isTransferEncoded = false
    private var contentLength: Int?
    /// The authority of a target in absolute form.
    private var authority: String?

    /// - Parameter peer: A head without anything that a request says, but with what is known of its sender.
    init(_ peer: RequestHead) {
        received = ReceivedHead(request: peer)
    }

    /// Takes the request line.
    mutating func takeRequestLine(_ line: borrowing Span<UInt8>, limits: HTTPLimits) throws(HTTPRefusal) {
        let parts = try RequestLine(line)
        guard parts.target.count <= limits.targetBytes else { throw .targetTooLong(limits) }
        received.request.method = line.text(parts.method)
        received.isHTTP10 = parts.isHTTP10
        try takeTarget(line.text(parts.target))
    }

    /// Takes one field line.
    mutating func takeField(_ line: borrowing Span<UInt8>, limits: HTTPLimits) throws(HTTPRefusal) {
        let field = try FieldLine(line)
        if !keptFields.isEmpty { keep(line, field) }
        guard let known = field.known else {
            if field.isParameter { takeParameter(line, field) }
            return
        }
        if let purpose = known.purpose, !wanted.contains(purpose) { return }
        let value = line.text(field.value, usually: known.usualValue)
        switch known {
        case .host: received.request.host.append(value)
        case .origin: received.request.origin.append(value)
        case .authorization: received.request.authorization.append(value)
        case .contentType: received.request.contentType = value
        case .accept: received.request.accept = received.request.accept.map { "\($0), \(value)" } ?? value
        case .protocolVersion: received.request.protocolVersion.append(value)
        case .mcpMethod: received.request.mcpMethod.append(value)
        case .mcpName: received.request.mcpName.append(value)
        case .sessionID: received.request.sessionID.append(value)
        case .lastEventID: received.request.lastEventID.append(value)
        case .connection: takeConnection(value)
        case .expect: try takeExpect(value)
        case .contentLength: try takeContentLength(value, limits: limits)
        case .transferEncoding: try takeTransferEncoding(value)
        case .acceptEncoding, .requestedHeaders, .forwarded, .forwardedFor, .forwardedProto, .forwardedHost:
            takeTransportField(known, value)
        }
    }

    /// Ends the section, and decides how the body is framed.
    mutating func finish(limits: HTTPLimits) throws(HTTPRefusal) -> ReceivedHead {
        try checkHost()
        if isTransferEncoded {
            guard contentLength == nil else {
                throw .malformed("A request must not have both Content-Length and Transfer-Encoding.")
            }
            guard !received.isHTTP10 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding.") }
            received.body = .chunked
        } else if let contentLength, contentLength > 0 {
            guard contentLength <= limits.bodyBytes else { throw .bodyTooLarge(limits) }
            received.body = .length(contentLength)
        }
        if received.body == .none || received.isHTTP10 { received.expectsContinue = false }
        return received
    }

    private func checkHost() throws(HTTPRefusal) {
        let hosts = received.request.host
        guard hosts.count <= 1 else { throw .malformed("A request must have one Host field, not several.") }
        guard let host = hosts.first else {
            if received.isHTTP10 { return }
            throw .malformed("A request of HTTP/1.1 must have a Host field.")
        }
        guard !host.isEmpty, host.utf8.allSatisfy(ASCII.isAuthority) else {
            throw .malformed("The Host field is not a host with an optional port.")
        }
        guard let authority else { return }
        guard authority.lowercased() == host.lowercased() else {
            throw .malformed("The request's target and its Host field name different hosts.")
        }
    }

    private mutating func takeTarget(_ target: String) throws(HTTPRefusal) {
        if target.utf8.first == UInt8(ascii: "/") {
            takePath(target[...])
            return
        }
        if target == "*", received.request.method == "OPTIONS" {
            received.request.path = target
            return
        }
        // RFC 9112, section 3.2.2: a server accepts the absolute form, though only proxies should get it.
        guard let scheme = ["http://", "https://"].first(where: { target.lowercased().hasPrefix($0) }) else {
            throw .malformed("The request's target must be a path that begins with a slash.")
        }
        let rest = target.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        guard !host.isEmpty, host.utf8.allSatisfy(ASCII.isAuthority) else {
            throw .malformed("The request's target names no host.")
        }
        authority = String(host)
        takePath(rest.dropFirst(host.count))
        if received.request.path.isEmpty { received.request.path = "/" }
    }

    private mutating func takeTransportField(_ known: FieldLine.Known, _ value: String) {
        let field: WritableKeyPath<TransportFields, String?>
        switch known {
        case .acceptEncoding: field = \.acceptEncoding
        case .requestedHeaders: field = \.requestedHeaders
        case .forwarded: field = \.forwarded
        case .forwardedFor: field = \.forwardedFor
        case .forwardedProto: field = \.forwardedProto
        case .forwardedHost: field = \.forwardedHost
        default: return
        }
        received.fields[keyPath: field] = TransportFields.joined(received.fields[keyPath: field], value)
    }

    private mutating func takePath(_ target: Substring) {
        guard let query = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            received.request.path = String(target)
            return
        }
        received.request.path = String(target[..<query])
        received.request.query = String(target[target.utf8.index(after: query)...])
    }

    private mutating func takeParameter(_ line: borrowing Span<UInt8>, _ field: FieldLine) {
        let suffix = field.name.lowerBound + FieldLine.parameterPrefix.utf8CodeUnitCount..<field.name.upperBound
        received.request.parameters.append((name: line.text(suffix).lowercased(), value: line.text(field.value)))
    }

    private mutating func keep(_ line: borrowing Span<UInt8>, _ field: FieldLine) {
        let name = line.text(field.name).lowercased()
        guard keptFields.contains(name) else { return }
        received.request.fields.append((name: name, value: line.text(field.value)))
    }

    private mutating func takeConnection(_ value: String) {
        if value == "keep-alive" { return }
        let options = value.split(separator: ",").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
        if options.contains("close") { received.closes = true }
    }

    private mutating func takeExpect(_ value: String) throws(HTTPRefusal) {
        guard value.lowercased() == "100-continue" else {
            throw HTTPRefusal(417, "expectation_failed", "The only expectation that is met here is 100-continue.")
        }
        received.expectsContinue = true
    }

    private mutating func takeContentLength(_ value: String, limits: HTTPLimits) throws(HTTPRefusal) {
        guard contentLength == nil else {
            throw .malformed("A request must have one Content-Length field, not several.")
        }
        guard !value.isEmpty, value.utf8.allSatisfy(ASCII.isDigit) else {
            throw .malformed("Content-Length must be a number of bytes in decimal digits.")
        }
        // Digits only, so that the one way to fail is a number too large for the type.
        contentLength = Int(value) ?? .max
    }

    private mutating func takeTransferEncoding(_ value: String) throws(HTTPRefusal) {
        guard !isTransferEncoded else {
            throw .malformed("A request must have one Transfer-Encoding field, not several.")
        }
        guard value.lowercased() == "chunked" else {
            throw .malformed("The only Transfer-Encoding that is read here is chunked.")
        }
        isTransferEncoded = true
    }
}
