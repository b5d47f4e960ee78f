/// The identifiers of extensions of the protocol, as capabilities name them under `extensions`.
public enum ProtocolExtension {
    /// Tasks: requests that go on when their response is sent.
    public static let tasks = "io.modelcontextprotocol/tasks"
}
