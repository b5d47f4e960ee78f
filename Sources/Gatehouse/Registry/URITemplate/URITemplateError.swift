/// What is wrong with a URI template, or with its use.
public struct URITemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence for the template's author.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
