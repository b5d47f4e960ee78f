extension Server {
    /// Makes the values that live with the server, each after those that it needs.
    ///
    /// Call it before the first request, and ``stop(waitingAtMost:)`` after the last; ``run(isolation:_:)`` does both. A
    /// server that runs already stays as it is.
    ///
    /// - Throws: ``DependencyStartError`` where a value cannot be made; those that were made are closed again.
    public func start() async throws(DependencyStartError) {
        try await dependencies.server.start(users: registry.snapshot.plans + [dependencies.general].compactMap(\.self))
        takeUpTasks()
        startWatch()
    }

    /// Closes the values that live with the server, the last made first, and returns when they are closed.
    ///
    /// What a `close` throws is logged, and stops no other. A server that does not run stays as it is; one that was
    /// stopped can be started again.
    ///
    /// - Parameter time: How long to wait for requests that still use such a value.
    public func stop(waitingAtMost time: Duration = .seconds(10)) async {
        watch.stop()
        await tasks.stop(waitingAtMost: time)
        sessions.stop()
        await dependencies.server.stop(waitingAtMost: time, by: dependencies.deadlines)
        auditor?.flush()
    }

    /// Starts the server, runs a body, and stops the server, also where the body throws or is cancelled.
    ///
    /// - Throws: ``DependencyStartError``, and whatever the body throws.
    public func run<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Result
    ) async throws -> Result {
        try await start()
        do {
            let result = try await body()
            await stop()
            return result
        } catch {
            await stop()
            throw error
        }
    }

    /// Runs a body with a server like this one in which some dependencies are made in another way, or some guards let
    /// everything pass.
    ///
    /// The other server shares nothing with this one: it has its own sessions and limits, and its own values, which are
    /// made before the body and closed after it. So several may run at once, and beside this one. It has the components
    /// that this one was made with, whatever was changed in its registry since.
    ///
    /// ```swift
    /// try await server.withOverrides { $0.provide(.pool) { FakePool() } } _: { server in … }
    /// ```
    ///
    /// - Throws: ``RegistrationError`` where an override replaces nothing or does not fit, ``DependencyStartError``, and
    ///   whatever the body throws.
    public func withOverrides<Result>(
        _ change: (inout DependencyOverrides) -> Void,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Server) async throws -> Result
    ) async throws -> Result {
        var overrides = DependencyOverrides()
        change(&overrides)
        let server = try Server(blueprint, overrides)
        return try await server.run { try await body(server) }
    }
}
