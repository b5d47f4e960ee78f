import GRDB

/// The tables of sessions and their events, and the steps that bring an older file up to them.
enum EventSchema {
    /// "GhEv": tells a file of events from other SQLite files.
    static let applicationID = 0x4768_4576

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-events") { db in
            try db.execute(sql: tables)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    private static let tables = """
        CREATE TABLE session (
            id TEXT PRIMARY KEY,
            identity TEXT NOT NULL,
            revision TEXT NOT NULL,
            capabilities BLOB NOT NULL,
            log_level TEXT,
            subscriptions TEXT NOT NULL,
            used_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_use ON session (used_at);
        CREATE TABLE event (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            session TEXT NOT NULL,
            stream TEXT NOT NULL,
            number INTEGER NOT NULL,
            is_last INTEGER NOT NULL CHECK (is_last IN (0, 1)),
            message BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX event_stream ON event (session, stream, number);
        CREATE INDEX event_session ON event (session, place);
        """
}
