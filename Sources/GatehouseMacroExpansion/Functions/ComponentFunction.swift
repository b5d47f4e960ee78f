import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A function that is declared as a component, with everything that its expansion needs to know.
struct ComponentFunction {
    /// What the function belongs to.
    enum Owner {
        case file, instance, type
    }

    let syntax: FunctionDeclSyntax
    let owner: Owner
    /// Whether the function runs on an actor, so that a call from elsewhere waits for it.
    let isIsolated: Bool
    /// Whether a property beside the function would belong to an actor.
    private let isAmongIsolated: Bool
    let parameters: [FunctionParameter]
    let documentation: DocComment
    /// The name of the type around the function.
    let typeName: String?
    /// Whether a type around the function is generic, so that nothing within has static storage.
    let isInGenericType: Bool

    init(_ syntax: FunctionDeclSyntax, in context: some MacroExpansionContext) {
        self.syntax = syntax
        parameters = syntax.signature.parameterClause.parameters.map(FunctionParameter.init)
        documentation = DocComment(of: syntax)
        let type = context.lexicalContext.first
        typeName = type?.nominalName
        isInGenericType = context.lexicalContext.contains { around in
            around.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
        }
        let isStatic = syntax.modifiers.has(.static) || syntax.modifiers.has(.class)
        owner = type?.isTypeContext != true ? .file : isStatic ? .type : .instance
        // What is static in an actor belongs to nobody; in a type of a global actor everything belongs to that.
        let group = type?.asProtocol((any DeclGroupSyntax).self)
        let isOfActor = group?.is(ActorDeclSyntax.self) == true && !isStatic
        isAmongIsolated = isOfActor || group?.attributes.hasGlobalActor == true
        let isOwn = syntax.attributes.hasGlobalActor || isAmongIsolated
        isIsolated = isOwn && !syntax.modifiers.has(.nonisolated)
    }

    /// The function's name, with backticks where it needs them.
    var identifier: String { syntax.name.text }

    /// The function's name.
    var name: String { identifier.withoutBackticks }

    /// The parameters whose values callers give.
    var published: [FunctionParameter] { parameters.filter(\.isPublished) }

    /// The modifiers of the value that is made of the function.
    var valueModifiers: String {
        let access = syntax.modifiers.accessPrefix
        return access + (isAmongIsolated ? "nonisolated " : "") + (owner == .type ? "static " : "")
    }

    /// What is returned; nothing where it is `Void`.
    var returnType: TypeSyntax? {
        guard let type = syntax.signature.returnClause?.type else { return nil }
        if type.lastName == "Void" { return nil }
        if let tuple = type.as(TupleTypeSyntax.self), tuple.elements.isEmpty { return nil }
        return type
    }

    /// ` -> [Book]` for the closure that calls the function; nothing where the type has no name of its own.
    func closureResult(_ other: String? = nil) -> String {
        if let other { return " -> \(other)" }
        guard let type = returnType, !type.is(SomeOrAnyTypeSyntax.self) else { return "" }
        return " -> \(naming(type).source)"
    }

    /// The syntax with `Self` replaced by the name of the type around the function, for use within another type.
    func naming<Node: SyntaxProtocol>(_ node: Node) -> Node {
        guard let typeName else { return node }
        return SelfRewriter(typeName: typeName).rewrite(node).as(Node.self) ?? node
    }
}

extension Syntax {
    fileprivate var isTypeContext: Bool {
        self.is(ExtensionDeclSyntax.self) || asProtocol((any DeclGroupSyntax).self) != nil
    }

    fileprivate var nominalName: String? {
        if let type = self.as(ExtensionDeclSyntax.self) { return type.extendedType.source }
        return asProtocol((any NamedDeclSyntax).self)?.name.text
    }
}

/// Puts a type's name in the place of `Self`.
private final class SelfRewriter: SyntaxRewriter {
    private let typeName: String

    init(typeName: String) {
        self.typeName = typeName
        super.init()
    }

    override func visit(_ token: TokenSyntax) -> TokenSyntax {
        guard token.tokenKind == .keyword(.Self) else { return token }
        return token.with(\.tokenKind, .identifier(typeName))
    }
}
