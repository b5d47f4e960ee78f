import Foundation
import GatehouseJSON
import GatehouseSchema

/// The cases of the JSON Schema test suite for the dialect 2020-12, where it lies beside the package.
enum SchemaVectors {
    /// A case: a schema, a value and whether the value is valid.
    struct Case: CustomStringConvertible {
        let file: String
        let group: String
        let name: String
        let schema: JSONValue
        let value: JSONValue
        let isValid: Bool

        var description: String { "\(file): \(group): \(name)" }
    }

    private static let root: URL = {
        let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let package = source.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/vectors/json-schema")
    }()

    private static var tests: URL { root.appending(path: "tests/draft2020-12") }

    /// Whether the test suite is there.
    static let arePresent = FileManager.default.fileExists(atPath: tests.path)

    /// The files that every validator has to pass.
    static let required = arePresent ? names(in: "") : []

    /// The files that a validator may pass.
    static let optional =
        arePresent
        ? names(in: "optional").map { "optional/" + $0 } + names(in: "optional/format").map { "optional/format/" + $0 }
        : []

    private static func names(in folder: String) -> [String] {
        let contents = try? FileManager.default.contentsOfDirectory(atPath: tests.appending(path: folder).path)
        return (contents ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    /// The documents that the cases refer to, by URI.
    static let documents: [String: JSONValue] = {
        let remotes = root.appending(path: "remotes")
        var documents: [String: JSONValue] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: remotes.path) ?? .init() {
            guard path.hasSuffix(".json"), let document = try? value(at: remotes.appending(path: path)) else {
                continue
            }
            documents["http://localhost:1234/" + path] = document
        }
        return documents
    }()

    private static func value(at url: URL) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](Data(contentsOf: url)))
    }

    /// The cases of a file.
    static func cases(in file: String) throws -> [Case] {
        var cases: [Case] = []
        for group in try value(at: tests.appending(path: file)).arrayValue ?? [] {
            for test in group["tests"]?.arrayValue ?? [] {
                cases.append(
                    Case(
                        file: file,
                        group: group["description"]?.stringValue ?? "",
                        name: test["description"]?.stringValue ?? "",
                        schema: group["schema"] ?? .null,
                        value: test["data"] ?? .null,
                        isValid: test["valid"]?.boolValue ?? false
                    )
                )
            }
        }
        return cases
    }

    /// What goes wrong with a case, if something does.
    static func failure(of test: Case) -> String? {
        let assertsFormat = test.file.hasPrefix("optional/format/")
        do throws(SchemaError) {
            let options = SchemaOptions(assertsFormat: assertsFormat, documents: documents)
            let schema = try Schema(compiling: test.schema, options: options)
            let violations = schema.validate(test.value)
            guard schema.accepts(test.value) == violations.isEmpty else { return "accepts and validate differ" }
            return violations.isEmpty == test.isValid ? nil : "expected \(test.isValid), got \(violations)"
        } catch {
            return "does not compile: \(error)"
        }
    }
}
