/// How long a provided value lives.
public struct DependencyScope: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// Made when the server starts, closed when it stops: a pool, a client, a cache.
    public static let server = DependencyScope("server")
    /// Made at most once for each request that needs it, shared by everything in that request, closed at its end.
    public static let request = DependencyScope("request")
}
