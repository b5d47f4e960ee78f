/// What a schema may cost: the first three bound its compilation, the others each validation.
public struct SchemaLimits: Sendable, Hashable {
    /// The most schemas that may be nested in one another.
    public var maximumSchemaDepth: Int
    /// The most subschemas, over the document and all that it refers to.
    public var maximumSubschemas: Int
    /// The most instructions that one regular expression may compile to. `a{1,50}` has about a hundred.
    public var maximumPatternSize: Int
    /// The most violations that one validation reports.
    public var maximumViolations: Int
    /// The most schemas that may be open at once while a value is validated. Never more than ``depthCeiling``.
    public var maximumValidationDepth: Int
    /// The most steps of one validation: applying a schema to a value is one, long strings and arrays cost more.
    public var maximumValidationSteps: Int

    /// The depth that no setting exceeds, so that validating never exhausts a thread's stack.
    public static let depthCeiling = 512

    /// Makes limits that ordinary tools stay far below.
    public init() {
        maximumSchemaDepth = 64
        maximumSubschemas = 10_000
        maximumPatternSize = 5_000
        maximumViolations = 64
        maximumValidationDepth = 256
        maximumValidationSteps = 1_000_000
    }
}
