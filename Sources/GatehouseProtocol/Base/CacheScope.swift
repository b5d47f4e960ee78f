/// Who may keep a result.
///
/// MCP 2026-07-28, server/utilities/caching.
public struct CacheScope: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Anybody, for anybody.
    public static let `public` = Self(rawValue: "public")
    /// Only for the caller that it was made for.
    public static let `private` = Self(rawValue: "private")

    public static let accepted: [Self]? = [.public, .private]
}
