import Foundation

/// Runs a function with the path of a file that has the given text, and removes the file.
func withTemporaryFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
        let path = folder + "/gatehouse.yaml"
        try Data(text.utf8).write(to: URL(filePath: path))
        return try body(path)
    }
}

/// Runs a function with the path of a new folder, and removes the folder.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path())
}
