/// A line of an audit log as it is kept.
public struct AuditLine: Sendable, Hashable {
    /// Its bytes, without a line feed.
    public var bytes: [UInt8]
    /// The number under which the store has it; nothing where the store gives none, or gives it to several at once and
    /// this is not the first of them.
    public var number: Int64?
    /// Whether the line has an end. The last one of a file may lack it, where a process was killed while it wrote.
    public var isWhole: Bool

    public init(_ bytes: [UInt8], number: Int64? = nil, isWhole: Bool = true) {
        self.bytes = bytes
        self.number = number
        self.isWhole = isWhole
    }
}
