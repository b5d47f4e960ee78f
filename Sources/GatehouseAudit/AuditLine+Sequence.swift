package import Gatehouse

extension AuditLine {
    /// The number of the entry, as it stands there; nothing where the line is none.
    package var sequence: Int64? { AuditHead(line: bytes)?.sequence }
}
