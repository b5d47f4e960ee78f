import GatehouseMacros

/// A place in a room.
@Schemable
struct Place: Hashable {
    let row: Int
    let isHigh: Bool
}

/// Moves books from one place to another.
///
/// - Parameters:
///   - from: Where they are.
///   - to: Where they go.
///   - copies: How many of each.
@Tool(reading: .lenient, schemaStyle: .inlined)
func moveBooks(from: Place, to: Place, copies: [Int]) -> String {
    "\(from.row) \(from.isHigh) to \(to.row) \(to.isHigh): \(copies)"
}

/// Moves books, and takes numbers for numbers alone.
///
/// - Parameters:
///   - from: Where they are.
///   - to: Where they go.
@Tool(reading: .strict)
func moveBooksStrictly(from: Place, to: Place) -> String {
    "\(from.row) to \(to.row)"
}

/// Counts books.
///
/// - Parameter row: The row.
@Tool
func countBooks(row: Int) -> String { "row \(row)" }
