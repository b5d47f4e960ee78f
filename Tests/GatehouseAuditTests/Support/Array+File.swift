import Foundation

extension [UInt8] {
    /// Writes the bytes into a file.
    func write(to path: String) throws {
        try Data(self).write(to: URL(filePath: path))
    }
}
