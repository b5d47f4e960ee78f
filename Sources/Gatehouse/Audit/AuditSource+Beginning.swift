extension AuditSource {
    /// Nothing was taken out of the log: its first entry is the first that was written.
    public func beginning() throws(AuditFailure) -> AuditHead { .origin }
}
