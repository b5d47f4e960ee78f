/// A message that a session's stream carried.
public struct StoredEvent: Sendable, Hashable {
    /// The place on the stream, from 1.
    public let number: UInt64
    /// One JSON text in UTF-8.
    public let message: [UInt8]

    public init(number: UInt64, message: [UInt8]) {
        self.number = number
        self.message = message
    }
}
