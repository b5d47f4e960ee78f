/// Takes the entries of an audit log, in their order.
///
/// It is used on the path of requests, from many threads at once.
public protocol AuditTrail: Sendable {
    /// Whether entries can be kept now; where they cannot, callers are refused, as ``AuditOptions/onFailure`` says.
    var canKeep: Bool { get }

    /// Takes an entry that nobody waits for. It returns at once, and the entry is written soon.
    func append(_ entry: AuditEntry)

    /// Takes an entry, and returns once it outlasts a power failure.
    ///
    /// An entry that cannot be kept now remains the trail's, which writes it when it can.
    ///
    /// - Throws: ``AuditFailure`` where the entry is not kept.
    func keep(_ entry: AuditEntry) async throws(AuditFailure)
}
