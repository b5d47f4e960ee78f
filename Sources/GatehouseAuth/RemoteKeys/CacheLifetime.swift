import GatehouseFetch

/// How long an answer counts by its own word (RFC 9111, section 4.2).
enum CacheLifetime {
    /// What `Cache-Control` says, less the answer's `Age`; nothing where it says nothing of it.
    static func of(_ response: OutgoingResponse) -> Duration? {
        guard let field = response.field("cache-control") else { return nil }
        var maximum: Int64?
        for directive in field.split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
            switch parts.first?.lowercased() {
            case "no-store"?, "no-cache"?: return .zero
            // Of several the shortest counts; what is no number counts as none.
            case "max-age"?: maximum = min(maximum ?? .max, parts.dropFirst().first.flatMap(seconds) ?? 0)
            default: break
            }
        }
        guard let maximum else { return nil }
        let age = response.field("age").flatMap(seconds) ?? 0
        return .seconds(max(0, maximum - age))
    }

    /// A number of seconds, at most a year.
    private static func seconds(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return min(Int64(text) ?? .max, 31_536_000)
    }
}
