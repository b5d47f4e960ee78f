import Synchronization
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

    @Test("A guarantee is for whoever holds the role, also by a grant, and for nobody whose tenant has it not")
    func heldRoles() async throws {
        let gate = Gate()
        let order = Mutex<[String]>([])
        let held = Tool(name: "held", description: "", input: NoInput.self) { _, context -> String in
            order.withLock { $0.append(context.principal.subject) }
            await gate.wait()
            return ""
        }
        let server = try Server.limited(tools: [held]) {
            $0.calls.maximumConcurrent = 1
            ($0.calls.queueWait, $0.calls.overloadWait) = (.seconds(60), .seconds(60))
            $0.calls.guarantees = [CallGuarantee(1, roles: ["gold"])]
            $0.policy.roles = ["gold": .init(tenant: "acme")]
            $0.policy.grants = [AccessGrant(.subject("alice"), roles: ["gold"])]
        }
        var calls: [Task<Int, Never>] = []
        for (position, caller) in ["bob", "dave+gold@other", "alice@acme"].enumerated() {
            calls.append(Task { await server.answer(.plain("held", as: caller)).status })
            if position == 0 { await gate.arrivals() }
            while server.usage.waitingCalls < position { await Task.yield() }
        }
        gate.open()
        for call in calls { #expect(await call.value == 200) }
        #expect(order.withLock { $0 } == ["bob", "alice", "dave"])
    }
}
