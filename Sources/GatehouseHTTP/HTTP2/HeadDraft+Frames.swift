import Gatehouse
import NIOHPACK

/// Header sections of HTTP/2: RFC 9113, section 8.3.1.
///
/// Every field is put into the line that it would be in HTTP/1.1, so that one parser decides what a request means, and
/// nothing can be smuggled in a value.
extension HeadDraft {
    /// Takes a whole section.
    ///
    /// - Parameter isWhole: Whether the request ends with it.
    mutating func take(
        _ headers: HPACKHeaders, isWhole: Bool, limits: HTTPLimits
    ) throws(HTTPRefusal) -> ReceivedHead {
        try takePseudoFields(headers, limits: limits)
        var (count, bytes) = (0, 0)
        for (name, value, _) in headers where name.utf8.first != UInt8(ascii: ":") {
            count += 1
            bytes += name.utf8.count + value.utf8.count + 4
            guard count <= limits.headerFields else { throw .tooManyFields(limits) }
            guard bytes <= limits.headerBytes else { throw .headerTooLarge(limits) }
            try takeField(name, value, limits: limits)
        }
        var head = try finish(limits: limits)
        guard head.body != .chunked else { throw .malformed("HTTP/2 has no Transfer-Encoding.") }
        head.isStream = true
        // A body may come without a length, which finish() takes for none.
        head.expectsContinue = !isWhole && headers.contains(name: "expect")
        if isWhole {
            head.body = .none
        } else if head.body == .none {
            head.body = .chunked
        }
        return head
    }

    private mutating func takePseudoFields(_ headers: HPACKHeaders, limits: HTTPLimits) throws(HTTPRefusal) {
        let path = headers.first(name: ":path") ?? ""
        guard path.utf8.first == UInt8(ascii: "/") || path == "*" else {
            throw .malformed("The request's target must be a path that begins with a slash.")
        }
        let line = Array("\(headers.first(name: ":method") ?? "") \(path) HTTP/1.1".utf8)
        try takeRequestLine(line.span, limits: limits)
        guard headers.first(name: ":scheme") == received.request.scheme else {
            throw .malformed("The request's scheme is not the connection's.")
        }
        guard let authority = headers.first(name: ":authority") else {
            guard headers.contains(name: "host") else { throw .malformed("The request names no host.") }
            return
        }
        let hosts = headers["host"]
        if hosts.isEmpty {
            try takeField("host", authority, limits: limits)
        } else if hosts != [authority] {
            throw .malformed("The request's target and its Host field name different hosts.")
        }
    }

    private mutating func takeField(_ name: String, _ value: String, limits: HTTPLimits) throws(HTTPRefusal) {
        guard name.utf8.allSatisfy(ASCII.isToken) else {
            throw .malformed("A header field's name must be a token.")
        }
        let line = Array("\(name):\(value)".utf8)
        try takeField(line.span, limits: limits)
    }
}
