/// What an authenticator keeps of a credential, to say later whether that still holds.
///
/// It is for the authenticator alone, and no part of who a caller is: principals that differ in nothing else are equal.
public struct CredentialEvidence: Sendable, Hashable {
    /// What the authenticator made; nobody else looks into it.
    public let value: any AnyObject & Sendable

    public init(_ value: any AnyObject & Sendable) {
        self.value = value
    }

    public static func == (left: CredentialEvidence, right: CredentialEvidence) -> Bool { true }

    public func hash(into hasher: inout Hasher) {}
}
