import Testing

@testable import Gatehouse

@Suite("Guarantees")
struct CallGuaranteeTests {
    @Test(
        "What is no guarantee is none",
        arguments: [
            "", "role", "role gold", "role gold 25", "role gold %", "role gold 0%", "role gold 101%", "role gold -5%",
            "role gold +5%", "role gold 2.5%", "role gold 25 %", "role gold silver 25%", "group gold 25%",
            "Role gold 25%",
            "25% role gold", "role\tgold 25%", "role gold 99999999999999999999%",
        ])
    func refused(text: String) {
        #expect(CallGuarantee(parsing: text) == nil)
    }

    @Test("A guarantee is for the callers of one role, tenant or subject")
    func parsed() {
        #expect(CallGuarantee(parsing: "role gold 25%") == CallGuarantee(0.25, roles: ["gold"]))
        #expect(CallGuarantee(parsing: "tenant acme 1%") == CallGuarantee(0.01, tenants: ["acme"]))
        #expect(CallGuarantee(parsing: " subject  alice 100% ") == CallGuarantee(1, subjects: ["alice"]))
    }

    @Test("A part beyond all of the slots is all, and one that is no number is nothing")
    func bounds() {
        #expect([-1, 2, .nan, .infinity, 0.5].map { CallGuarantee($0).part } == [0, 1, 0, 0, 0.5])
    }

    @Test("A caller is in the first group that it fits, and in none of others")
    func groups() {
        let guarantees = [
            CallGuarantee(0.1, tenants: ["acme"]), CallGuarantee(0.2, roles: ["gold"]),
            CallGuarantee(0.3, subjects: ["alice"]),
        ]
        func share(_ subject: String, _ tenant: String?, _ roles: Set<String>) -> ConcurrencyShare {
            guarantees.share(of: Principal(subject: subject, tenant: tenant, roles: roles, method: .jwt))
        }
        #expect(share("bob", nil, []) == .common)
        #expect(share("acme", "gold", ["alice"]) == .common)
        #expect(share("alice", nil, []) == .guaranteed(2))
        #expect(share("alice", nil, ["gold", "reader"]) == .guaranteed(1))
        #expect(share("alice", "acme", ["gold"]) == .guaranteed(0))
    }
}
