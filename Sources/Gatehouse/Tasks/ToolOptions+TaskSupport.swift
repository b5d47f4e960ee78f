import GatehouseProtocol

extension ToolOptions {
    /// Whether calls of a tool may go on as tasks when their response is sent.
    ///
    /// ```swift
    /// @Tool(task: .allowed)                                        // a task for every client that knows tasks
    /// @Tool(task: .required.within(.seconds(7_200)))               // nobody else can call it; up to two hours
    /// @Tool(task: .allowed.restartable)                            // runs again after a crash
    /// @Tool(task: .allowed.begunByFunction)                        // a task from Context.beginTask() on
    /// ```
    ///
    /// Whether a client knows tasks is what its request says: by the capability `io.modelcontextprotocol/tasks` since
    /// 2026-07-28, by the parameter `task` in 2025-11-25.
    public struct TaskSupport: Sendable, Hashable {
        enum Mode: Sendable, Hashable {
            case never, allowed, required
        }

        let mode: Mode
        private(set) var isRestartable = false
        private(set) var isBegunByFunction = false
        private(set) var timeout: Duration?

        private init(mode: Mode) {
            self.mode = mode
        }

        /// Calls are never tasks.
        public static let never = TaskSupport(mode: .never)
        /// Calls are tasks where their client knows tasks, and ordinary calls elsewhere.
        public static let allowed = TaskSupport(mode: .allowed)
        /// Calls are tasks; clients that do not know tasks are refused.
        public static let required = TaskSupport(mode: .required)

        /// The same, and a task that was under way when the server ended runs again from its beginning when it starts: at
        /// least once, then, and not once. Its arguments and its caller are kept with it until it has ended; whether the
        /// caller may still use the tool is checked again. Without this such a task fails.
        public var restartable: TaskSupport {
            var support = self
            support.isRestartable = true
            return support
        }

        /// The same, and a call becomes a task when its function calls ``Context/beginTask()``, not before it runs. What it
        /// asks its client before that is asked with the call itself (basic/patterns/mrtr), and a function that never gets
        /// there answers the call.
        public var begunByFunction: TaskSupport {
            var support = self
            support.isBegunByFunction = true
            return support
        }

        /// The same, and a task may take so long, in place of the server's default.
        public func within(_ timeout: Duration) -> TaskSupport {
            var support = self
            support.timeout = timeout
            return support
        }

        /// Whether calls may be tasks at all.
        var isAllowed: Bool { mode != .never }

        /// How lists of revision 2025-11-25 say it; nothing where calls are never tasks, which is meant where nothing is said.
        var execution: ToolExecution? {
            switch mode {
            case .never: nil
            case .allowed: ToolExecution(taskSupport: .optional)
            case .required: ToolExecution(taskSupport: .required)
            }
        }
    }
}
