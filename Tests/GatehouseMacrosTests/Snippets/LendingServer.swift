import GatehouseMacros
import Logging

/// How a server is made of components that need something.
enum LendingServer {
    // snippet: providers
    static let providers: [DependencyProvider] = [
        .provide(.pool, scope: .server) {
            try await Pool.open()
        } close: { pool in
            await pool.shutDown()
        },
        .provide(.connection, needs: .pool) { pool in
            try await pool.acquire()
        } close: { connection in
            await connection.release()
        },
    ]
    // end

    static func make() throws -> Server {
        var components = Lending().components
        components.dependencies = providers
        return try Server(
            info: Implementation(name: "lending", version: "1"),
            components: components,
            authenticator: FixedAuthenticator(Principal(subject: "alice", method: .local)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What a body finds that runs with a fake in the pool's place.
    static func withFake(_ check: @Sendable (Server) async throws -> Void) async throws {
        let server = try make()
        // snippet: overrides
        try await server.withOverrides {
            $0.provide(.pool) { Pool(name: "fake") }
        } _: { server in
            try await check(server)
        }
        // end
    }
}
