import GatehouseJSON

/// Where in a token's claims a value stands.
///
/// As text, dots lead into objects: `realm_access.roles`. A dot that belongs to a name has a backslash before it, and
/// so has a backslash: `https://example\.com/roles`. As an array literal the names stand as they are:
/// `["https://example.com/roles"]`.
public struct ClaimPath: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// The names on the way from the claims.
    public let names: [String]

    /// The `roles` claim.
    public static let roles: ClaimPath = ["roles"]

    /// The `tenant` claim.
    public static let tenant: ClaimPath = ["tenant"]

    /// The `groups` claim.
    public static let groups: ClaimPath = ["groups"]

    /// Makes a path of names that are taken as they are. Without a name it leads nowhere.
    public init(_ names: [String]) {
        self.names = names
    }

    public init(arrayLiteral elements: String...) {
        self.init(elements)
    }

    /// Reads a path's text, or gives nothing where a name in it is empty or a backslash stands before anything but a
    /// dot or a backslash.
    public init?(_ text: String) {
        var names: [String] = []
        var name = ""
        var escaped = false
        for character in text.unicodeScalars {
            switch (character, escaped) {
            case ("\\", false): escaped = true
            case (".", false):
                names.append(name)
                name = ""
            case (".", true), ("\\", true), (_, false):
                name.unicodeScalars.append(character)
                escaped = false
            case (_, true): return nil
            }
        }
        names.append(name)
        guard !escaped, names.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.names = names
    }

    /// The path as text, with dots and backslashes inside names escaped.
    public var description: String {
        names.map { name in
            name.unicodeScalars.reduce(into: "") { text, character in
                if character == "." || character == "\\" { text.append("\\") }
                text.unicodeScalars.append(character)
            }
        }.joined(separator: ".")
    }

    /// The value that the path leads to, where there is one.
    func value(in claims: JSONObject) -> JSONValue? {
        guard let first = names.first else { return nil }
        return names.dropFirst().reduce(claims[first]) { value, name in value?[name] }
    }
}
