/// Why a policy cannot be used: what is wrong, where, and what would be right.
public struct AccessPolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, without a full stop.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
