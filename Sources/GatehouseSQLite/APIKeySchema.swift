import GRDB

/// The table of API keys, and the steps that bring an older file up to it.
enum APIKeySchema {
    /// "GhAk": tells a file of API keys from other SQLite files.
    static let applicationID = 0x4768_416B

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-keys") { db in
            try db.execute(sql: table)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    /// Roles and scopes are lists with a line feed between their words, which have none.
    private static let table = """
        CREATE TABLE api_key (
            id TEXT PRIMARY KEY NOT NULL,
            digest BLOB NOT NULL,
            subject TEXT NOT NULL,
            tenant TEXT,
            roles TEXT NOT NULL,
            scopes TEXT NOT NULL,
            note TEXT,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER,
            successor TEXT
        ) STRICT, WITHOUT ROWID;
        """
}
