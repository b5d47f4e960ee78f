import SwiftDiagnostics
import SwiftSyntax

/// The hints that `@Tool` takes without a label: `.readOnly`, `.destructive` and their like.
struct ToolTraits {
    /// A hint and the annotation that it stands for.
    private static let hints: [String: (label: String, value: Bool)] = [
        "readOnly": ("readOnlyHint", true),
        "destructive": ("destructiveHint", true),
        "additive": ("destructiveHint", false),
        "idempotent": ("idempotentHint", true),
        "openWorld": ("openWorldHint", true),
        "closedWorld": ("openWorldHint", false),
    ]

    /// The annotations in the order of the initializer.
    private static let labels = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"]

    private var values: [String: Bool] = [:]

    init(_ expressions: [ExprSyntax], problems: inout Problems) {
        for expression in expressions {
            guard let name = expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text,
                let hint = Self.hints[name]
            else {
                problems.error("write the hint itself, as '.readOnly'", id: "unknown-hint", at: expression)
                continue
            }
            if let known = values[hint.label], known != hint.value {
                problems.error("'.\(name)' contradicts a hint before it", id: "contradictory-hints", at: expression)
            }
            values[hint.label] = hint.value
            guard values["readOnlyHint"] == true, values["destructiveHint"] == true else { continue }
            problems.error("a tool that only reads destroys nothing", id: "contradictory-hints", at: expression)
            values["destructiveHint"] = nil
        }
    }

    /// The annotations as an expression; nothing where there are none.
    var annotations: String? {
        var call = CallText(name: "ToolAnnotations")
        for label in Self.labels { call.add(label, values[label].map { $0 ? "true" : "false" }) }
        return call.arguments.isEmpty ? nil : call.text()
    }
}
