import Foundation

/// A folder that is gone after the test.
struct ScratchFolder: Sendable {
    private let url: URL

    static func with(_ body: (ScratchFolder) async throws -> Void) async throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try await body(ScratchFolder(url: url))
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String {
        name.isEmpty ? url.path : url.appending(path: name).path
    }
}
