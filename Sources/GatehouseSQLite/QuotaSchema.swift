import GRDB

/// The table of quotas, and the steps that bring an older file up to it.
enum QuotaSchema {
    /// "GhQu": tells a file of quotas from other SQLite files.
    static let applicationID = 0x4768_5175

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-quotas") { db in
            try db.execute(sql: table)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    /// Subjects are bytes, so that names are the same only where their bytes are, whatever stands in them.
    private static let table = """
        CREATE TABLE quota (
            subject BLOB NOT NULL,
            begins_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            used INTEGER NOT NULL CHECK (used >= 0),
            PRIMARY KEY (subject, begins_at, ends_at)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX quota_end ON quota (ends_at);
        """
}
