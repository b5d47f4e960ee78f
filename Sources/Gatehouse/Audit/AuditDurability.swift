/// What lines outlast once they are appended.
public struct AuditDurability: Sendable, Hashable {
    private let name: String

    private init(_ name: String) {
        self.name = name
    }

    /// The end of the process, in whatever way.
    public static let process = AuditDurability("process")
    /// A power failure.
    public static let power = AuditDurability("power")
}
