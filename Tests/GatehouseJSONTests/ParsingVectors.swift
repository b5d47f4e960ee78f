import Foundation
import Testing

/// The JSONTestSuite's files: `y_` must be accepted, `n_` must be refused, `i_` is the implementation's choice.
enum ParsingVectors {
    /// One file.
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]

        var testDescription: String { name }
    }

    /// Where they are: beside the package, where somebody has put them.
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/vectors/json/test_parsing")

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    static let accepted = vectors(prefix: "y_").filter { !isDuplicate($0) }
    static let refused = vectors(prefix: "n_")
    static let undecided = vectors(prefix: "i_")
    /// Texts that JSON allows and Gatehouse does not: two members with one name mean different things to different
    /// readers (RFC 8259 section 4).
    static let duplicates = vectors(prefix: "y_").filter(isDuplicate)

    private static func isDuplicate(_ vector: Vector) -> Bool {
        ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"].contains(vector.name)
    }

    private static func vectors(prefix: String) -> [Vector] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return
            files
            .filter { $0.lastPathComponent.hasPrefix(prefix) }
            .sorted { $0.path < $1.path }
            .compactMap { file in
                (try? Data(contentsOf: file)).map { Vector(name: file.lastPathComponent, bytes: [UInt8]($0)) }
            }
    }
}
