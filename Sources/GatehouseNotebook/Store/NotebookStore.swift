import GRDB

/// The notebook: notes that a team and its agents share, in one SQLite file, with full-text search and every change on
/// record.
///
/// Once a write returns, it is on the disk: it outlives a killed process and a power failure. Reads see every write
/// that returned before they began, and do not wait for writes. Several stores, also of several processes on one
/// machine, can have the same file open.
///
/// Every call works off the cooperative threads. Cancelling its task ends it with `CancellationError`, and a write that
/// ends so has changed nothing. Besides that, calls throw ``NotebookError`` where the caller can do something about it,
/// and ``NotebookStorageFailure`` where only the operator can.
public final class NotebookStore: Sendable {
    let pool: DatabasePool
    let options: NotebookOptions

    init(pool: DatabasePool, options: NotebookOptions) {
        self.pool = pool
        self.options = options
    }

    /// Runs reads that see one state of the notebook.
    func read<Value: Sendable>(
        _ purpose: StaticString,
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw Self.translated(error, purpose)
        }
    }

    /// Runs a transaction: all of its writes happen, or none.
    func write<Value: Sendable>(
        _ purpose: StaticString,
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw Self.translated(error, purpose)
        }
    }

    private static func translated(_ error: any Error, _ purpose: StaticString) -> any Error {
        switch error {
        case is NotebookError, is CancellationError:
            return error
        case let failure as DatabaseError where failure.resultCode == .SQLITE_FULL:
            return NotebookError.full
        case let failure as DatabaseError:
            let reason = "\(failure.message ?? "no reason given") (SQLite error \(failure.extendedResultCode.rawValue))"
            return NotebookStorageFailure(message: "The notebook failed to \(purpose): \(reason)", cause: failure)
        default:
            return NotebookStorageFailure(message: "The notebook failed to \(purpose): \(error)", cause: error)
        }
    }
}
