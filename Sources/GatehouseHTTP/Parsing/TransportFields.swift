/// The header fields of a request that are for the transport, and for nobody behind it.
struct TransportFields: Sendable {
    /// Which of them anything is done with; the others are dropped without a copy.
    struct Wanted: OptionSet, Sendable {
        let rawValue: UInt8

        /// `Accept-Encoding`.
        static let encoding = Wanted(rawValue: 1)
        /// What proxies say of those before them.
        static let forwarding = Wanted(rawValue: 2)
        /// `Access-Control-Request-Headers`.
        static let crossOrigin = Wanted(rawValue: 4)
    }

    /// `Accept-Encoding`, the lines joined by commas.
    var acceptEncoding: String?
    /// `Access-Control-Request-Headers`, the lines joined by commas.
    var requestedHeaders: String?
    /// `Forwarded`, the lines joined by commas (RFC 7239).
    var forwarded: String?
    /// `X-Forwarded-For`, the lines joined by commas.
    var forwardedFor: String?
    /// `X-Forwarded-Proto`, the lines joined by commas.
    var forwardedProto: String?
    /// `X-Forwarded-Host`, the lines joined by commas.
    var forwardedHost: String?

    static func joined(_ lines: String?, _ line: String) -> String {
        lines.map { "\($0),\(line)" } ?? line
    }
}
