import Foundation

/// The folder of the database and the keys, which nobody but its owner may read.
struct DataFolder {
    let path: String

    /// Makes the folder, with mode 0700, where it is missing, and refuses one that others may enter.
    ///
    /// - Throws: ``CommandFailure`` that says what is wrong with the folder, and how to mend it.
    func prepare() throws(CommandFailure) {
        let files = FileManager.default
        do {
            if !files.fileExists(atPath: path) {
                let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
                try files.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: attributes)
            }
            let attributes = try files.attributesOfItem(atPath: path)
            try check(attributes)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.configuration, "cannot use the data folder \(path): \(error.localizedDescription)")
        }
    }

    private func check(_ attributes: [FileAttributeKey: Any]) throws(CommandFailure) {
        guard attributes[.type] as? FileAttributeType == .typeDirectory else {
            throw CommandFailure(.configuration, "the data folder \(path) is not a folder")
        }
        guard let permissions = attributes[.posixPermissions] as? Int, permissions & 0o077 == 0 else {
            throw CommandFailure(
                .configuration,
                "the data folder \(path) can be entered by other users, and it holds keys: run chmod 700 \(path)")
        }
    }
}
