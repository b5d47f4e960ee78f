/// Keeps the lines of an audit log, in their order, and nothing but appends to them.
///
/// Calls block until the disk has answered, so they belong on a thread of their own.
public protocol AuditStore: AuditSource {
    /// Appends lines: all of them, or none.
    ///
    /// Other processes may append to the same log; between the reading of the head and the writing of the lines none does.
    ///
    /// - Parameters:
    ///   - durability: What the lines must outlast when the call returns.
    ///   - lines: Makes the lines of the newest entry that there is.
    /// - Returns: The newest entry then.
    /// - Throws: ``AuditFailure`` where nothing was appended.
    func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead

    /// The newest entry.
    func head() throws(AuditFailure) -> AuditHead

    /// Lets go of the log. Nothing else may be called afterwards.
    func close()
}
