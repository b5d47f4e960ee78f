/// A type with a value that stands for a member that is not there.
public protocol JSONOmittable {
    /// What a missing member is read as.
    static var omitted: Self { get }
    /// Whether the member is left out when it is written.
    var isOmitted: Bool { get }
}

extension Optional: JSONOmittable {
    /// A missing member is `nil`.
    @inlinable
    public static var omitted: Self { nil }

    /// Whether there is no value.
    @inlinable
    public var isOmitted: Bool { self == nil }
}
