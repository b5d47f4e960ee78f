import GatehouseMacros

/// Jobs that take longer than a client waits for a response.
@Toolbox
struct Jobs {
    let ledger: Ledger

    /// Counts to a number, a step every hundredth of a second. A crash does not end it: it counts again from the beginning.
    ///
    /// - Parameters:
    ///   - name: What the job is called in the ledger.
    ///   - steps: How far to count.
    @Tool(.idempotent, requires: .permission("jobs:run"), task: .allowed.restartable)
    func count(
        @Field(.length(1...64)) name: String,
        @Field(.range(1...10_000)) steps: Int = 10
    ) async throws -> String {
        try ledger.write("begin \(name)")
        try await pause(steps)
        try ledger.write("end \(name)")
        return "\(name) counted to \(steps)"
    }

    /// Prints a page, which must not happen twice: a job that a crash cuts short has failed.
    ///
    /// - Parameters:
    ///   - name: What the job is called in the ledger.
    ///   - steps: How long it takes, in hundredths of a second.
    @Tool(.destructive, requires: .permission("jobs:run"), task: .required.within(.seconds(600)))
    func printPage(
        @Field(.length(1...64)) name: String,
        @Field(.range(1...10_000)) steps: Int = 10
    ) async throws -> String {
        try ledger.write("begin \(name)")
        try await pause(steps)
        try ledger.write("end \(name)")
        return "\(name) is printed"
    }

    /// Asks whom to greet, and greets when it has been thought over.
    @Tool(requires: .permission("jobs:run"), task: .allowed.begunByFunction)
    func greetSlowly(context: Context) async throws -> String {
        guard case .accepted(let person) = try await context.elicit("Whom shall I greet?", as: Person.self) else {
            return "Nobody was greeted."
        }
        try await context.beginTask()
        try await pause(10)
        return "Hello, \(person.name)!"
    }

    private func pause(_ steps: Int) async throws {
        for _ in 0..<steps { try await Task.sleep(for: .milliseconds(10)) }
    }
}
