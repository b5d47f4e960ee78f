/// A published revision of the Model Context Protocol, named by its date.
///
/// MCP 2026-07-28, basic/versioning.
public struct ProtocolRevision: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The date, as the wire carries it: `2026-07-28`.
    public let text: String

    private init(known text: String) {
        self.text = text
    }

    /// The first revision: HTTP with a separate event stream.
    public static let v2024_11_05 = Self(known: "2024-11-05")
    /// Streamable HTTP, authorization, tool annotations.
    public static let v2025_03_26 = Self(known: "2025-03-26")
    /// Structured results, elicitation, no batches.
    public static let v2025_06_18 = Self(known: "2025-06-18")
    /// Icons, elicitation by URL, tools in sampling, tasks.
    public static let v2025_11_25 = Self(known: "2025-11-25")
    /// Stateless: no handshake, no sessions, input by multi round trip.
    public static let v2026_07_28 = Self(known: "2026-07-28")

    /// Every known revision, the oldest first.
    public static let all = legacy + [v2026_07_28]

    /// The revisions with a handshake and sessions, the oldest first.
    public static let legacy = [v2024_11_05, v2025_03_26, v2025_06_18, v2025_11_25]

    /// The newest known revision.
    public static let latest = v2026_07_28

    /// Makes the revision of that date, or nothing where none is known.
    public init?(_ text: String) {
        // Nearly every request names the newest one.
        if text == Self.latest.text {
            self = Self.latest
            return
        }
        guard let known = Self.all.first(where: { $0.text == text }) else { return nil }
        self = known
    }

    /// Whether the revision is stateless.
    public var isModern: Bool { self >= .v2026_07_28 }

    /// The date.
    public var description: String { text }

    /// Whether the left revision is older; dates of this form sort as text.
    public static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }
}
