import Gatehouse
import GatehouseTesting
import Testing

@Suite("Stores of limits in memory")
struct LimitStoreTests {
    @Test("The store of quotas keeps what every store does", arguments: QuotaStoreRequirement.all)
    func quotas(_ requirement: QuotaStoreRequirement) async throws {
        try await requirement.check(InMemoryQuotaStore())
    }

    @Test("The store of rate limits keeps what every store does", arguments: RateLimitStoreRequirement.all)
    func rates(_ requirement: RateLimitStoreRequirement) async throws {
        try await requirement.check(InMemoryRateLimitStore())
    }
}
