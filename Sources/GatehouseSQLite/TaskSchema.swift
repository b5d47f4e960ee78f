import GRDB

/// The table of tasks, and the steps that bring an older file up to it.
enum TaskSchema {
    /// "GhTk": tells a file of tasks from other SQLite files.
    static let applicationID = 0x4768_546B

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-tasks") { db in
            try db.execute(sql: table)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    /// `AUTOINCREMENT`, so that no place is ever given twice: cursors of lists name places.
    private static let table = """
        CREATE TABLE task (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            owner TEXT NOT NULL,
            version INTEGER NOT NULL,
            is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1)),
            expires_at INTEGER,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX task_owner ON task (owner, place);
        CREATE INDEX task_expiry ON task (expires_at, place) WHERE expires_at IS NOT NULL;
        CREATE INDEX task_unfinished ON task (place) WHERE is_finished = 0;
        """
}
