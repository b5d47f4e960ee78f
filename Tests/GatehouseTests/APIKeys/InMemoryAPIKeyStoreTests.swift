import Gatehouse
import GatehouseTesting
import Testing

@Suite("API keys kept in memory")
struct InMemoryAPIKeyStoreTests {
    @Test("The store does what every store does", arguments: APIKeyStoreRequirement.all)
    func requirement(_ requirement: APIKeyStoreRequirement) async throws {
        try await requirement.check(InMemoryAPIKeyStore())
    }
}
