import Foundation

/// Finds programs as a shell does.
enum ExecutableSearch {
    /// The path of a program that can be run; nothing where there is none.
    static func path(of command: String, _ searchPath: String?) -> String? {
        let candidates =
            if command.contains("/") {
                [command]
            } else {
                (searchPath ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/\(command)" }
            }
        guard !command.isEmpty else { return nil }
        return candidates.first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
    }
}
