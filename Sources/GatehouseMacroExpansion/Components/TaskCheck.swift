import SwiftSyntax

/// Checks what `@Tool` says of tasks against the function and the other arguments.
enum TaskCheck {
    /// Reports what cannot be meant.
    static func check(_ task: ExprSyntax, _ options: ComponentOptions, problems: inout Problems) {
        let words = Set(task.tokens(viewMode: .sourceAccurate).map(\.text))
        guard !words.contains("never") else { return }
        if words.contains("begunByFunction"), !options.function.parameters.contains(where: \.isContext) {
            problems.error(
                "a function that begins its task needs a parameter of type 'Context', to call 'beginTask()'",
                id: "task-without-context", at: task)
        }
        if let execution = options.arguments["execution"],
            execution.as(MemberAccessExprSyntax.self)?.declName.baseName.text == "inline"
        {
            problems.error(
                "a task runs in the background: leave 'execution' out, or 'task'", id: "inline-task", at: execution)
        }
    }
}

extension FunctionParameter {
    /// Whether the value is the call's context.
    fileprivate var isContext: Bool {
        if case .context = source { true } else { false }
    }
}
