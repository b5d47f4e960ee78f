import Gatehouse
import Testing

@testable import GatehouseApplication

@Suite("Access rules in the configuration", .sampleApplication)
struct AccessConfigurationTests {
    @Test("Everything is read into one policy")
    func everything() throws {
        let yaml = """
            roles:
              reader: [notes:read]
              manager: {permissions: ["notes:*"], inherits: reader, tenant: acme}
            access:
              default: deny
              hidden: everywhere
              dry_run: true
              scopes:
                notes.read: notes:read
                notes.all: {permissions: ["notes:*"], includes: notes.read}
              grants:
                - {group: staff, roles: reader}
                - {claim: org.department, value: finance, permissions: ["invoices:*"], tenant: acme}
              rules:
                - name: own notes
                  effect: allow
                  tools: [delete_note, "draft_*"]
                  roles: [reader, manager]
                  tenant: acme
                  when: args.author == caller.subject
                  hidden: nowhere
                - effect: deny
                  tags: danger
            """
        let policy = try load(yaml: yaml).policy
        #expect(policy.fallback == .deny)
        #expect(policy.concealment == .everywhere)
        #expect(policy.enforcement == .dryRun)
        #expect(
            policy.roles["manager"]
                == AccessPolicy.Role(permissions: ["notes:*"], inherits: ["reader"], tenant: "acme"))
        #expect(policy.scopes == ["notes.read": ["notes:read"], "notes.all": ["notes:*"]])
        #expect(policy.includedScopes == ["notes.read": [], "notes.all": ["notes.read"]])
        #expect(
            policy.grants == [
                AccessGrant(.group("staff"), roles: ["reader"]),
                AccessGrant(
                    .claim("org.department", equals: "finance"), permissions: ["invoices:*"], tenant: "acme"),
            ])
        let rules = policy.rules
        #expect(rules.map(\.name) == ["own notes", "access.rules[1]"])
        #expect(rules.map(\.effect) == [.allow, .deny])
        #expect(rules.map(\.targets) == [[.tool("delete_note"), .tool("draft_*")], [.tag("danger")]])
        #expect(rules[0].callers == Access(roles: [["reader", "manager"]], tenants: ["acme"]))
        #expect(rules[0].concealment == .nowhere)
        #expect(rules[1].concealment == nil)
    }

    @Test("Without anything the policy is that of the roles")
    func nothing() throws {
        let policy = try load().policy
        #expect(policy.rules.isEmpty && policy.grants.isEmpty && policy.fallback == .declared)
        #expect(policy.concealment == .lists && policy.enforcement == .enforced)
    }

    @Test(
        "A rule that is wrong is refused with its place and what would be right",
        arguments: [
            ("{tools: a}", "access.rules[0]: effect is missing; it is allow or deny"),
            ("{effect: forbid, tools: a}", #"access.rules[0].effect: expected one of allow, deny, found "forbid""#),
            (
                "{effect: deny}",
                "access.rules[0]: the rule is about nothing; expected tools, prompts, resources or tags"
            ),
            ("{effect: deny, tool: a}", #"access.rules[0]: unknown key "tool"; did you mean tools?"#),
            (
                "{effect: deny, tools: a, when: args.amount <}",
                "access.rules[0].when: line 1, column 14: expected a value such as args.id or \"text\", found the end"
            ),
            (
                "{effect: deny, tools: a, when: user == 1}",
                "access.rules[0].when: line 1, column 1: unknown name \"user\"; a condition knows args, caller, size, exists"
            ),
            (
                "{effect: deny, tools: a, roles: raeder}",
                #"access.rules[0].roles: there is no role "raeder"; did you mean reader?"#
            ),
            (
                "{effect: deny, tools: a, hidden: yes}",
                #"access.rules[0].hidden: expected one of lists, everywhere, nowhere, found "yes""#
            ),
        ])
    func wrongRules(_ rule: String, _ message: String) {
        let place = message.contains("there is no role") ? 2 : 3
        #expect(problems(yaml: "access:\n  rules:\n    - \(rule)\n") == "gatehouse.yaml:\(place): \(message)")
    }

    @Test("Two rules of one name are refused")
    func names() {
        let rule = "    - {name: r, effect: deny, tools: a}\n"
        #expect(
            problems(yaml: "access:\n  rules:\n\(rule)\(rule)")
                == #"gatehouse.yaml:2: access: two rules are called "r""#)
    }

    @Test(
        "A grant that is wrong is refused",
        arguments: [
            (
                "{roles: reader}",
                "access.grants[0]: expected one of group, subject, scope, api_key, certificate, claim, found none"
            ),
            (
                "{group: a, subject: b, roles: reader}",
                "access.grants[0]: expected one of group, subject, scope, api_key, certificate, claim, found several"
            ),
            ("{claim: a, roles: reader}", "access.grants[0]: value is missing; claim and value go together"),
            ("{group: a}", "access.grants[0]: gives nothing; expected roles or permissions"),
        ])
    func wrongGrants(_ grant: String, _ message: String) {
        #expect(problems(yaml: "access:\n  grants:\n    - \(grant)\n") == "gatehouse.yaml:3: \(message)")
    }

    @Test("A role of one tenant that another one inherits is refused")
    func tenants() {
        let yaml = "roles:\n  a: {inherits: b}\n  b: {permissions: [x], tenant: acme}\n"
        #expect(
            problems(yaml: yaml)
                == #"gatehouse.yaml:1: access: role "a" inherits "b", which counts in the tenant "acme" alone"#)
    }

    @Test("The short keys can be set by variables, and the structures cannot")
    func variables() throws {
        let policy = try load(environment: ["GATEHOUSE_ACCESS_DEFAULT": "deny", "GATEHOUSE_ACCESS_DRY_RUN": "true"])
            .policy
        #expect(policy.fallback == .deny && policy.enforcement == .dryRun)
    }
}
