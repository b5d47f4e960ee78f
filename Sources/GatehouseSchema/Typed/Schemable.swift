public import GatehouseJSON

/// A type that has a JSON Schema, is read from JSON and is written as JSON.
///
/// Reading and schema agree: a text is read exactly where the schema, with `format` asserted, accepts it and the rules
/// that are written in Swift hold.
public protocol Schemable: SchemaProviding, JSONReadable, JSONEncodable, Sendable {}
