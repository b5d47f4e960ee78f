/// An answer of another server, whole and within the bounds.
public struct OutgoingResponse: Sendable {
    /// The HTTP status, one of those that the request takes.
    public var status: Int
    /// The header fields, in their order; names in lower case.
    public var fields: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]

    public init(status: Int = 200, fields: [(name: String, value: String)] = [], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The value of a field, its lines joined by commas; nothing where there is none. The name is in lower case.
    public func field(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
