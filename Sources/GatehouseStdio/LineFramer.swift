/// Cuts a stream of bytes into lines, however the bytes arrive.
///
/// A line longer than the bound is dropped as it comes, so that it takes no memory, and reported once at its end.
package struct LineFramer: Sendable {
    /// What a stream yields.
    package enum Element: Sendable, Equatable {
        /// A line without its line feed, and without a carriage return before that. Never empty.
        case line([UInt8])
        /// A line that had more bytes than the bound.
        case tooLong
    }

    private let maximumBytes: Int
    private var pending: [UInt8] = []
    private var isDropping = false

    package init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Takes the next bytes, and gives the lines that they complete.
    package mutating func feed(_ bytes: some Collection<UInt8>) -> [Element] {
        var elements: [Element] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            take(rest[..<end])
            if let element = finish() { elements.append(element) }
            rest = rest[rest.index(after: end)...]
        }
        take(rest)
        return elements
    }

    /// Gives the last line, where the stream ended without a line feed after it.
    package mutating func finish() -> Element? {
        defer {
            pending.removeAll(keepingCapacity: pending.capacity <= 65_536)
            isDropping = false
        }
        if isDropping { return .tooLong }
        if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
        return pending.isEmpty ? nil : .line(pending)
    }

    private mutating func take(_ bytes: some Collection<UInt8>) {
        guard !isDropping else { return }
        guard pending.count + bytes.count <= maximumBytes else {
            isDropping = true
            pending.removeAll()
            return
        }
        pending.append(contentsOf: bytes)
    }
}
