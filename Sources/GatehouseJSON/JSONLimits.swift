/// What a JSON text may cost its reader.
public struct JSONLimits: Sendable, Hashable {
    /// The most bytes that a text may have.
    public var maximumBytes: Int
    /// The most arrays and objects that may be open at once: `[[1]]` has depth 2. Never more than ``depthCeiling``.
    public var maximumDepth: Int

    /// The depth that no setting exceeds, so that reading, writing and comparing never exhaust a thread's stack: even
    /// without optimization a text of this depth needs less than 512 KiB, the least that a thread is given by default.
    public static let depthCeiling = 128

    /// Makes limits; by default 4 MiB and a depth of 64.
    public init(maximumBytes: Int = 4 * 1024 * 1024, maximumDepth: Int = 64) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = min(maximumDepth, Self.depthCeiling)
    }
}
