import GatehouseJSON
import Testing

@testable import Gatehouse

@Suite("Two readings of a policy")
struct PolicyAgreementTests {
    /// A policy, a component, a caller and arguments, drawn at random.
    private struct Case {
        var policy = AccessPolicy()
        var conditions: [String: NaiveCondition] = [:]
        var component: NaiveComponent
        var caller: Principal
        var arguments: JSONObject = [:]

        private static let permissions = ["notes:read", "notes:write", "audit:read"]
        private static let tenants: [String?] = [nil, nil, "acme", "beta"]

        init(_ random: inout SplitMix64) throws {
            component = NaiveComponent(
                kind: "tool", name: ["delete_note", "delete_all", "read"].one(&random),
                tags: Set(["danger", "beta"].some(&random)), declared: Self.access(&random), guards: .everyone)
            if Bool.random(using: &random), Bool.random(using: &random) { component.guards = Self.access(&random) }
            component.declared = component.declared.and(component.guards)
            caller = .named(["alice", "bob", "eve"].one(&random))
            caller.roles = Set(["r0", "r1", "r2", "r9"].some(&random))
            caller.scopes = Set(["s0", "s1", "s2"].some(&random))
            caller.groups = Set(["staff", "ops"].some(&random))
            caller.tenant = Self.tenants.one(&random)
            makePolicy(&random)
            try makeRules(&random)
            makeArguments(&random)
        }

        private mutating func makePolicy(_ random: inout SplitMix64) {
            let granted = Self.permissions + ["*", "notes:*", "none"]
            for index in 0..<3 {
                // A role inherits those after it, so that no circle comes about.
                let heirs = (index + 1..<3).map { "r\($0)" }
                policy.roles["r\(index)"] = AccessPolicy.Role(
                    permissions: Set(granted.some(&random)), inherits: heirs.some(&random))
            }
            if Bool.random(using: &random) { policy.roles["r0"]?.tenant = "acme" }
            for index in 0..<2 where Bool.random(using: &random) {
                policy.scopes["s\(index)"] = Set(granted.some(&random))
            }
            policy.includedScopes = ["s0": Set(["s1", "s2"].some(&random)), "s1": Set(["s0"].some(&random))]
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let mark: AccessGrant.Mark = [
                    .group("staff"), .group("ops"), .subject("alice"), .subject("bob"), .scope("s0"), .scope("s1"),
                ].one(&random)
                policy.grants.append(
                    AccessGrant(
                        mark, roles: ["r0", "r1", "r2"].some(&random), permissions: Set(granted.some(&random)),
                        tenant: Self.tenants.one(&random)))
            }
            if Int.random(in: 0..<3, using: &random) == 0 { policy.fallback = .deny }
            if Int.random(in: 0..<8, using: &random) == 0 { policy.enforcement = .dryRun }
        }

        private mutating func makeRules(_ random: inout SplitMix64) throws {
            for index in 0..<Int.random(in: 0...4, using: &random) {
                let targets: [AccessTarget] = [
                    .tool("delete_note"), .tool("delete_*"), .tool("*"), .tool("read"), .prompt("*"), .tag("danger"),
                    .tag("be*"), .resource("*"),
                ]
                var rule = AccessRule(
                    "rule \(index)", Bool.random(using: &random) ? .allow : .deny,
                    [targets.one(&random), targets.one(&random)], to: Self.access(&random))
                if Bool.random(using: &random) {
                    let condition = Self.condition(&random, depth: 3)
                    conditions[rule.name] = condition
                    rule.condition = try .expression(condition.text)
                }
                policy.rules.append(rule)
            }
        }

        private mutating func makeArguments(_ random: inout SplitMix64) {
            arguments["amount"] = [nil, .null, 5, 15, "12"].one(&random)
            arguments["author"] = [nil, .null, "alice", "bob", 7].one(&random)
            arguments["force"] = [nil, true, false, "true"].one(&random)
        }

        private static func access(_ random: inout SplitMix64) -> Access {
            var access = Access()
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                switch Int.random(in: 0..<6, using: &random) {
                case 0: access.permissions.append(permissions.one(&random))
                case 1: access.scopes.append(["s0", "s1", "s2"].one(&random))
                case 2: access.roles.append([["r0", "r9"].one(&random), "r1"])
                case 3: access.groups.append([["staff", "ops"].one(&random)])
                case 4: access.subjects.append([["alice", "bob"].one(&random), "eve"])
                default: access.tenants.append(["acme", "beta"].one(&random))
                }
            }
            return access
        }

        private static func condition(_ random: inout SplitMix64, depth: Int) -> NaiveCondition {
            switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
            case 0: .amountBelow(10)
            case 1: .authorIsCaller
            case 2: .inGroup(["staff", "ops"].one(&random))
            case 3: .tenantIs(["acme", "beta"].one(&random))
            case 4: .forced
            case 5: .absent(["amount", "author"].one(&random))
            case 6: .both(condition(&random, depth: depth - 1), condition(&random, depth: depth - 1))
            case 7: .either(condition(&random, depth: depth - 1), condition(&random, depth: depth - 1))
            default: .opposite(condition(&random, depth: depth - 1))
            }
        }

        /// What the engine decides, at step 5 and with the arguments.
        var engine: (early: AccessDecision, final: AccessDecision, isListed: Bool) {
            let table = AccessTable(requirements: [component.declared], guards: component.guards, policy: policy)
            let access = ComponentAccess(
                table, .tool, component.name, tags: component.tags, declared: component.declared,
                guards: component.guards)
            let grants = table.grants(of: caller)
            let text = ConditionArguments(JSONText(.object(arguments)))
            let request = AccessRequest(evaluation: ConditionEvaluation(caller: table.caller(caller), arguments: text))
            return (
                access.decide(grants, in: table), access.decide(grants, in: table, request),
                access.isListed(for: grants, in: table)
            )
        }

        /// The same with a part less, for every part that may be left out.
        var smaller: [Case] {
            var all: [Case] = []
            func add(_ change: (inout Case) -> Void) {
                var copy = self
                change(&copy)
                all.append(copy)
            }
            for index in policy.rules.indices { add { $0.policy.rules.remove(at: index) } }
            for index in policy.grants.indices { add { $0.policy.grants.remove(at: index) } }
            for name in policy.roles.keys { add { $0.policy.roles[name] = [] } }
            for name in arguments.names { add { $0.arguments[name] = nil } }
            for index in policy.rules.indices { add { $0.policy.rules[index].callers = .everyone } }
            add { $0.caller.roles = [] }
            add { $0.caller.scopes = [] }
            add { $0.caller.groups = [] }
            add { $0.caller.tenant = nil }
            return all
        }

        var isAgreed: Bool {
            let (early, final, isListed) = engine
            let (allowed, rule) = NaivePolicy(policy: policy, conditions: conditions).decide(
                component, caller, arguments)
            guard final.outcome == (allowed ? .allowed : .refused) else { return false }
            if final.basis == .rule, final.rule != rule { return false }
            // What step 5 decides stands, and lists show what may still be allowed.
            if early.outcome != .conditional, early.outcome != final.outcome { return false }
            return isListed == (early.outcome != .refused)
        }

        /// The smallest case that still disagrees.
        var shrunk: Case {
            var current = self
            while let next = current.smaller.first(where: { !$0.isAgreed }) {
                guard next.size < current.size else { return current }
                current = next
            }
            return current
        }

        private var size: Int {
            policy.rules.count * 10 + policy.grants.count * 5
                + policy.roles.values.reduce(0) { $0 + $1.permissions.count + $1.inherits.count }
                + arguments.count + caller.roles.count + caller.scopes.count + caller.groups.count
                + (caller.tenant == nil ? 0 : 1) + policy.rules.count(where: { $0.callers != .everyone })
        }
    }

    @Test("The engine and a reading by the letter agree on every policy and call", arguments: UInt64(1)...20)
    func agree(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for number in 0..<500 {
            let one = try Case(&random)
            guard !one.isAgreed else { continue }
            Issue.record("seed \(seed), case \(number): \(one.shrunk)")
            return
        }
    }

    @Test("Cases of every kind are drawn")
    func coverage() throws {
        var random = SplitMix64(seed: 99)
        var counts: [String: Int] = [:]
        for _ in 0..<2_000 {
            let (early, final, _) = try Case(&random).engine
            counts["\(early.outcome) \(final.outcome) \(final.basis)", default: 0] += 1
        }
        for kind in [
            "allowed allowed declaration", "refused refused declaration", "allowed allowed rule",
            "refused refused rule",
            "refused refused guards", "refused refused default", "refused refused no_rule_applies",
            "conditional allowed rule", "conditional refused rule", "conditional refused no_rule_applies",
            "conditional allowed declaration",
        ] { #expect(counts[kind, default: 0] >= 3, "\(kind)") }
    }
}

extension Array {
    fileprivate func one(_ random: inout SplitMix64) -> Element {
        self[Int.random(in: 0..<count, using: &random)]
    }

    fileprivate func some(_ random: inout SplitMix64) -> [Element] {
        filter { _ in Bool.random(using: &random) }
    }
}
