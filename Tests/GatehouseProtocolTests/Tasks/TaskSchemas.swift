import Foundation
import GatehouseJSON
import GatehouseSchema

/// The schemas of tasks that the specification publishes, of both of their forms.
enum TaskSchemas {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "shared/spec")

    /// The extension's schema, where somebody has put it beside the package.
    static let extensionFile = folder.appending(path: "tasks-extension.schema.json")
    /// The schema of 2025-11-25, where somebody has put it beside the package.
    static let legacyFile = folder.appending(path: "2025-11-25.schema.json")

    static let arePresent = [extensionFile, legacyFile].allSatisfy { FileManager.default.fileExists(atPath: $0.path) }

    /// What a type's schema has against a value.
    static func violations(of value: JSONValue, as type: String, in file: URL) throws -> [String] {
        let limits = JSONLimits(maximumBytes: 16_777_216, maximumDepth: 128)
        let bytes = [UInt8](try Data(contentsOf: file))
        var document = try JSONObject(json: try JSONValue(parsing: bytes, limits: limits))
        document["$ref"] = .string("#/$defs/\(type)")
        return try Schema(compiling: .object(document)).validate(value).map(\.description)
    }
}
