public import GatehouseJSON

/// Why a document is no schema that can be used.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in the schema's document.
    public let pointer: JSONPointer
    /// What is wrong there: `must be a string, was an integer`.
    public let message: String
    /// The URI of the document, where it is not the one that was compiled but one that it refers to.
    public let document: String?

    /// Makes an error about a place in a schema.
    public init(_ message: String, at pointer: JSONPointer = JSONPointer(), document: String? = nil) {
        self.pointer = pointer
        self.message = message
        self.document = document
    }

    /// The place and what is wrong there: `/properties/limit/type: must be a string, was an integer`.
    public var description: String {
        let place = pointer.isRoot ? "(root)" : pointer.description
        return (document.map { $0 + "#" } ?? "") + place + ": " + message
    }
}
