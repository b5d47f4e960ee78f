extension URITemplate {
    /// The value of a variable (RFC 6570, section 2.4.2). An empty list and an empty association count as undefined.
    public enum Value: Sendable, Hashable {
        case string(String)
        case list([String])
        /// Names with values, in the order in which they are written.
        case association([Pair])
    }

    /// A name with its value.
    public struct Pair: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension URITemplate.Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    public init(stringLiteral value: String) { self = .string(value) }

    public init(arrayLiteral elements: String...) { self = .list(elements) }

    public init(dictionaryLiteral elements: (String, String)...) {
        self = .association(elements.map { URITemplate.Pair($0, $1) })
    }
}
