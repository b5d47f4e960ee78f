/// The order in which templates are tried that may fit the same URI.
struct URITemplatePrecedence: Sendable, Comparable {
    private let literalBytes: Int
    private let holdsPath: Bool
    private let variables: Int
    private let text: [UInt8]
    private let position: Int

    init(_ template: URITemplate, _ matcher: URITemplateMatcher, position: Int) {
        literalBytes = matcher.literalBytes
        holdsPath = matcher.holdsPath
        variables = template.variableNames.count
        text = Array(template.text.utf8)
        self.position = position
    }

    static func < (left: URITemplatePrecedence, right: URITemplatePrecedence) -> Bool {
        if left.literalBytes != right.literalBytes { return left.literalBytes > right.literalBytes }
        if left.holdsPath != right.holdsPath { return !left.holdsPath }
        if left.variables != right.variables { return left.variables < right.variables }
        if left.text != right.text { return left.text.lexicographicallyPrecedes(right.text) }
        return left.position < right.position
    }
}
