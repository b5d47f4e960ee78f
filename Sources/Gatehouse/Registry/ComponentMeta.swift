/// The names of the entries that this server's components and requests may have in `_meta` (basic/index, "_meta").
public enum ComponentMeta {
    /// The version that a client asks for in a request for a tool, prompt or resource, and the version of a component in
    /// a list.
    public static let version = "dev.gatehouse/version"
    /// The versions that a client may ask for, the highest first, of a component in a list that has several.
    public static let versions = "dev.gatehouse/versions"
}
