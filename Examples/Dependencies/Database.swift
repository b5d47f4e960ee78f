import GatehouseMacros
import Synchronization

/// Stands in for a database: it keeps its rows as long as the program runs.
final class Database: Sendable {
    private static let capacity = 1_000
    private let rows: Mutex<[Note]>

    init(_ rows: [Note] = []) {
        self.rows = Mutex(rows)
    }

    func all() -> [Note] { rows.withLock { $0 } }

    func insert(_ text: String, by author: String) throws -> Note {
        try rows.withLock { rows in
            guard rows.count < Self.capacity else { throw ToolError("the database is full") }
            let note = Note(id: "n\(rows.count + 1)", author: author, text: text)
            rows.append(note)
            return note
        }
    }

    func save(_ note: Note) {
        rows.withLock { rows in
            if let index = rows.firstIndex(where: { $0.id == note.id }) { rows[index] = note }
        }
    }
}
