/// The lines of a header field, in order: nearly always one, which takes no allocation of its own.
public struct FieldLines: Sendable, Hashable {
    private var head: String?
    private var rest: [String] = []

    /// No line.
    public init() {}

    /// These lines.
    public init(_ lines: some Sequence<String>) {
        for line in lines { append(line) }
    }

    /// Adds a line at the end.
    public mutating func append(_ line: String) {
        if head == nil { head = line } else { rest.append(line) }
    }
}

extension FieldLines: RandomAccessCollection {
    public var startIndex: Int { 0 }

    public var endIndex: Int { head == nil ? 0 : 1 + rest.count }

    public var first: String? { head }

    public subscript(position: Int) -> String {
        guard position > 0 else { return head ?? "" }
        return rest[position - 1]
    }
}

extension FieldLines: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: String...) {
        self.init(elements)
    }
}
