/// A secret by which this server proves itself to another one.
public struct ClientSecret: Sendable, Redacted {
    let text: String

    /// - Parameter text: The secret.
    public init(_ text: String) {
        self.text = text
    }
}
