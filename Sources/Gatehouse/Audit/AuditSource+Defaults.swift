extension AuditSource {
    /// Nothing was taken out of the log: its first entry is the first that was written.
    public func beginning() throws(AuditFailure) -> AuditHead { .origin }

    /// All of the log has to be read.
    public func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? { nil }
}
