import GatehouseJSON
import SwiftSyntax

/// A range of number literals: `1...50`, `0..<1`, `1...`, `...50`.
struct LiteralRange {
    var lower: ExprSyntax?
    var upper: ExprSyntax?
    var excludesUpper = false

    /// Reads a range; its bounds need not be literals.
    init?(_ expression: ExprSyntax) {
        if let postfix = expression.as(PostfixOperatorExprSyntax.self), postfix.operator.text == "..." {
            lower = postfix.expression
        } else if let prefix = expression.as(PrefixOperatorExprSyntax.self), prefix.operator.text.hasPrefix("..") {
            upper = prefix.expression
            excludesUpper = prefix.operator.text == "..<"
        } else if let (left, sign, right) = Self.operation(expression), sign == "..." || sign == "..<" {
            lower = left
            upper = right
            excludesUpper = sign == "..<"
        } else {
            return nil
        }
    }

    /// The parts of an operation, whether the compiler has folded it or not.
    private static func operation(_ expression: ExprSyntax) -> (ExprSyntax, String, ExprSyntax)? {
        if let infix = expression.as(InfixOperatorExprSyntax.self),
            let sign = infix.operator.as(BinaryOperatorExprSyntax.self)
        {
            return (infix.leftOperand, sign.operator.text, infix.rightOperand)
        }
        guard let sequence = expression.as(SequenceExprSyntax.self) else { return nil }
        let elements = Array(sequence.elements)
        guard elements.count == 3, let sign = elements[1].as(BinaryOperatorExprSyntax.self) else { return nil }
        return (elements[0], sign.operator.text, elements[2])
    }
}
