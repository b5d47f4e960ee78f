import GRDB

/// The table of audit logs, and the steps that bring an older file up to it.
enum AuditSchema {
    /// "GhAu": tells a file of audit entries from other SQLite files.
    static let applicationID = 0x4768_4175

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-entries") { db in
            try db.execute(sql: table)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("2-archived") { db in try db.execute(sql: archived) }
        migrator.registerMigration("3-rows-of-lines") { db in try db.execute(sql: rowsOfLines) }
        return migrator
    }

    /// The triggers keep mistakes away. Whoever means to change the log can remove them, and is found by its hashes.
    private static let table = """
        CREATE TABLE entry (
            seq INTEGER PRIMARY KEY CHECK (seq > 0),
            line BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER entry_update BEFORE UPDATE ON entry
            BEGIN SELECT RAISE(ABORT, 'an audit log is only appended to'); END;
        CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'an audit log is only appended to'); END;
        """

    /// The last entries of archives: the log begins after the newest of them, and what is not newer can be removed.
    private static let archived = """
        CREATE TABLE archived (
            last INTEGER PRIMARY KEY CHECK (last > 0),
            hash TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER archived_update BEFORE UPDATE ON archived
            BEGIN SELECT RAISE(ABORT, 'what was archived stays so'); END;
        CREATE TRIGGER archived_delete BEFORE DELETE ON archived
            BEGIN SELECT RAISE(ABORT, 'what was archived stays so'); END;
        DROP TRIGGER entry_delete;
        CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            WHEN OLD.seq > coalesce((SELECT max(last) FROM archived), 0)
            BEGIN SELECT RAISE(ABORT, 'an audit log is only appended to'); END;
        """

    /// From here on a row may have several lines, with line feeds between them, and `seq` is the number of the first. So
    /// a row is archived where the next one begins right behind what was archived, or before.
    private static let rowsOfLines = """
        DROP TRIGGER entry_delete;
        CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            WHEN NOT EXISTS (
                SELECT 1 FROM entry
                WHERE seq > OLD.seq AND seq <= coalesce((SELECT max(last) FROM archived), 0) + 1)
            BEGIN SELECT RAISE(ABORT, 'an audit log is only appended to'); END;
        """
}
