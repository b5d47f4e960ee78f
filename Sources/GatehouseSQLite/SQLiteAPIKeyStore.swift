import GRDB
public import Gatehouse

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps API keys in an SQLite file, which the server and the commands that make and revoke keys share.
///
/// Once a write returns it is on the disk, and every process's next read finds it. Calls work off the cooperative threads.
public final class SQLiteAPIKeyStore: APIKeyStore {
    let file: StoreFile

    init(file: StoreFile) {
        self.file = file
    }

    public func add(_ key: StoredAPIKey, maximum: Int) async throws(APIKeyStoreError) {
        try await write { db in try key.insert(into: db, maximum: maximum) }
    }

    public func key(id: String) async throws(APIKeyStoreError) -> StoredAPIKey? {
        try await read { db in try StoredAPIKey.fetch(db, where: "id = ?", [id]).first }
    }

    public func keys(after id: String, limit: Int) async throws(APIKeyStoreError) -> [StoredAPIKey] {
        try await read { db in
            try StoredAPIKey.fetch(db, where: "id > ? ORDER BY id LIMIT ?", [id, max(0, limit)])
        }
    }

    public func revoke(id: String, at time: Int64) async throws(APIKeyStoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: "UPDATE api_key SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", arguments: [time, id])
            return db.changesCount == 1
        }
    }

    public func replace(
        id: String, with key: StoredAPIKey, endingAt end: Int64, maximum: Int
    ) async throws(APIKeyStoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE api_key SET successor = ?, expires_at = min(coalesce(expires_at, ?), ?)
                    WHERE id = ? AND revoked_at IS NULL AND successor IS NULL
                    """,
                arguments: [key.id, end, end, id])
            guard db.changesCount == 1 else { return false }
            try key.insert(into: db, maximum: maximum)
            return true
        }
    }

    public func noteUses(_ times: [String: Int64]) async throws(APIKeyStoreError) {
        try await write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE api_key SET last_used_at = max(coalesce(last_used_at, ?), ?) WHERE id = ?")
            for (id, time) in times { try statement.execute(arguments: [time, time, id]) }
        }
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIKeyStoreError) -> Value {
        do {
            return try await file.pool.read(body)
        } catch {
            throw Self.translated(error)
        }
    }

    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(APIKeyStoreError) -> Value {
        do {
            return try await file.pool.write(body)
        } catch {
            throw Self.translated(error)
        }
    }

    private static func translated(_ error: any Error) -> APIKeyStoreError {
        switch error {
        case let error as APIKeyStoreError: error
        case let failure as DatabaseError where failure.resultCode == .SQLITE_FULL:
            APIKeyStoreError(.full, cause: error)
        default: APIKeyStoreError(.failed, cause: error)
        }
    }
}

extension StoredAPIKey {
    private static let columns = """
        id, digest, subject, tenant, roles, scopes, note, created_at, expires_at, revoked_at, last_used_at, successor
        """

    fileprivate static func fetch(
        _ db: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [StoredAPIKey] {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM api_key WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map(StoredAPIKey.init)
    }

    fileprivate func insert(into db: Database, maximum: Int) throws {
        let isThere = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM api_key WHERE id = ?)", arguments: [id])
        guard isThere != true else { throw APIKeyStoreError(.duplicate) }
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM api_key") ?? 0
        guard count < maximum else { throw APIKeyStoreError(.full) }
        try db.execute(
            sql: "INSERT INTO api_key (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, Data(digest), subject, tenant, Self.text(roles), Self.text(scopes), note, createdAt, expiresAt,
                revokedAt, lastUsedAt, successor,
            ])
    }

    private init(_ row: Row) throws {
        self.init(
            id: try row.decode(String.self, forColumn: "id"),
            digest: Array(try row.decode(Data.self, forColumn: "digest")),
            subject: try row.decode(String.self, forColumn: "subject"),
            tenant: try row.decode(String?.self, forColumn: "tenant"),
            roles: Self.words(try row.decode(String.self, forColumn: "roles")),
            scopes: Self.words(try row.decode(String.self, forColumn: "scopes")),
            note: try row.decode(String?.self, forColumn: "note"),
            createdAt: try row.decode(Int64.self, forColumn: "created_at"),
            expiresAt: try row.decode(Int64?.self, forColumn: "expires_at"),
            revokedAt: try row.decode(Int64?.self, forColumn: "revoked_at"),
            lastUsedAt: try row.decode(Int64?.self, forColumn: "last_used_at"),
            successor: try row.decode(String?.self, forColumn: "successor"))
    }

    private static func text(_ words: [String]) -> String {
        words.joined(separator: "\n")
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
