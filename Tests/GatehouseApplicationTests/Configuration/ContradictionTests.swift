import Testing

@testable import GatehouseApplication

@Suite("Values that do not go together", .sampleApplication)
struct ContradictionTests {
    @Test("A task is not kept longer than it may be, and does not take longer than it is kept")
    func tasks() {
        #expect(
            problems(yaml: "tasks:\n  max_ttl: 30m\n  timeout: 10m\n")
                == "gatehouse.yaml:2: tasks.ttl is more than tasks.max_ttl")
        #expect(problems(yaml: "tasks:\n  timeout: 2h\n") == "gatehouse.yaml:2: tasks.timeout is more than tasks.ttl")
        #expect(problems(yaml: "tasks:\n  ttl: 2h\n  timeout: 2h\n") == nil)
    }

    @Test("Authentication without any issuer would let nobody in")
    func noIssuer() {
        #expect(
            problems(yaml: "auth:\n  local_issuer: false\n") == """
                gatehouse.yaml:2: auth.local_issuer is false and auth.issuers is empty, so that no token would be accepted
                """
        )
    }

    @Test("A problem that comes from a variable has no place in a file")
    func withoutFile() {
        #expect(
            problems(environment: ["GATEHOUSE_AUTH_LOCAL_ISSUER": "false"])
                == "auth.local_issuer is false and auth.issuers is empty, so that no token would be accepted"
        )
    }

    @Test("Tokens of an issuer name somebody: its entry's audience, the configured one, or the public URL")
    func issuerWithoutAudience() {
        let issuers = "  issuers:\n    - {issuer: a, algorithms: RS256, jwks_file: b}\n"
        #expect(
            problems(yaml: "auth:\n" + issuers)
                == #"gatehouse.yaml:2: auth.issuers: "a" needs an audience, or else auth.audience or server.public_url"#
        )
        #expect(problems(yaml: "auth:\n  audience: notes\n" + issuers) == nil)
        #expect(problems(yaml: "server:\n  public_url: https://a.example\nauth:\n" + issuers) == nil)
    }

    @Test(
        "Keys are fetched over TLS, or on this machine where a setting allows it",
        arguments: ["jwks_url: http://127.0.0.1/keys", "discovery: auto"])
    func keysWithoutTLS(member: String) {
        let issuers = "  audience: a\n  issuers:\n    - {issuer: 'http://127.0.0.1', algorithms: RS256, \(member)}\n"
        #expect(
            problems(yaml: "auth:\n" + issuers) == """
                gatehouse.yaml:3: auth.issuers: the keys of "http://127.0.0.1" would be fetched without TLS; use https, \
                or, on this machine, set auth.outgoing.plain_http to loopback
                """)
        #expect(problems(yaml: "auth:\n  outgoing: {plain_http: loopback}\n" + issuers) == nil)
    }

    @Test("Without authentication no issuer is needed")
    func authenticationOff() {
        #expect(problems(yaml: "auth:\n  enabled: false\n  local_issuer: false\n") == nil)
    }

    @Test("The roles of anonymous callers exist where there are anonymous callers")
    func anonymousRoles() {
        let roles = "  anonymous_roles: [wizard]\n"
        #expect(problems(yaml: "auth:\n" + roles) == nil)
        #expect(
            problems(yaml: "auth:\n  enabled: false\n" + roles) == """
                gatehouse.yaml:3: auth.anonymous_roles: there is no role "wizard"; the roles are reader, editor, admin
                """
        )
    }

    @Test("A call's time is within the longest time of calls")
    func timeouts() {
        #expect(
            problems(yaml: "calls:\n  max_timeout: 30s\n")
                == "gatehouse.yaml:2: calls.timeout is more than calls.max_timeout"
        )
        #expect(problems(yaml: "calls:\n  max_timeout: 1m\n") == nil)
    }

    @Test(
        "Limits are about methods that there are, each under a name of its own",
        arguments: [
            (
                "methods: {tools/cal: 1/s}",
                #"limits.methods.tools/cal: there is no request "tools/cal"; did you mean tools/call?"#
            ),
            (
                "shared: {few: {limit: 1/s, methods: [tools/list, notifications/progress]}}",
                #"limits.shared.few.methods: there is no request "notifications/progress"; there are server/discover, "#
            ),
            (
                "tags: {slow: 1/s}\n  shared: {slow: {limit: 2/s, tags: slow}}",
                #"limits.shared.slow: limits.tags.slow is told and counted as "slow" too; rename it"#
            ),
            (
                "tools: {search: 1/s}\n  tags: {search: 2/s}",
                """
                limits.tags.search: limits.tools.search is told and counted as "search" too; \
                write it in limits.shared under another name, with tags
                """
            ),
            (
                "shared: {server: {limit: 1/s, tools: a}}",
                #"limits.shared.server: limits.caller is told and counted as "server" too; rename it"#
            ),
            (
                "guarantees: [role a 60%, tenant b 41%]",
                "limits.guarantees: 101 % are guaranteed together, and there are but 100 %"
            ),
        ])
    func limits(members: String, expected: String) {
        let found = problems(yaml: "limits:\n  \(members)\n")
        #expect(found?.contains(expected) == true, "\(found ?? "nothing")")
    }

    @Test("Limits with names of their own go together, as do guarantees of everything")
    func fittingLimits() {
        let requests = "[server/discover, tools/list, tools/call, initialize, ping, tasks/result, tasks/list]"
        #expect(
            problems(
                yaml: """
                    limits:
                      caller: none
                      tools: {search: none}
                      tags: {search: 1/s}
                      methods: {resources/unsubscribe: 1/s, subscriptions/listen: none}
                      shared: {server: {limit: 1/s, methods: \(requests)}}
                      guarantees: [role a 60%, tenant b 40%]
                    """) == nil)
    }
}
