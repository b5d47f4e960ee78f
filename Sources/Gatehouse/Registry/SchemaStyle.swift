/// Where the schema of a named type stands in a tool's published schemas.
public struct SchemaStyle: Sendable, Hashable {
    private let name: String

    /// A type that is used more than once stands in `$defs`, and `$ref` leads to it.
    public static let shared = SchemaStyle(name: "shared")
    /// Every type is written out wherever it is used, but for those that contain themselves: clients that follow no
    /// `$ref` then understand it.
    public static let inlined = SchemaStyle(name: "inlined")
}
