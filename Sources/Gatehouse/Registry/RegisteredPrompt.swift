import GatehouseProtocol

/// A prompt with everything about it that is worked out once, when the server is made.
final class RegisteredPrompt: Sendable {
    let prompt: Prompt
    /// The prompt's place in lists.
    let position: Int
    let requirement: AccessTable.Grants
    let plan: ComponentPlan?
    /// The names of the arguments that a caller must give.
    let required: [String]
    /// The names of all arguments.
    let known: Set<String>

    init(prompt: Prompt, position: Int, table: AccessTable, plan: ComponentPlan?) {
        self.prompt = prompt
        self.position = position
        self.plan = plan
        self.requirement = table.requirement(prompt.options.access)
        self.required = prompt.arguments.filter { $0.required == true }.map(\.name)
        self.known = Set(prompt.arguments.map(\.name))
    }
}
