import SwiftSyntax

/// A parameter of a function that is declared as a component.
struct FunctionParameter {
    /// Where a parameter's value comes from.
    enum Source {
        /// From the caller: the parameter is published.
        case caller
        /// The call's context.
        case context
        /// Whoever is calling.
        case principal
        /// A dependency: the arguments of `@Depends`, where it has any.
        case dependency(String?)
    }

    let syntax: FunctionParameterSyntax
    /// The label in calls; nothing where there is none.
    let label: String?
    /// The name within the function, with backticks where it needs them. It is what callers see.
    let identifier: String
    let source: Source

    init(_ syntax: FunctionParameterSyntax) {
        self.syntax = syntax
        label = syntax.firstName.tokenKind == .wildcard ? nil : syntax.firstName.text
        identifier = (syntax.secondName ?? syntax.firstName).text
        source = Self.source(of: syntax)
    }

    /// Whether callers give the value.
    var isPublished: Bool {
        if case .caller = source { true } else { false }
    }

    private static func source(of syntax: FunctionParameterSyntax) -> Source {
        if let depends = syntax.attributes.attributes(named: "Depends").first {
            guard case .argumentList(let arguments) = depends.arguments, !arguments.isEmpty else {
                return .dependency(nil)
            }
            return .dependency(arguments.trimmedDescription)
        }
        switch syntax.type.lastName {
        case "Context": return .context
        case "Principal": return .principal
        default: return .caller
        }
    }
}
