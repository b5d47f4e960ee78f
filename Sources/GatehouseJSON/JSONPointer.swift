/// A place in a JSON value, as RFC 6901 writes it: `/tags/0`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The names and positions on the way from the root, not escaped.
    public private(set) var tokens: [String]

    /// Makes a pointer; without tokens it points at the root.
    public init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// Reads a pointer as RFC 6901 writes it; nothing where a text is none.
    package init?(parsing text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        tokens = []
        for escaped in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let token = Self.unescaped(escaped) else { return nil }
            tokens.append(token)
        }
    }

    private static func unescaped(_ text: Substring) -> String? {
        var token = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "~" else {
                token.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.popFirst() {
            case "0": token.append("~")
            case "1": token.append("/")
            default: return nil
            }
        }
        return token
    }

    /// Whether it points at the whole value.
    public var isRoot: Bool { tokens.isEmpty }

    /// The same place, seen from a container that has the value under that token.
    public func under(_ token: String) -> JSONPointer {
        JSONPointer([token] + tokens)
    }

    /// The place of a member or element of the value that this pointer points at.
    public func appending(_ token: String) -> JSONPointer {
        JSONPointer(tokens + [token])
    }

    /// The pointer as text, with `~` and `/` escaped; empty for the root.
    public var description: String {
        tokens.reduce(into: "") { text, token in
            text.append("/")
            for character in token.unicodeScalars {
                switch character {
                case "~": text.append("~0")
                case "/": text.append("~1")
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }
}
