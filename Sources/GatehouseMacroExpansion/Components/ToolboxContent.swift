import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// Everything that a toolbox declares.
struct ToolboxContent {
    private var members: [ToolboxMember] = []

    init(of declaration: some DeclGroupSyntax, problems: inout Problems) {
        for item in declaration.memberBlock.members {
            if let function = item.decl.as(FunctionDeclSyntax.self) {
                members += ToolboxMember.all(of: function)
            } else if let condition = item.decl.as(IfConfigDeclSyntax.self) {
                refuseComponents(in: condition, problems: &problems)
            }
        }
        checkOverloads(problems: &problems)
        checkIdentities(problems: &problems)
        checkCompletions(problems: &problems)
    }

    /// The value of `components`.
    var components: SourceText {
        var call = CallText(name: "Components")
        for kind in ToolboxMember.Kind.allCases {
            let values = members.filter { $0.kind == kind }.map(\.value)
            if values.isEmpty { continue }
            let list = "[\(values.joined(separator: ", "))]"
            call.add(kind.label, list.count <= 88 ? list : "[\n    \(values.joined(separator: ",\n    ")),\n]")
        }
        return SourceText(call.text(room: 80).split(separator: "\n").map(String.init))
    }

    private func refuseComponents(in condition: IfConfigDeclSyntax, problems: inout Problems) {
        for clause in condition.clauses {
            guard case .decls(let items) = clause.elements else { continue }
            for function in items.compactMap({ $0.decl.as(FunctionDeclSyntax.self) }) {
                for member in ToolboxMember.all(of: function) {
                    problems.error(
                        "a component under #if cannot be in a toolbox: declare it outside, or register it by itself",
                        id: "conditional-component", at: member.attribute)
                }
            }
        }
    }

    /// Two functions of one name would make two values of one name.
    private func checkOverloads(problems: inout Problems) {
        for member in members where members.count(where: { $0.kind == member.kind && $0.name == member.name }) > 1 {
            problems.error(
                "another function called '\(member.name)' is declared as a \(member.kind.rawValue.lowercased()): "
                    + "give one of them another name", id: "overload", at: member.function.name)
        }
    }

    private func checkIdentities(problems: inout Problems) {
        for kind in ToolboxMember.Kind.allCases {
            let identities = members.filter { $0.kind == kind }.compactMap { member in
                member.identity.map { (text: $0.text, place: $0.place, version: member.version) }
            }
            for identity in identities
            where identities.count(where: { $0.text == identity.text && $0.version == identity.version }) > 1 {
                problems.error(
                    "two \(kind.label) are called \"\(identity.text)\"", id: "duplicate-component", at: identity.place)
            }
        }
    }

    /// A completion names a prompt as clients do, not as Swift does, and one of its arguments.
    private func checkCompletions(problems: inout Problems) {
        for completion in members where completion.kind == .completion {
            guard let target = completion.arguments["for"], let text = LiteralValue.text(target) else { continue }
            let targets = members.filter { $0.kind == .prompt || $0.kind == .resource }
            if let found = targets.first(where: { $0.identity?.text == text }) {
                checkArgument(of: completion, in: found, problems: &problems)
            } else if let meant = targets.first(where: { $0.name == text }), let name = meant.identity?.text {
                problems.error(
                    "clients know '\(text)' as \"\(name)\"", id: "completion-target", at: target,
                    fixIts: [
                        .replace(
                            target, with: ExprSyntax(StringLiteralExprSyntax(content: name)), "write \"\(name)\"",
                            id: "use-component-name")
                    ])
            }
        }
    }

    private func checkArgument(
        of completion: ToolboxMember,
        in target: ToolboxMember,
        problems: inout Problems
    ) {
        guard let argument = completion.arguments["argument"], let name = LiteralValue.text(argument) else { return }
        guard !target.argumentNames.contains(name) else { return }
        problems.error("'\(target.name)' has no argument \"\(name)\"", id: "completion-argument", at: argument)
    }
}
