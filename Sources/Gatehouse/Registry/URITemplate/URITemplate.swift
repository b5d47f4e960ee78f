/// A URI template (RFC 6570), for writing URIs and for recognizing them.
///
/// All four levels expand. Matching understands every operator of levels 1 to 3 where it leads to one result; see
/// ``checkMatchable()``.
public struct URITemplate: Sendable {
    /// The template as it was written.
    public let text: String
    /// The names of the variables, in the order in which they first stand in the template.
    public let variableNames: [String]
    let parts: [Part]
    let matcher: Result<URITemplateMatcher, URITemplateError>

    /// Reads a template of at most 8,192 bytes with at most 64 variables.
    ///
    /// - Throws: ``URITemplateError``, which says what is wrong and at which byte. Unlike RFC 6570, which lets an
    ///   implementation copy a faulty expression to the result, a faulty template is refused whole.
    public init(parsing text: String) throws(URITemplateError) {
        var parser = try URITemplateParser(text)
        let parts = try parser.parts()
        self.text = text
        self.parts = parts
        variableNames = Self.names(in: parts)
        do throws(URITemplateError) {
            matcher = .success(try URITemplateMatcher(parts))
        } catch {
            matcher = .failure(error)
        }
    }

    private static func names(in parts: [Part]) -> [String] {
        var names: [String] = []
        for case .expression(let expression) in parts {
            for variable in expression.variables where !names.contains(variable.name) { names.append(variable.name) }
        }
        return names
    }
}

extension URITemplate {
    /// A piece of a template.
    enum Part: Sendable {
        /// Bytes that stand in every URI, with whatever is not ASCII percent-encoded.
        case literal([UInt8])
        case expression(Expression)
    }

    /// What stands between a pair of braces.
    struct Expression: Sendable {
        let operation: Operation
        let variables: [Variable]
    }

    /// A variable of an expression, with its modifier (level 4).
    struct Variable: Sendable {
        enum Modifier: Sendable, Equatable {
            case none
            case explode
            /// Only so many characters from the value's beginning.
            case prefix(Int)
        }

        let name: String
        let modifier: Modifier
    }
}

extension URITemplate: Hashable, CustomStringConvertible {
    public var description: String { text }

    public static func == (left: URITemplate, right: URITemplate) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
