/// Lines of an audit log that follow one another, as one run of bytes.
public struct AuditLines: Sendable, Hashable {
    /// The lines, each with its line feed.
    public private(set) var bytes: [UInt8]
    /// Where each line ends in the bytes, its line feed counted.
    public private(set) var ends: [Int]
    /// The newest entry of the log, once these are appended.
    public private(set) var head: AuditHead

    /// No lines yet, of a log with that newest entry.
    public init(after head: AuditHead) {
        bytes = []
        ends = []
        self.head = head
    }

    /// - Parameters:
    ///   - bytes: Lines, each with its line feed.
    ///   - ends: Where they end.
    ///   - head: What the last one makes.
    package init(_ bytes: [UInt8], endingAt ends: [Int], head: AuditHead) {
        self.bytes = bytes
        self.ends = ends
        self.head = head
    }

    /// How many lines these are.
    public var count: Int { ends.count }

    /// Adds a line, which comes without its line feed. What is no entry leaves the head as it is.
    public mutating func append(_ line: [UInt8]) {
        bytes.append(contentsOf: line)
        bytes.append(UInt8(ascii: "\n"))
        ends.append(bytes.count)
        head = AuditHead(line: line) ?? head
    }
}
