/// Gives the lines of an audit log, also while a server appends to it.
public protocol AuditSource: Sendable {
    /// Reads lines from a place on, the oldest first.
    ///
    /// - Parameters:
    ///   - place: Where to begin: 0, or the ``AuditPage/next`` of another page.
    ///   - limit: How many lines to read at most.
    /// - Throws: ``AuditFailure`` where the log cannot be read.
    func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage

    /// The place from which on the last lines stand.
    func place(ofLast count: Int) throws(AuditFailure) -> Int64

    /// A place between two others where a line begins, about half-way; nothing where there is none, or the source cannot
    /// tell. It is what a search for a time goes by.
    func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64?

    /// The entry that the first one follows: the last of those that were taken out of the log into archives, or
    /// ``AuditHead/origin`` where none were.
    func beginning() throws(AuditFailure) -> AuditHead
}
