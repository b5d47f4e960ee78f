import SwiftSyntax

extension DeclModifierListSyntax {
    /// The access level that a declaration made beside this one has: `public `, or nothing where it is internal.
    var accessPrefix: String {
        for modifier in self {
            switch modifier.name.tokenKind {
            case .keyword(.public), .keyword(.open): return "public "
            case .keyword(.package): return "package "
            case .keyword(.fileprivate): return "fileprivate "
            case .keyword(.private): return "private "
            default: continue
            }
        }
        return ""
    }

    /// The access level that a witness in an extension of a type with these modifiers needs.
    var witnessPrefix: String {
        let access = accessPrefix
        return access == "public " || access == "package " ? access : ""
    }

    func has(_ keyword: Keyword) -> Bool { contains { $0.name.tokenKind == .keyword(keyword) } }
}

extension DeclGroupSyntax {
    /// Whether methods run on an actor of their own or a global one, and need `await` from outside.
    var isIsolated: Bool {
        self.is(ActorDeclSyntax.self) || attributes.hasGlobalActor
    }
}

extension AttributeListSyntax {
    /// Whether one of the attributes is named as global actors are: `@MainActor`.
    var hasGlobalActor: Bool {
        contains { $0.as(AttributeSyntax.self)?.attributeName.lastName?.hasSuffix("Actor") == true }
    }
}
