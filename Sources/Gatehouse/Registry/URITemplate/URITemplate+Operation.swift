extension URITemplate {
    /// The operator of an expression; the columns of the table in RFC 6570, appendix A.
    enum Operation: Sendable {
        case simple
        case reserved
        case fragment
        case label
        case path
        case parameter
        case query
        case continuation

        /// The operator that a character stands for; nothing for another character.
        init?(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "+"): self = .reserved
            case UInt8(ascii: "#"): self = .fragment
            case UInt8(ascii: "."): self = .label
            case UInt8(ascii: "/"): self = .path
            case UInt8(ascii: ";"): self = .parameter
            case UInt8(ascii: "?"): self = .query
            case UInt8(ascii: "&"): self = .continuation
            default: return nil
            }
        }

        /// What stands before the first value.
        var first: String {
            switch self {
            case .simple, .reserved: ""
            case .fragment: "#"
            case .label: "."
            case .path: "/"
            case .parameter: ";"
            case .query: "?"
            case .continuation: "&"
            }
        }

        /// What stands between two values.
        var separator: String {
            switch self {
            case .simple, .reserved, .fragment: ","
            case .query: "&"
            default: first
            }
        }

        /// Whether values follow their names.
        var isNamed: Bool {
            self == .parameter || self == .query || self == .continuation
        }

        /// What follows a name whose value is empty.
        var afterEmptyName: String {
            self == .query || self == .continuation ? "=" : ""
        }

        /// Whether reserved characters and percent-encodings of a value stay as they are.
        var keepsReserved: Bool {
            self == .reserved || self == .fragment
        }
    }
}
