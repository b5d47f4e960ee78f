/// Some lines of an audit log.
public struct AuditPage: Sendable, Hashable {
    public var lines: [AuditLine]
    /// Where the next page begins.
    public var next: Int64

    public init(lines: [AuditLine], next: Int64) {
        self.lines = lines
        self.next = next
    }
}
