import GatehouseMacros

/// How the tables stand.
@Schemable
enum Layout: String {
    /// One long table.
    case boardroom
    /// Rows of chairs without tables.
    case theatre
    /// Small tables for groups.
    case islands
}
