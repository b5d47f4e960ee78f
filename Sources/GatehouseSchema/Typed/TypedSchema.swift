public import GatehouseJSON

/// The schema of a type and the way from a text to a value of it.
///
/// Reading takes one pass over the text and no tree. Only where that fails is the text made a tree, and the schema asked
/// for everything that is wrong with it; what rules in Swift have found wrong is told beside that.
public struct TypedSchema<Value: SchemaProviding & JSONReadable & Sendable>: Sendable {
    /// The compiled schema, with `format` asserted.
    public let schema: Schema

    /// Compiles the schema of a type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - inlining: Whether types that do not contain themselves are written out wherever they are used.
    /// - Throws: ``SchemaError`` where the rules of a field cannot be meant, or the schema cannot be used.
    public init(_ type: Value.Type = Value.self, inlining: Bool = false) throws(SchemaError) {
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
            throw explanation(of: text, error)
        }
    }

    /// Everything that is wrong with a text that was not read.
    @usableFromInline
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
