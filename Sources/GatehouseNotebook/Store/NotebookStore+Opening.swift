import Dispatch
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension NotebookStore {
    /// The name of the notebook's file in the data folder.
    public static let fileName = "notebook.sqlite"

    /// Opens the notebook in that file, and makes it where there is none; its folder must be there.
    ///
    /// Only the process's own user can read and write the file: its mode becomes 0600.
    ///
    /// - Throws: ``NotebookStorageFailure`` where the file cannot be used: no right to it, damaged, another program's,
    ///   or written by a newer release.
    public static func open(path: String, options: NotebookOptions = NotebookOptions()) async throws -> NotebookStore {
        try await offCooperativeThreads { try openNow(path: path, options: options) }
    }

    /// Moves the log into the database, where no other process prevents it, and ends all connections once the calls
    /// that are under way have ended; later calls fail.
    public func close() async throws {
        let pool = pool
        try await Self.offCooperativeThreads {
            do {
                try pool.writeWithoutTransaction { db in
                    do {
                        try db.checkpoint(.truncate)
                    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                        // Another process reads the log, and is the one to move it when it closes.
                        return
                    }
                }
                try pool.close()
            } catch {
                throw NotebookStorageFailure(message: "The notebook did not close: \(error)", cause: error)
            }
        }
    }

    private static func offCooperativeThreads<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
        }
    }

    private static func openNow(path: String, options: NotebookOptions) throws -> NotebookStore {
        try makePrivate(path: path)
        // Where several processes make one new notebook at once, those that come second find it half made.
        var attemptsLeft = 3
        while true {
            do {
                let pool = try DatabasePool(path: path, configuration: configuration(options))
                try prepare(pool, path: path, options: options)
                return NotebookStore(pool: pool, options: options)
            } catch let failure as NotebookStorageFailure {
                throw failure
            } catch {
                attemptsLeft -= 1
                guard attemptsLeft > 0, isContention(error) else { throw failure(path: path, error) }
            }
        }
    }

    private static func configuration(_ options: NotebookOptions) -> Configuration {
        var configuration = Configuration()
        configuration.label = "notebook"
        configuration.busyMode = .timeout(options.boundedBusyTimeout)
        configuration.maximumReaderCount = max(1, options.readers)
        configuration.prepareDatabase { db in db.add(tokenizer: NotebookTokenizer.self) }
        return configuration
    }

    private static func prepare(_ pool: DatabasePool, path: String, options: NotebookOptions) throws {
        try checkOwnership(pool, path: path)
        // The pool lowers this to NORMAL, which may lose the last writes in a power failure.
        try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        try NotebookSchema.migrator.migrate(pool)
        try pool.write { db in
            try NotebookSchema.refreshIndex(db)
            let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4_096
            let pages = max(1, options.maximumDatabaseBytes / max(1, pageSize))
            try db.execute(sql: "PRAGMA max_page_count = \(min(pages, 4_294_967_294))")
        }
    }

    private static func checkOwnership(_ pool: DatabasePool, path: String) throws {
        let (application, tables, isNewer) = try pool.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                // Another process that makes this notebook now may have begun with the tables of the migrator.
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 5) <> 'grdb_'"
                ) ?? 0,
                try NotebookSchema.migrator.hasBeenSuperseded(db)
            )
        }
        guard application == NotebookSchema.applicationID || (application == 0 && tables == 0) else {
            throw unusable(path: path, "it is the database of another program")
        }
        guard !isNewer else { throw unusable(path: path, "a newer release of Gatehouse wrote it") }
    }

    /// Makes the file, where there is none, before SQLite can make it readable for others. The database's log files get
    /// the mode of the database.
    private static func makePrivate(path: String) throws {
        let descriptor = path.withCString { systemOpen($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw unusable(path: path, String(cString: strerror(errno))) }
        defer { _ = systemClose(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw unusable(path: path, String(cString: strerror(errno))) }
    }

    private static func isContention(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
    }

    private static func failure(path: String, _ error: any Error) -> NotebookStorageFailure {
        guard let error = error as? DatabaseError else { return unusable(path: path, "\(error)", error) }
        let reason = "\(error.message ?? "no reason given") (SQLite error \(error.extendedResultCode.rawValue))"
        return switch error.resultCode {
        case .SQLITE_NOTADB: unusable(path: path, "it is no database, or its beginning is damaged: \(reason)", error)
        case .SQLITE_CORRUPT: unusable(path: path, "it is damaged; restore it from a backup: \(reason)", error)
        default: unusable(path: path, reason, error)
        }
    }

    private static func unusable(
        path: String,
        _ reason: String,
        _ cause: (any Error)? = nil
    ) -> NotebookStorageFailure {
        let message = "The notebook \(path) cannot be used: \(reason)"
        return NotebookStorageFailure(message: message, cause: cause ?? NotebookFileError(reason: reason))
    }
}

/// What is wrong with the notebook's file.
private struct NotebookFileError: Error {
    let reason: String
}

private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: CInt, _ mode: mode_t) -> CInt {
    open(path, flags, mode)
}

private func systemClose(_ descriptor: CInt) -> CInt {
    close(descriptor)
}
