import GRDB

/// The tables of the notebook, and the steps that bring an older file up to them.
///
/// `note` has every note as it stands, `note_version` every change ever made, numbered through the whole notebook, and
/// `note_text` the full-text index over `note`, written along with it in one transaction.
enum NotebookSchema {
    /// "GhNb": tells a notebook from other SQLite files.
    static let applicationID = 0x4768_4E62

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-notes") { db in
            try db.execute(sql: notes + versions + tags + search)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    private static let notes = """
        CREATE TABLE note (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            change INTEGER NOT NULL UNIQUE REFERENCES note_version (change),
            version INTEGER NOT NULL,
            title TEXT NOT NULL,
            tags TEXT NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            updated_by TEXT NOT NULL,
            body_bytes INTEGER NOT NULL,
            excerpt TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        """

    /// `body` is absent where the change left it alone.
    private static let versions = """
        CREATE TABLE note_version (
            change INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            action TEXT NOT NULL CHECK (action IN ('created', 'updated', 'deleted')),
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            changed TEXT NOT NULL,
            title TEXT NOT NULL,
            tags TEXT NOT NULL,
            body_bytes INTEGER NOT NULL,
            excerpt TEXT NOT NULL,
            body TEXT,
            UNIQUE (id, version)
        ) STRICT;

        """

    private static let tags = """
        CREATE TABLE note_tag (
            tag TEXT NOT NULL,
            note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
            PRIMARY KEY (tag, note)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX note_tag_note ON note_tag (note);

        """

    /// A hit in the title counts ten times, one in the tags five times as much as one in the body.
    private static let search = """
        CREATE VIRTUAL TABLE note_text USING fts5 (
            title, body, tags,
            content = 'note', content_rowid = 'number', tokenize = '\(NotebookTokenizer.name)', prefix = '2 3'
        );
        INSERT INTO note_text (note_text, rank) VALUES ('rank', 'bm25(10.0, 1.0, 5.0)');
        CREATE TABLE note_text_rules (fingerprint INTEGER NOT NULL) STRICT;
        INSERT INTO note_text_rules (fingerprint) VALUES (\(ScalarTable.shared.fingerprint));

        """

    /// Builds the index anew where it was made by other rules of cutting words, as another release may have.
    static func refreshIndex(_ db: Database) throws {
        let current = ScalarTable.shared.fingerprint
        guard try Int64.fetchOne(db, sql: "SELECT fingerprint FROM note_text_rules") != current else { return }
        try db.execute(sql: "INSERT INTO note_text (note_text) VALUES ('rebuild')")
        try db.execute(sql: "UPDATE note_text_rules SET fingerprint = ?", arguments: [current])
    }
}
