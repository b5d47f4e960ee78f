import Foundation
import Testing

@testable import Gatehouse

/// The public URI template test suite, where it lies beside the package.
enum URITemplateVectors {
    struct Case: Sendable, CustomTestStringConvertible {
        let group: String
        let template: String
        let variables: [String: URITemplate.Value]
        /// The expansions that are right; empty where the template or its expansion must be refused.
        let expected: [String]

        var testDescription: String { "\(group): \(template)" }
    }

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "../shared/vectors/uri-template").standardizedFileURL

    static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func cases(_ file: String) throws -> [Case] {
        let data = try Data(contentsOf: folder.appending(path: file))
        let groups = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]] ?? [:]
        return groups.sorted { $0.key < $1.key }.flatMap { name, group in
            let variables = (group["variables"] as? [String: Any] ?? [:]).compactMapValues(value)
            let cases = group["testcases"] as? [[Any]] ?? []
            return cases.compactMap { pair -> Case? in
                guard pair.count == 2, let template = pair[0] as? String else { return nil }
                let expected = pair[1] as? [String] ?? (pair[1] as? String).map { [$0] } ?? []
                return Case(group: name, template: template, variables: variables, expected: expected)
            }
        }
    }

    private static func value(_ json: Any) -> URITemplate.Value? {
        switch json {
        case let string as String: .string(string)
        case let number as NSNumber: .string(number.stringValue)
        case let list as [String]: .list(list)
        case let pairs as [String: String]:
            .association(pairs.sorted { $0.key < $1.key }.map { URITemplate.Pair($0.key, $0.value) })
        default: nil
        }
    }
}
