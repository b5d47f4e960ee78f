/// What a typed value says about the rules of its field.
public enum FieldVerdict: Sendable, Hashable {
    /// It keeps them.
    case passes
    /// It breaks one.
    case fails
    /// The value alone cannot tell, because reading rounded it or dropped something: the text decides.
    case undecided

    /// The verdict where the value is all that counts.
    @inlinable
    public init(_ passes: Bool) {
        self = passes ? .passes : .fails
    }
}
