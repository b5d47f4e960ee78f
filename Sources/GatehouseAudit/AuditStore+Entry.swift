public import Gatehouse

extension AuditStore {
    /// Appends one entry, and returns once it outlasts a power failure: for commands that write but now and then.
    ///
    /// - Throws: ``AuditFailure`` where nothing was appended.
    public func append(_ entry: AuditEntry) throws(AuditFailure) {
        let batch = AuditBatch([entry])
        _ = try append(.power) { batch.lines(after: $0) }
    }
}
