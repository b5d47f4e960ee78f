import GatehouseJSON
import GatehouseProtocol

/// A prompt with everything about it that is worked out once, when it is registered.
final class RegisteredPrompt: RegisteredComponent {
    let prompt: Prompt
    let version: ComponentVersion?
    let control: ComponentAccess
    let plan: ComponentPlan?
    /// The names of the arguments that a caller must give.
    let required: [String]
    /// The names of all arguments.
    let known: Set<String>
    /// The values of arguments whose types have but a few.
    let choices: [ExactString: [String]]
    /// What may be kept of the arguments.
    let redaction: RedactionPlan

    /// - Throws: ``RegistrationError`` for what the protocol does not allow.
    init(_ planned: PlannedPrompt, table: AccessTable) throws(RegistrationError) {
        prompt = planned.prompt
        plan = planned.plan
        try ComponentRules.check(prompt)
        version = try ComponentRules.version(prompt.options.version, of: "prompt \"\(prompt.name)\"")
        control = Self.control(of: prompt, table)
        required = prompt.arguments.filter { $0.required == true }.map(\.name)
        known = Set(prompt.arguments.map(\.name))
        choices = prompt.types.choices
        redaction = try RedactionPlan(
            texts: prompt.arguments.map(\.name), choices, prompt.options.sensitivity, of: "prompt \"\(prompt.name)\"")
    }

    private init(_ other: RegisteredPrompt, table: AccessTable) {
        prompt = other.prompt
        plan = other.plan
        version = other.version
        control = Self.control(of: other.prompt, table)
        required = other.required
        known = other.known
        choices = other.choices
        redaction = other.redaction
    }

    private static func control(of prompt: Prompt, _ table: AccessTable) -> ComponentAccess {
        ComponentAccess(
            table, .prompt, prompt.name, tags: prompt.options.tags, declared: prompt.options.access,
            guards: table.guards.and(prompt.options.guards.access))
    }

    var kind: ComponentKind { .prompt }
    var key: String { prompt.name }
    var tags: Set<String> { prompt.options.tags }
    var site: DeclarationSite { prompt.site }
    var prefixes: [String] { prompt.prefixes }
    var access: Access { prompt.options.access }

    func renewed(for table: AccessTable) -> RegisteredPrompt {
        RegisteredPrompt(self, table: table)
    }
}
