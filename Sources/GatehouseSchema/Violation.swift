public import GatehouseJSON

/// One thing that is wrong with a value, said so that its sender, often a language model, can mend it.
///
/// It never repeats the text of strings that came in, except the name of an unexpected member in its pointer.
public struct Violation: Sendable, Hashable {
    /// The place in the value; of a missing member, the place where it would be.
    public let pointer: JSONPointer
    /// The keyword of the schema that is not met, `$budget` where the validation was given up, or `$rule` where a rule
    /// that is written in Swift is not met.
    public let keyword: String
    /// What is wrong there: `must be at most 50, was 500`.
    public let message: String
    /// What the schema says: the value of the keyword, where it is short.
    public let expected: JSONValue?
    /// What came, where something did.
    public let actual: ActualValue?
    /// The known name or value that was probably meant.
    public let suggestion: String?

    /// Makes a violation.
    public init(
        pointer: JSONPointer,
        keyword: String,
        message: String,
        comparison: Comparison = Comparison(),
        suggestion: String? = nil
    ) {
        self.pointer = pointer
        self.keyword = keyword
        self.message = message
        self.expected = comparison.expected
        self.actual = comparison.actual
        self.suggestion = suggestion
    }

    /// Makes a violation of a rule that is written in Swift, with the keyword `$rule`.
    public init(rule message: String, at pointer: JSONPointer) {
        let tokens = pointer.tokens.map(Wording.shown)
        self.init(pointer: JSONPointer(tokens), keyword: "$rule", message: message)
    }

    /// What was expected and what came.
    public struct Comparison: Sendable, Hashable {
        /// What the schema says.
        public var expected: JSONValue?
        /// What came.
        public var actual: ActualValue?

        /// Leaves nothing of what came but its kind.
        mutating func hideActual() {
            actual = actual.map(\.withoutPreview)
        }

        /// Makes a comparison.
        public init(expected: JSONValue? = nil, actual: ActualValue? = nil) {
            self.expected = expected
            self.actual = actual
        }
    }
}

extension Violation: CustomStringConvertible {
    /// The place and what is wrong there: `/limit: must be at most 50, was 500`.
    public var description: String {
        (pointer.isRoot ? "(root)" : pointer.description) + ": " + message
    }
}

extension Violation: JSONEncodable {
    /// Writes `{"pointer":"/limit","keyword":"maximum","expected":50,"actual":"integer 500","message":"…"}`, and a
    /// member `suggestion` where there is one.
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("pointer", pointer.description)
        writer.member("keyword", keyword)
        writer.member("expected", ifPresent: expected)
        writer.member("actual", ifPresent: actual?.description)
        writer.member("message", message)
        writer.member("suggestion", ifPresent: suggestion)
        writer.endObject()
    }
}

extension Violation {
    /// The violation of a validation that was given up.
    static func overBudget(_ value: JSONValue) -> Violation {
        Violation(
            pointer: JSONPointer(),
            keyword: "$budget",
            message: "takes more steps or depth to validate than allowed",
            comparison: Comparison(actual: ActualValue(value))
        )
    }

    /// The violation of a value that is refused for a reason that cannot be put down to one keyword.
    static func unexplained(_ value: JSONValue) -> Violation {
        Violation(
            pointer: JSONPointer(),
            keyword: "$schema",
            message: "must match the schema",
            comparison: Comparison(actual: ActualValue(value))
        )
    }
}
