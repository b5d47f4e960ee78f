/// The value at hand is not of the type that is read.
///
/// It says little, because it is thrown for every value that does not fit and has to cost nothing: what is wrong is
/// worked out once it is known that something is, by the type's schema. What no schema says, such as a rule that
/// somebody wrote in Swift, is noted with ``JSONReader/report(_:from:)`` and comes back in a ``JSONReadFailure``.
public struct JSONReadError: Error, Sendable, Hashable {
    /// Why a value does not fit.
    public enum Reason: Sendable, Hashable {
        /// It is of another kind, out of the type's bounds, or none of the values that the type knows.
        case mismatch
        /// A member that has to be there is not, or could not be read.
        case missing
    }

    /// Why.
    public let reason: Reason

    /// Makes an error.
    @inlinable
    public init(_ reason: Reason) {
        self.reason = reason
    }

    /// The value is not one of the type's.
    @inlinable
    public static var mismatch: JSONReadError { JSONReadError(.mismatch) }

    /// A member is missing.
    @inlinable
    public static var missing: JSONReadError { JSONReadError(.missing) }
}
