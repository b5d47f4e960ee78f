/// The names of the entries that this server's components and requests may have in `_meta` (basic/index, "_meta").
public enum ComponentMeta {
    /// The version that a client asks for in a request for a tool, prompt or resource, and the version of a component in
    /// a list.
    public static let version = "dev.gatehouse/version"
    /// How long a client wants to wait for a request, in milliseconds: a whole number from 1 on. The server gives it up
    /// then, or earlier, where the component or the server itself allows less; what is asked for counts in place of the
    /// server's default, not beyond what it allows at most.
    public static let timeoutMs = "dev.gatehouse/timeoutMs"
    /// The versions that a client may ask for, the highest first, of a component in a list that has several.
    public static let versions = "dev.gatehouse/versions"
}
