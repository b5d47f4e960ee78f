import ArgumentParser
import Gatehouse
import GatehouseAudit
import GatehouseSQLite

import Foundation

/// The options of the commands that read an audit log.
struct AuditLogOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The log; by default that of the configuration.", valueName: "file"))
    var file: String?

    @OptionGroup var folder: DataOptions

    /// The path of the log.
    func path() throws -> String { try Self.path(file, folder) }

    static func path(_ file: String?, _ folder: DataOptions) throws -> String {
        if let file { return file }
        guard let path = try folder.load().auditFile else {
            throw CommandFailure(
                .usage, "the configuration keeps no audit log in a file (audit.store); name the file to read")
        }
        return path
    }

    /// Opens the log, which must be there.
    func open() throws -> any AuditSource { try Self.open(try path()) }

    static func open(_ path: String) throws(CommandFailure) -> any AuditSource {
        try check(path)
        return try CommandFailure.reporting { () throws(AuditFailure) -> any AuditSource in
            isSQLite(path) ? try SQLiteAuditSource(path: path) : try FileAuditSource(path: path)
        }
    }

    /// - Throws: ``CommandFailure`` where there is no file.
    static func check(_ path: String) throws(CommandFailure) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.configuration, "there is no audit log at \(path)")
        }
    }

    /// Every file of SQLite begins with these words.
    static func isSQLite(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 15)) == Data("SQLite format 3".utf8)
    }
}
