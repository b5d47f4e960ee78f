/// A check that lets a request pass or refuses it, before anything of its component runs.
///
/// ```swift
/// Guard("own notes", needs: .input(UpdateNote.self), .notes) { request, note, notes in
///     guard try await notes.owner(of: note.id) == request.principal.subject else {
///         throw GuardRefusal.forbidden("Editors may update their own notes")
///     }
/// }
/// ```
///
/// A guard belongs to one component (in its options), to a group of them (``Components/guarded(by:)``) or to the whole
/// server (``ServerOptions/guards``), which then also guards lists and handshakes. The guards of a request run in this
/// order: roles, permissions and scopes, all at once; the others, the server's first, then the group's, then the component's, each in
/// the order in which they were given.
///
/// When a guard runs follows from what it needs. One that needs nothing of the arguments runs in step 5, before the
/// request counts against a limit. One that needs them, itself or by way of another dependency, runs after step 7, when
/// they are checked and decoded, and before step 8; it does not run where there are none that could be used. Both are
/// decided before any stream begins, so that a refusal has its status.
///
/// What a guard throws refuses the request: a ``GuardRefusal`` with 401, 403 or 429, a ``ToolError`` with its message,
/// every other error with a generic sentence and a line in the log. Both kinds of guards get the time that a call may
/// take by default; a guard that takes longer refuses.
public struct Guard: Sendable {
    enum Rule: Sendable {
        case access(Access)
        case check(needs: [DependencyKey], run: @Sendable (RequestScope) async throws -> Void)
    }

    /// What the guard is called in messages and in overrides.
    public let name: String
    let rule: Rule

    init(name: String, rule: Rule) {
        self.name = name
        self.rule = rule
    }

    /// Makes a guard of a function.
    ///
    /// - Parameters:
    ///   - name: What the guard is called.
    ///   - needs: The values that it gets, in this order.
    ///   - check: Returns where the request may pass, and throws where it may not.
    public init<each Need: Sendable>(
        _ name: String,
        needs: repeat Dependency<each Need>,
        check: @escaping @Sendable (RequestInfo, repeat each Need) async throws -> Void
    ) {
        let needed = (repeat each needs)
        self.init(
            name: name,
            rule: .check(needs: Needs(repeat each needs).keys) { scope in
                try await check(scope.info, repeat try await scope.value(each needed))
            })
    }
}
