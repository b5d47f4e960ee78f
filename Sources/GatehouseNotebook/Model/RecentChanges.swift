public import GatehouseMacros

/// The latest changes, the last one first.
@Schemable
public struct RecentChanges: Sendable, Hashable {
    public let changes: [NoteChange]
}
