import GatehouseJSON
import SwiftParser
import SwiftSyntax

/// Reads the values of literals.
enum LiteralValue {
    /// The value of a literal as JSON; nothing where the expression is not made of literals alone.
    static func json(_ expression: ExprSyntax) -> JSONValue? {
        if let text = text(expression) { return .string(text) }
        if let number = number(expression) { return number }
        if let literal = expression.as(BooleanLiteralExprSyntax.self) {
            return .bool(literal.literal.tokenKind == .keyword(.true))
        }
        if let array = expression.as(ArrayExprSyntax.self) {
            let elements = array.elements.map { json($0.expression) }
            return elements.contains { $0 == nil } ? nil : .array(elements.compactMap(\.self))
        }
        return nil
    }

    /// The text of a string literal without interpolations.
    static func text(_ expression: ExprSyntax) -> String? {
        expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue
    }

    /// The value of a number literal, with or without a sign.
    static func number(_ expression: ExprSyntax) -> JSONValue? {
        if let literal = expression.as(IntegerLiteralExprSyntax.self) {
            return literal.representedLiteralValue.map { .integer(Int64($0)) }
        }
        if let literal = expression.as(FloatLiteralExprSyntax.self) {
            return literal.representedLiteralValue.map { JSONValue($0) }
        }
        if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1 {
            return tuple.elements.first.flatMap { number($0.expression) }
        }
        guard let signed = expression.as(PrefixOperatorExprSyntax.self), signed.operator.text == "-" else { return nil }
        switch number(signed.expression) {
        case .integer(let value): return value == .min ? nil : .integer(-value)
        case .number(let value): return JSONValue(-value.double)
        default: return nil
        }
    }
}
