/// What may be kept of a value that a caller sent, where requests are recorded.
///
/// Without a declaration the type decides: flags, numbers, cases of an enumeration, dates and UUIDs hold no free text and
/// may be kept; of texts, and of what a schema leaves open, nothing is kept but a keyed digest.
public struct Sensitivity: Sendable, Hashable {
    /// The value of the keyword ``keyword``.
    package let name: String

    /// The value may be kept as it is, with all that is inside of it and says nothing else.
    public static let open = Sensitivity(name: "open")
    /// The value is about a person: nothing is kept but a keyed digest, by which equal values are found again.
    public static let personal = Sensitivity(name: "personal")
    /// The value is a secret: nothing is kept and nothing is derived of it, not even its length. Messages to the caller
    /// do not repeat it either.
    public static let secret = Sensitivity(name: "secret")

    /// The keyword of a schema that says it. It is the server's own: clients never get it.
    package static let keyword = "x-gatehouse-sensitivity"

    private init(name: String) {
        self.name = name
    }

    /// What a keyword's value says; nothing where it is none of the three.
    init?(keyword value: String) {
        guard let found = [Self.open, .personal, .secret].first(where: { $0.name == value }) else { return nil }
        self = found
    }

    private var rank: Int { self == .secret ? 2 : self == .personal ? 1 : 0 }

    /// The one of two that keeps less.
    static func stricter(_ left: Sensitivity?, _ right: Sensitivity?) -> Sensitivity? {
        guard let left, let right else { return left ?? right }
        return left.rank < right.rank ? right : left
    }
}
