/// What ``Schemable(_:naming:discriminator:)`` may be told without a label.
public struct SchemableOption: Sendable, Hashable {
    private let name: String

    /// Members that the type does not know are ignored, and the schema allows them. Without this they are refused.
    public static let open = SchemableOption(name: "open")
}
