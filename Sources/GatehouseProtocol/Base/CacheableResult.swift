/// A result that tells how long, and by whom, it may be kept.
///
/// Revision 2026-07-28 requires both members; results of earlier revisions have neither, and count as stale at once.
/// Schema type `CacheableResult`; MCP 2026-07-28, server/utilities/caching.
public protocol CacheableResult {
    /// For how many milliseconds the result stays fresh. Decoding reads a negative number as 0, as the specification
    /// advises.
    var ttlMs: Int? { get set }
    /// Who may keep the result.
    var cacheScope: CacheScope? { get set }
}
