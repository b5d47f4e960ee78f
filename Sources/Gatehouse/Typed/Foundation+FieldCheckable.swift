public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

// What is written as text keeps rules about text exactly where its text does, so the text decides.

extension Date: FieldCheckable {
    public static var fieldKinds: FieldKinds { .string }
    /// Left to the text.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}

extension URL: FieldCheckable {
    public static var fieldKinds: FieldKinds { .string }
    /// Left to the text.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}

extension UUID: FieldCheckable {
    public static var fieldKinds: FieldKinds { .string }
    /// Left to the text.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}

extension Data: FieldCheckable {
    public static var fieldKinds: FieldKinds { .string }
    /// Left to the text: lengths count characters of Base64, four for every three bytes.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}

extension Decimal: FieldCheckable {
    public static var fieldKinds: FieldKinds { .number }
    /// Left to the text.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}
