import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// The stored properties of a struct, as members of a JSON object.
struct StoredProperties {
    private(set) var members: [Member] = []
    /// Where each member is declared.
    private(set) var places: [Syntax] = []
    private let naming: MemberNaming

    init(_ naming: MemberNaming) {
        self.naming = naming
    }

    /// Reads the members of a struct.
    mutating func read(_ items: MemberBlockItemListSyntax, problems: inout Problems) {
        for item in items {
            if let variable = item.decl.as(VariableDeclSyntax.self) {
                read(variable, problems: &problems)
            } else if let condition = item.decl.as(IfConfigDeclSyntax.self), condition.hasStoredProperty {
                problems.error(
                    "a property under #if would make a schema that depends on how it was built",
                    id: "conditional-property", at: condition)
            }
        }
    }

    private mutating func read(_ variable: VariableDeclSyntax, problems: inout Problems) {
        guard !variable.modifiers.has(.static), !variable.modifiers.has(.lazy) else { return }
        let arguments = FieldArguments(variable.attributes, problems: &problems)
        let documentation = DocComment(of: variable)
        for (binding, type) in variable.typedBindings where binding.isStored {
            guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else {
                problems.error(
                    "declare each property by itself: JSON has no tuples", id: "tuple-pattern", at: binding.pattern)
                continue
            }
            if variable.bindingSpecifier.tokenKind == .keyword(.let), let initializer = binding.initializer {
                refuse(variable, initializer, problems: &problems)
                continue
            }
            guard let type = type ?? binding.initializer?.value.literalType else {
                problems.error(
                    "write the type of '\(pattern.identifier.text)': a macro cannot infer it", id: "type-not-written",
                    at: pattern)
                continue
            }
            let name = pattern.identifier.text.withoutBackticks
            TypeCheck.check(type, of: "property '\(name)'", problems: &problems)
            let member = Member(
                identifier: pattern.identifier.text, jsonName: arguments.name ?? naming.name(name),
                type: type.trimmed, defaultValue: binding.initializer?.value.trimmed, arguments: arguments,
                description: documentation.plainSummary)
            FieldCheck.check(member, written: binding.initializer?.value, problems: &problems)
            members.append(member)
            places.append(Syntax(pattern))
        }
    }

    private func refuse(
        _ variable: VariableDeclSyntax,
        _ initializer: InitializerClauseSyntax,
        problems: inout Problems
    ) {
        let specifier = variable.bindingSpecifier
        let replacement = specifier.with(\.tokenKind, .keyword(.var))
        problems.error(
            "a constant that has its value cannot be read from JSON", id: "constant-with-value", at: initializer,
            fixIts: [.replace(specifier, with: replacement, "make it a 'var' with a default", id: "let-to-var")])
    }
}

extension VariableDeclSyntax {
    /// The bindings, each with the type that is written behind it or behind a later one.
    fileprivate var typedBindings: [(PatternBindingSyntax, TypeSyntax?)] {
        var typed: [(PatternBindingSyntax, TypeSyntax?)] = []
        var following: TypeSyntax?
        for binding in bindings.reversed() {
            if let type = binding.typeAnnotation?.type { following = type }
            if binding.typeAnnotation == nil, binding.initializer != nil { following = nil }
            typed.append((binding, following))
        }
        return typed.reversed()
    }
}

extension PatternBindingSyntax {
    /// Whether the binding has storage: it has no accessors but observers.
    fileprivate var isStored: Bool {
        switch accessorBlock?.accessors {
        case nil: true
        case .getter: false
        case .accessors(let accessors):
            accessors.allSatisfy { accessor in
                [.keyword(.willSet), .keyword(.didSet)].contains(accessor.accessorSpecifier.tokenKind)
            }
        }
    }
}

extension ExprSyntax {
    /// The type that a literal has where nothing else is written.
    fileprivate var literalType: TypeSyntax? {
        switch self.kind {
        case .integerLiteralExpr: "Int"
        case .floatLiteralExpr: "Double"
        case .stringLiteralExpr: "String"
        case .booleanLiteralExpr: "Bool"
        default: nil
        }
    }
}

extension IfConfigDeclSyntax {
    fileprivate var hasStoredProperty: Bool {
        clauses.contains { clause in
            guard case .decls(let items) = clause.elements else { return false }
            return items.contains { item in
                item.decl.as(VariableDeclSyntax.self)?.bindings.contains { $0.isStored } ?? false
            }
        }
    }
}
