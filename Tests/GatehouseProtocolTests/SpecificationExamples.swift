import Foundation
import GatehouseJSON
import GatehouseProtocol
import Testing

/// The examples that the specification publishes beside its schema: a folder for each type, named for it.
enum SpecificationExamples {
    /// One example.
    struct Example: Sendable, CustomTestStringConvertible {
        let type: String
        let file: URL

        var testDescription: String { "\(type)/\(file.lastPathComponent)" }
    }

    /// Where they are: beside the package, where somebody has put them.
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/spec/2026-07-28-examples")

    static let isPresent = FileManager.default.fileExists(atPath: folder.path)

    /// All of them, in order.
    static let all: [Example] = types.flatMap { type in
        contents(of: folder.appending(path: type)).map { Example(type: type, file: $0) }
    }

    /// The types that have a folder.
    static let types: [String] = contents(of: folder).map(\.lastPathComponent)

    private static func contents(of folder: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (found ?? []).sorted { $0.path < $1.path }
    }
}
