extension Context {
    /// Lets the call go on as a task: its client is answered with the task at once, and the function goes on in the
    /// background, for as long as a task may take.
    ///
    /// It is for tools that are declared with ``ToolOptions/TaskSupport/begunByFunction``: what a function asks before is
    /// asked with the call, what it asks after is asked as the task's. Where the call is a task already, or its client
    /// knows no tasks, nothing happens and the function goes on.
    ///
    /// ```swift
    /// @Tool(task: .allowed.begunByFunction)
    /// func greetSlowly(context: Context) async throws -> String {
    ///     let name = try await context.elicit("Your name?", as: Name.self)
    ///     try await context.beginTask()
    ///     …
    /// }
    /// ```
    ///
    /// - Returns: Whether the call is a task now.
    /// - Throws: What ends the call where no task could be made, or where the client has not yet answered what it was
    ///   asked; pass it on.
    @discardableResult
    public func beginTask() async throws -> Bool {
        try await task?.begin() ?? false
    }

    /// Whether the call goes on as a task.
    public var isTask: Bool { task?.hasBegun ?? false }
}
