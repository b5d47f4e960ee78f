import GRDB

/// A store's file cannot be used, which only the operator can mend.
public struct SQLiteStoreFailure: Error, Sendable, CustomStringConvertible {
    /// What is wrong, with the file's path.
    public let description: String
    /// What went wrong beneath.
    public let cause: any Error

    init(path: String, _ cause: any Error) {
        let reason =
            switch cause {
            case let problem as FileProblem: problem.description
            case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB:
                "it is no database, or its beginning is damaged"
            case let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT:
                "it is damaged; restore it from a backup, or remove it and begin anew"
            case let error as DatabaseError:
                "\(error.message ?? "no reason given") (SQLite error \(error.extendedResultCode.rawValue))"
            default: "\(cause)"
            }
        description = "The file \(path) cannot be used: \(reason)"
        self.cause = cause
    }
}

/// What is wrong with a file, where SQLite does not say it.
struct FileProblem: Error {
    let description: String
}
