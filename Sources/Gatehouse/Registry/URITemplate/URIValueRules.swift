/// What the value of a matched variable must not hold.
public struct URIValueRules: Sendable, Hashable {
    private let refusesTraversal: Bool

    private init(refusesTraversal: Bool) {
        self.refusesTraversal = refusesTraversal
    }

    /// Refuses what could lead a path elsewhere: `.` and `..` as segments, however often they are encoded, encoded
    /// slashes and backslashes, backslashes, a leading slash after a slash, and control characters. In the values of a
    /// query slashes and control characters but NUL are allowed, encoded as well.
    public static let safe = URIValueRules(refusesTraversal: true)
    /// Accepts every value that is UTF-8, for handlers that never use one as a path.
    public static let unchecked = URIValueRules(refusesTraversal: false)

    /// Where a value stands.
    enum Place {
        case segment
        case path
        case query
    }

    /// The decoded value; nothing where it may not be.
    func value(_ raw: ArraySlice<UInt8>, in place: Place) -> String? {
        guard let decoded = PercentCoding.decode(raw) else { return nil }
        if refusesTraversal, !isSafe(raw, decoded, place) { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private func isSafe(_ raw: ArraySlice<UInt8>, _ decoded: [UInt8], _ place: Place) -> Bool {
        // Almost every value consists of unreserved characters and holds neither two dots nor a lone one.
        if raw.allSatisfy(PercentCoding.isUnreserved), raw.first != UInt8(ascii: ".") { return true }
        guard !decoded.contains(0), !Self.hasDotSegment(decoded) else { return false }
        if place != .query {
            guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != Self.backslash }) else { return false }
            let slashes = decoded.count { $0 == Self.slash }
            guard slashes == raw.count(where: { $0 == Self.slash }) else { return false }
        }
        return isSafeDecodedAgain(decoded, place)
    }

    /// Whether a reader that decodes once or twice too often still sees nothing that leads elsewhere.
    private func isSafeDecodedAgain(_ value: [UInt8], _ place: Place) -> Bool {
        var value = value
        for _ in 0..<3 {
            guard value.contains(UInt8(ascii: "%")), let again = PercentCoding.decode(value[...]) else { return true }
            guard !Self.hasDotSegment(again) else { return false }
            if place != .query {
                guard !again.contains(0), !again.contains(Self.backslash) else { return false }
                let slashes = again.count { $0 == Self.slash }
                guard slashes == value.count(where: { $0 == Self.slash }) else { return false }
            }
            value = again
        }
        return !value.contains(UInt8(ascii: "%"))
    }

    /// Whether a segment between slashes or backslashes is `.` or `..`.
    private static func hasDotSegment(_ value: [UInt8]) -> Bool {
        var dots = 0
        var others = false
        for byte in value {
            if byte == slash || byte == backslash {
                if !others, dots == 1 || dots == 2 { return true }
                dots = 0
                others = false
            } else if byte == UInt8(ascii: ".") {
                dots += 1
            } else {
                others = true
            }
        }
        return !others && (dots == 1 || dots == 2)
    }

    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")

    /// Whether a value may follow a slash: one that begins with another slash would be an absolute path.
    func mayFollowSlash(_ raw: ArraySlice<UInt8>) -> Bool {
        !refusesTraversal || raw.first != Self.slash
    }
}
