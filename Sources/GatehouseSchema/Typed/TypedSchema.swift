public import GatehouseJSON

/// The schema of a type and the way from a text to a value of it.
///
/// Reading takes one pass over the text and no tree. Only where that fails is the text made a tree, and the schema asked
/// for everything that is wrong with it; what rules in Swift have found wrong is told beside that.
public struct TypedSchema<Value: SchemaProviding & JSONReadable & Sendable>: Sendable {
    /// The compiled schema, with `format` asserted.
    public let schema: Schema
    /// How strictly values are held to their kinds.
    public let mode: ReadingMode

    /// Compiles the schema of a type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - inlining: Whether types that do not contain themselves are written out wherever they are used.
    ///   - mode: How strictly values are held to their kinds.
    /// - Throws: ``SchemaError`` where the rules of a field cannot be meant, or the schema cannot be used.
    public init(
        _ type: Value.Type = Value.self,
        inlining: Bool = false,
        mode: ReadingMode = .strict
    ) throws(SchemaError) {
        self.mode = mode
        var definitions = SchemaDefinitions(inlining: inlining)
        let root = type.schema(in: &definitions)
        if let issue = definitions.issues.first { throw issue }
        schema = try Schema(compiling: definitions.document(root), options: SchemaOptions(assertsFormat: true))
    }

    /// Makes a value of a text.
    ///
    /// - Throws: ``InvalidValue`` with everything that is wrong.
    @inlinable
    public func read(_ text: JSONText) throws(InvalidValue) -> Value {
        do throws(JSONReadFailure) {
            return try text.read(Value.self)
        } catch {
            return try readAgain(text, after: error)
        }
    }

    /// Reads what a text says in the strings that stand for something else, where the mode allows that, or tells
    /// everything that is wrong.
    @usableFromInline
    func readAgain(_ text: JSONText, after failure: JSONReadFailure) throws(InvalidValue) -> Value {
        guard mode.isLenient else { throw explanation(of: text, failure) }
        let coerced = schema.coerced(text.value)
        guard case .some(let again) = try? JSONScanner.check(coerced.jsonBytes) else {
            throw explanation(of: text, failure)
        }
        do throws(JSONReadFailure) {
            return try again.read(Value.self)
        } catch {
            throw explanation(of: again, error)
        }
    }

    /// Everything that is wrong with a text that was not read.
    func explanation(of text: JSONText, _ failure: JSONReadFailure) -> InvalidValue {
        let value = text.value
        var violations = schema.validate(value)
        violations += failure.problems.map { Violation(rule: $0.message, at: $0.pointer) }
        return InvalidValue(violations: violations.isEmpty ? [.unexplained(value)] : violations)
    }
}

/// A text that is no value of a type.
public struct InvalidValue: Error, Sendable, Hashable {
    /// What is wrong: what the schema says first, then what rules in Swift say. At least one.
    public let violations: [Violation]

    /// Makes an error.
    public init(violations: [Violation]) {
        self.violations = violations
    }
}
