/// A type that is read straight from the bytes of a JSON text.
public protocol JSONReadable {
    /// Reads the one value that the reader stands at, and leaves the reader behind it.
    ///
    /// Whoever calls recovers from an error, so nothing needs to be put back.
    ///
    /// - Throws: ``JSONReadError`` where the value is not one of the type's.
    init(from reader: inout JSONReader) throws(JSONReadError)
}
