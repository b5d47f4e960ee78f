import Foundation

@testable import GatehouseNotebook

/// A folder of its own for one test, gone when the test is.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("notebook-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // A folder that stays behind in the temporary ones harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    var file: String { path + "/" + NotebookStore.fileName }

    func open(_ options: NotebookOptions = NotebookOptions()) async throws -> NotebookStore {
        try await NotebookStore.open(path: file, options: options)
    }
}
