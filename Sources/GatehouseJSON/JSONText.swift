/// Bytes that are known to be one JSON value, because ``JSONScanner`` has checked them.
///
/// It is what ``JSONReader`` reads from, and may be a part of a longer text: the bytes of one member, which are kept
/// for later where they stand.
public struct JSONText: Sendable {
    /// The whole text that was checked.
    @usableFromInline
    let storage: [UInt8]
    /// Where the value stands in it, without white space around it.
    public let range: Range<Int>

    init(checked storage: [UInt8], range: Range<Int>) {
        self.storage = storage
        self.range = range
    }

    /// Writes a value down; what the writer makes of it is JSON.
    public init(_ value: JSONValue) {
        let bytes = value.jsonBytes
        self.init(checked: bytes, range: 0..<bytes.count)
    }

    /// How many bytes the value has.
    public var count: Int { range.count }

    /// The bytes of the value.
    public var bytes: ArraySlice<UInt8> { storage[range] }

    /// Reads with a cursor that stands at the value.
    ///
    /// The reader reads from the bytes where they are, so it must not outlive the call; it cannot be copied.
    @inlinable
    public func withReader<Result, Failure>(
        _ body: (inout JSONReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withUnsafeBufferPointer { buffer throws(Failure) in
            var reader = JSONReader(UnsafeBufferPointer(rebasing: buffer[range]))
            return try body(&reader)
        }
    }

    /// Makes a typed value of the text.
    ///
    /// - Throws: ``JSONReadFailure`` where the text is not of the type, or breaks a rule of it.
    @inlinable
    public func read<Value: JSONReadable>(_ type: Value.Type = Value.self) throws(JSONReadFailure) -> Value {
        try withReader { reader throws(JSONReadFailure) in
            var value: Value?
            reader.read(into: &value)
            guard let value, !reader.hasFailed else { throw reader.failure(in: self) }
            return value
        }
    }

    /// The value that the names of members lead to, read alone; nothing where there is none.
    ///
    /// It takes time in proportion to what stands before the value.
    package func value(at path: [String]) -> JSONValue? {
        withReader { reader in
            for name in path {
                guard reader.enter(name) else { return nil }
            }
            return reader.readValue()
        }
    }

    /// The text as a tree.
    public var value: JSONValue {
        withReader { reader in reader.readValue() }
    }
}
