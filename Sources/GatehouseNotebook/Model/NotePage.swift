public import GatehouseMacros

/// One page of a list of notes, the latest change first.
@Schemable
public struct NotePage: Sendable, Hashable {
    public let notes: [NoteSummary]
    /// Pass it as cursor for the next page; absent on the last one.
    public let nextCursor: String?
}
