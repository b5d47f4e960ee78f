package import GatehouseJSON

/// What may be kept at one place, declared beside a schema.
package struct SensitivityDeclaration: Sendable, Hashable {
    /// The place; the token `*` stands for every element and every member.
    package let pointer: JSONPointer
    /// What may be kept there.
    package let sensitivity: Sensitivity

    /// Declares what may be kept at a place.
    package init(_ pointer: JSONPointer, _ sensitivity: Sensitivity) {
        self.pointer = pointer
        self.sensitivity = sensitivity
    }

    /// What is left to say of a member.
    func below(_ token: String) -> SensitivityDeclaration? {
        guard let first = pointer.tokens.first, first == "*" || first.isExactly(token) else { return nil }
        return SensitivityDeclaration(JSONPointer(Array(pointer.tokens.dropFirst())), sensitivity)
    }

    /// What is left to say of members and elements without a name of their own.
    var belowAny: SensitivityDeclaration? { below("*") }
}
