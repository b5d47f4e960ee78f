/// A type that is made from one JSON value.
public protocol JSONDecodable {
    /// Makes the value.
    ///
    /// - Throws: ``JSONDecodingError`` where the JSON value is not of the right kind or shape.
    init(json: JSONValue) throws(JSONDecodingError)
}

/// Why a JSON value does not become a typed one, and where inside it.
public struct JSONDecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where, from the value that was decoded.
    public private(set) var pointer: JSONPointer
    /// What would have been right, as a phrase: `an integer`, `one of "a", "b"`.
    public let expected: String
    /// The kind of value that came, or nothing where a required member is absent.
    public let found: JSONValue.Kind?

    public init(expected: String, found: JSONValue.Kind?, at pointer: JSONPointer = JSONPointer()) {
        self.pointer = pointer
        self.expected = expected
        self.found = found
    }

    /// The same error, seen from a container that has the value under that name or position.
    public func under(_ token: String) -> JSONDecodingError {
        var copy = self
        copy.pointer = pointer.under(token)
        return copy
    }

    /// The most characters of the pointer that a description repeats: names come from the sender, who may make them long.
    private static let longestPlace = 200

    /// One sentence with the pointer, what was expected and what kind of value came; never the value itself. A pointer
    /// of more than 200 characters is cut.
    public var description: String {
        let place = pointer.isRoot ? "the value" : clipped(pointer.description)
        return "\(place): \(mismatch)"
    }

    /// What was expected and what came, without the place.
    var mismatch: String {
        "expected \(expected), but \(found.map { "found \($0.phrase)" } ?? "it is missing")"
    }

    private func clipped(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(Self.longestPlace)
        return start.endIndex == text.endIndex ? text : String(start) + "…"
    }
}

extension JSONValue.Kind {
    /// The kind with its article, for a sentence.
    public var phrase: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: JSONDecodable {
    public init(json: JSONValue) { self = json }
}

extension JSONObject: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard case .object(let object) = json else { throw JSONDecodingError(expected: "an object", found: json.kind) }
        self = object
    }
}

extension String: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard case .string(let text) = json else { throw JSONDecodingError(expected: "a string", found: json.kind) }
        self = text
    }
}

extension Bool: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard case .bool(let value) = json else { throw JSONDecodingError(expected: "a boolean", found: json.kind) }
        self = value
    }
}

extension Int64: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard let value = json.integerValue else { throw JSONDecodingError(expected: "an integer", found: json.kind) }
        self = value
    }
}

extension Int: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard let value = json.integerValue, let narrow = Int(exactly: value) else {
            throw JSONDecodingError(expected: "an integer", found: json.kind)
        }
        self = narrow
    }
}

extension Double: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard let value = json.doubleValue, value.isFinite else {
            throw JSONDecodingError(expected: "a number", found: json.kind)
        }
        self = value
    }
}

extension Array: JSONDecodable where Element: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        guard case .array(let elements) = json else { throw JSONDecodingError(expected: "an array", found: json.kind) }
        self = []
        reserveCapacity(elements.count)
        for (position, element) in elements.enumerated() {
            do throws(JSONDecodingError) {
                append(try Element(json: element))
            } catch {
                throw error.under(String(position))
            }
        }
    }
}

extension Dictionary: JSONDecodable where Key == String, Value: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        self = [:]
        for member in try JSONObject(json: json) {
            do throws(JSONDecodingError) {
                self[member.name] = try Value(json: member.value)
            } catch {
                throw error.under(member.name)
            }
        }
    }
}

extension JSONObject {
    /// The member of that name, as a typed value.
    ///
    /// - Throws: ``JSONDecodingError`` where it is absent or of another kind; its pointer names the member.
    public func required<Value: JSONDecodable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(JSONDecodingError) -> Value {
        guard let value = self[name] else {
            throw JSONDecodingError(expected: "a value", found: nil).under(name)
        }
        do throws(JSONDecodingError) {
            return try Value(json: value)
        } catch {
            throw error.under(name)
        }
    }

    /// The member of that name, as a typed value, or nothing where it is absent or `null`.
    ///
    /// - Throws: ``JSONDecodingError`` where it is of another kind; its pointer names the member.
    public func optional<Value: JSONDecodable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(JSONDecodingError) -> Value? {
        guard let value = self[name], !value.isNull else { return nil }
        do throws(JSONDecodingError) {
            return try Value(json: value)
        } catch {
            throw error.under(name)
        }
    }
}
