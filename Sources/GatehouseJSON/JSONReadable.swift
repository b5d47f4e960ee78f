/// A type that is read straight from the bytes of a JSON text.
public protocol JSONReadable {
    /// Reads the one value that the reader stands at, and leaves the reader behind it.
    ///
    /// Whoever calls recovers from an error, so nothing needs to be put back.
    ///
    /// - Throws: ``JSONReadError`` where the value is not one of the type's.
    init(from reader: inout JSONReader) throws(JSONReadError)

    /// What a missing member is read as; nothing, unless the type is ``JSONOmittable``.
    static var valueWhenMissing: Self? { get }
}

extension JSONReadable {
    /// A member of most types has to be there.
    @inlinable
    public static var valueWhenMissing: Self? { nil }
}

extension JSONReadable where Self: JSONOmittable {
    /// A member may be missing.
    @inlinable
    public static var valueWhenMissing: Self? { .some(.omitted) }
}
