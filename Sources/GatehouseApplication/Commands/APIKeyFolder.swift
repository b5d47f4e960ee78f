import Gatehouse
import GatehouseAuth
import GatehouseSQLite

/// The API keys in a server's data folder, for the commands that work on them.
struct APIKeyFolder {
    let configuration: ServerConfiguration
    private let store: SQLiteAPIKeyStore
    private let issuer: APIKeyIssuer

    /// Opens the keys; folder, file and secret are made where missing.
    init(_ options: DataOptions) async throws {
        configuration = try options.load()
        try DataFolder(path: configuration.server.data).prepare()
        let hasher = try Composition.apiKeyHasher(configuration)
        store = try await Composition.apiKeyStore(configuration)
        issuer = APIKeyIssuer(store: store, hasher: hasher)
    }

    /// Changes something about the keys, which the audit log says before and afterwards, and closes the file.
    func changed<Value: Sendable>(
        _ event: String, _ details: [AuditEntry.Detail],
        _ result: (Value) -> [AuditEntry.Detail] = { _ in [] },
        _ body: (APIKeyIssuer) async throws -> Value
    ) async throws -> Value {
        try await asked { issuer in
            try await CommandAudit(event, details, configuration).around(result) { try await body(issuer) }
        }
    }

    /// Does something with the keys, and closes the file.
    func asked<Value: Sendable>(_ body: (APIKeyIssuer) async throws -> Value) async throws -> Value {
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(issuer))
        } catch {
            outcome = .failure(error)
        }
        try await store.close()
        do {
            return try outcome.get()
        } catch let error as APIKeyIssuerError {
            throw CommandFailure(.usage, error.description)
        }
    }
}
