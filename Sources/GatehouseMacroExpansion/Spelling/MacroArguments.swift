import SwiftSyntax

/// The arguments of a macro, as they were written.
struct MacroArguments {
    private(set) var unlabeled: [ExprSyntax] = []
    private var labeled: [String: ExprSyntax] = [:]

    init(_ attribute: AttributeSyntax) {
        guard case .argumentList(let arguments) = attribute.arguments else { return }
        var isUnlabeled = true
        for argument in arguments {
            if let label = argument.label {
                labeled[label.text] = argument.expression
                isUnlabeled = false
            } else if isUnlabeled {
                unlabeled.append(argument.expression)
            }
        }
    }

    /// The argument with that label.
    subscript(label: String) -> ExprSyntax? { labeled[label] }

    /// The source of the argument with that label.
    func source(_ label: String) -> String? { labeled[label]?.source }

    /// The name of the member that an argument of the form `.snakeCase` names.
    func member(_ label: String) -> String? { labeled[label]?.as(MemberAccessExprSyntax.self)?.declName.baseName.text }
}
