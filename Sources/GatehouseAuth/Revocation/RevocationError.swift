/// Why something was not taken back, or what was cannot be read.
public struct RevocationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One phrase that names the file, where there is one, and says what is wrong.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
