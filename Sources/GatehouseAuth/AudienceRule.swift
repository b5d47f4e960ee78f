/// Whether a token may be meant for others than this server (RFC 8707, section 2; RFC 9068, section 5).
public struct AudienceRule: Sendable, Hashable {
    let allowsOthers: Bool

    /// One of the token's audiences is this server; others may have the token as well.
    public static let amongOthers = AudienceRule(allowsOthers: true)
    /// Every audience of the token is this server: nobody else may present it here.
    public static let alone = AudienceRule(allowsOthers: false)
}
