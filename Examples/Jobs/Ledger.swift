import Foundation
import GatehouseMacros
import Synchronization

/// A file to which a job adds a line when it begins and when it has ended: what happened, also to jobs that a crash cut
/// short.
final class Ledger: Sendable {
    private let path: String
    private let lock = Mutex(())

    init(path: String) {
        self.path = path
    }

    /// Adds a line.
    func write(_ line: String) throws {
        try lock.withLock { _ in
            if !FileManager.default.fileExists(atPath: path) {
                guard FileManager.default.createFile(atPath: path, contents: nil) else {
                    throw ToolError("the ledger cannot be made")
                }
            }
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data((line + "\n").utf8))
        }
    }
}
