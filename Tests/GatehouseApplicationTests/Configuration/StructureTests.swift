import Gatehouse
import Testing

@testable import GatehouseApplication

@Suite("Issuers, roles and limits of tools", .sampleApplication)
struct StructureTests {
    private static let issuer = """
        auth:
          audience: notes
          issuers:
            - issuer: https://login.example.com/
              algorithms: [RS256, ES256]
              jwks_file: keys.json

        """

    @Test("An issuer is read with its defaults")
    func issuer() throws {
        let expected = ServerConfiguration.Issuer(
            issuer: "https://login.example.com/",
            algorithms: ["RS256", "ES256"],
            keys: .jwks(file: "keys.json")
        )
        #expect(try load(yaml: Self.issuer).auth.issuers == [expected])
    }

    @Test("An issuer is read with everything set")
    func issuerWithAll() throws {
        let yaml = """
            auth:
              issuers:
                - issuer: https://login.example.com/realms/a
                  audiences: [notes, urn:notes]
                  exclusive_audience: true
                  algorithms: RS256
                  discovery: openid
                  jwks_refresh: 1m
                  jwks_max_age: 2h
                  require_typ: false
                  required_claims: [acr, azp]
                  max_age: 1h
                  leeway: 5s
                  subject_claim: oid
                  client_claim: appid
                  roles_claim: realm_access.roles
                  scopes_claim: permissions
                  groups_claim: wids
                  tenant_claim: tid
            """
        var expected = ServerConfiguration.Issuer(
            issuer: "https://login.example.com/realms/a", algorithms: ["RS256"], keys: .discovered("openid"))
        expected.audiences = ["notes", "urn:notes"]
        expected.hasExclusiveAudience = true
        expected.requiresAccessTokenType = false
        expected.requiredClaims = ["acr", "azp"]
        expected.maxAge = .seconds(3_600)
        expected.leeway = .seconds(5)
        expected.keyRefresh = .seconds(60)
        expected.keyMaxAge = .seconds(7_200)
        expected.subjectClaim = "oid"
        expected.clientClaim = "appid"
        expected.rolesClaim = "realm_access.roles"
        expected.scopesClaim = "permissions"
        expected.groupsClaim = "wids"
        expected.tenantClaim = "tid"
        #expect(try load(yaml: yaml).auth.issuers == [expected])
    }

    @Test(
        "Members of an issuer that are missing or do not go together are refused",
        arguments: [
            ("algorithms: RS256, jwks_file: a", "auth.issuers[0]: issuer is missing"),
            ("issuer: a, jwks_file: a", "auth.issuers[0]: algorithms is missing"),
            ("issuer: a, algorithms: none, jwks_file: a", "auth.issuers[0]: algorithms is missing"),
            (
                "issuer: a, algorithms: RS256",
                "auth.issuers[0]: expected one of jwks_url, discovery, jwks_file, pem_file, secret_file, found none"
            ),
            (
                "issuer: a, algorithms: RS256, jwks_file: a, pem_file: b",
                "auth.issuers[0]: expected one of jwks_url, discovery, jwks_file, pem_file, secret_file, found several"
            ),
            (
                "issuer: a, algorithms: [RS256, HS256], jwks_file: a",
                "auth.issuers[0].algorithms: HS256 can be used only with secret_file"
            ),
            (
                "issuer: a, algorithms: RS256, secret_file: a",
                "auth.issuers[0].algorithms: RS256 cannot be used with secret_file"
            ),
            (
                "issuer: a, algorithms: [RS256, RS384], pem_file: a",
                "auth.issuers[0].algorithms: a single key needs exactly one algorithm"
            ),
            (
                "issuer: a, algorithms: RS255, jwks_file: a",
                """
                auth.issuers[0].algorithms: expected one of ES256, ES384, ES512, EdDSA, Ed25519, RS256, RS384, RS512, \
                PS256, PS384, PS512, HS256, HS384, HS512, found "RS255"
                """
            ),
            (
                "issuer: a, algorithms: RS256, jwks_file: a, require_typ: lax",
                #"auth.issuers[0].require_typ: expected true or false, found "lax""#
            ),
            (
                "issuer: a, algorithms: RS256, jwks_file: a, audience: b",
                #"auth.issuers[0]: unknown key "audience"; did you mean audiences?"#
            ),
            (
                "issuer: urn:a, algorithms: RS256, discovery: auto",
                #"auth.issuers[0].discovery: the issuer "urn:a" is not a URL; name jwks_url instead"#
            ),
            (
                "issuer: a, algorithms: RS256, discovery: maybe",
                #"auth.issuers[0].discovery: expected one of auto, oauth, openid, found "maybe""#
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: keys.json",
                #"auth.issuers[0].jwks_url: expected an http or https URL without a fragment, found "keys.json""#
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: https://a/keys, discovery: auto",
                "auth.issuers[0]: expected one of jwks_url, discovery, jwks_file, pem_file, secret_file, found several"
            ),
            (
                "issuer: a, algorithms: HS256, jwks_url: https://a/keys",
                "auth.issuers[0].algorithms: HS256 can be used only with secret_file"
            ),
            (
                "issuer: a, algorithms: RS256, jwks_file: a, jwks_refresh: 1m",
                "auth.issuers[0].jwks_refresh: it is for keys that are fetched, with jwks_url or discovery"
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: https://a/keys, jwks_refresh: 1h, jwks_max_age: 30m",
                "auth.issuers[0]: jwks_refresh is more than jwks_max_age"
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: https://a/keys, jwks_refresh: 1s",
                #"auth.issuers[0].jwks_refresh: expected a duration from 10s to 1d, found "1s""#
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: https://a/keys, leeway: 10m",
                #"auth.issuers[0].leeway: expected a duration from 0s to 5m, found "10m""#
            ),
            (
                "issuer: a, algorithms: RS256, jwks_url: https://a/keys, roles_claim: a..b",
                #"auth.issuers[0].roles_claim: expected a claim such as roles or realm_access.roles, found "a..b""#
            ),
        ]
    )
    func wrongIssuers(members: String, expected: String) {
        #expect(problems(yaml: "auth:\n  issuers:\n    - {\(members)}\n") == "gatehouse.yaml:3: \(expected)")
    }

    @Test("Clients are led to the configured authorization servers, or else to the issuers that are URLs")
    func authorizationServers() throws {
        let issuers = """
            auth:
              audience: a
              issuers:
                - {issuer: 'urn:a', algorithms: RS256, jwks_file: a}
                - {issuer: 'https://login.example.com/', algorithms: RS256, jwks_file: a}

            """
        #expect(try load(yaml: issuers).authorizationServers == ["https://login.example.com/"])
        let configured = issuers + "  authorization_servers: https://other.example\n"
        #expect(try load(yaml: configured).authorizationServers == ["https://other.example"])
        #expect(try load().authorizationServers == [])
    }

    @Test("An issuer stands in the list once")
    func doubleIssuer() {
        let yaml = Self.issuer + Self.issuer.split(separator: "\n").dropFirst(3).joined(separator: "\n")
        #expect(
            problems(yaml: yaml)
                == #"gatehouse.yaml:3: auth.issuers: "https://login.example.com/" stands in the list more than once"#
        )
    }

    @Test("The default roles build on each other")
    func defaultRoles() throws {
        let policy = try load().policy
        let permissions = policy.roles.keys.reduce(into: [:]) { $0[$1] = policy.permissions(of: $1) }
        #expect(permissions["reader"] == ["notes:read"])
        #expect(permissions["editor"] == ["notes:read", "notes:write"])
        #expect(permissions["admin"] == ["notes:read", "notes:write", "notes:delete"])
        #expect(permissions.count == 3)
    }

    @Test("Roles of the file replace the default ones, in the short form and the long one")
    func roles() throws {
        let yaml = """
            roles:
              guest: []
              viewer: notes:read
              author:
                permissions: [notes:write, notes:share]
                inherits: viewer
            """
        let configuration = try load(yaml: yaml)
        #expect(configuration.roles.map(\.name) == ["guest", "viewer", "author"])
        #expect(configuration.policy.permissions(of: "guest") == [])
        #expect(configuration.policy.permissions(of: "author") == ["notes:read", "notes:write", "notes:share"])
        #expect(configuration.policy.permissions(of: "reader") == [])
    }

    @Test(
        "Roles that inherit what does not exist, or themselves, are refused",
        arguments: [
            (
                "roles:\n  a: {inherits: raeder}\n  reader: []\n",
                #"gatehouse.yaml:1: roles.a.inherits: there is no role "raeder"; did you mean reader?"#
            ),
            (
                "roles:\n  a: {inherits: nothing}\n",
                #"gatehouse.yaml:1: roles.a.inherits: there is no role "nothing"; the roles are a"#
            ),
            ("roles:\n  a: {inherits: a}\n", "gatehouse.yaml:1: roles.a.inherits: the role inherits itself: a -> a"),
            (
                "roles:\n  a: {inherits: b}\n  b: {inherits: a}\n",
                """
                gatehouse.yaml:1: roles.a.inherits: the role inherits itself: a -> b -> a
                gatehouse.yaml:1: roles.b.inherits: the role inherits itself: b -> a -> b
                """
            ),
        ]
    )
    func wrongRoles(yaml: String, expected: String) {
        #expect(problems(yaml: yaml) == expected)
    }

    @Test("Limits of tools are read as one limit or a list")
    func toolLimits() throws {
        let yaml =
            "limits:\n  tools:\n    delete_note: 10/minute\n    search: [5/second burst 2, 100/hour]\n    all: none\n"
        let entries = try load(yaml: yaml).limits.entries
        #expect(entries.map(\.name) == ["delete_note", "search", "all"])
        #expect(entries.map { $0.limits.map(\.description) } == [["10/minute"], ["5/second burst 2", "100/hour"], []])
        #expect(entries.allSatisfy { $0.group == .tools })
    }

    @Test("A limit is read with everything set")
    func limitWithAll() throws {
        let yaml = """
            limits:
              shared:
                search:
                  limit: [1000/hour sliding, 50/minute]
                  quota: [5000/day, 90000/month]
                  key: [tenant, tool]
                  by_role: {gold: 9/second, silver: [2/second, 60/hour]}
                  exempt_roles: admin
                  exempt_addresses: [10.0.0.0/8, "::1"]
                  cost: /limit
                  cost_in_result: /usage/tokens
                  tools: [search_notes, find]
                  methods: tools/list
                  tags: [slow]
              methods:
                tools/list: 60/minute
            """
        var expected = ServerConfiguration.LimitEntry(.shared, "search")
        expected.limits = try RateLimit.list(parsing: "1000/hour sliding; 50/minute")
        expected.quotas = try Quota.list(parsing: "5000/day; 90000/month")
        expected.key = ["tenant", "tool"]
        expected.byRole = [
            .init(role: "gold", limits: try RateLimit.list(parsing: "9/second")),
            .init(role: "silver", limits: try RateLimit.list(parsing: "2/second; 60/hour")),
        ]
        (expected.exemptRoles, expected.exemptAddresses) = (["admin"], ["10.0.0.0/8", "::1"])
        (expected.cost, expected.resultCost) = ("/limit", "/usage/tokens")
        (expected.tools, expected.methods, expected.tags) = (["search_notes", "find"], ["tools/list"], ["slow"])
        let entries = try load(yaml: yaml).limits.entries
        #expect(entries.first { $0.group == .shared } == expected)
        #expect(entries.first { $0.group == .methods }?.limits.map(\.description) == ["60/minute"])
        #expect(expected.policy.limitsByCaller?(Principal(subject: "a", roles: ["gold"], method: .jwt)) == "9/second")
    }

    @Test(
        "Members of a limit that are wrong are refused",
        arguments: [
            (
                "key: client",
                "key: expected one of caller, credential, tenant, address, tool, everyone, found \"client\""
            ),
            (
                "quota: 5/week",
                "quota: expected a quota such as 1000/day or 20000/month, found \"5/week\"; Expected a period of the "
                    + "calendar: day or month, but found 'week' at byte 2 of \"5/week\"."
            ),
            (
                "cost: -1",
                "cost: expected a number from 0 to 1000000000, or a place in the arguments such as /limit, found \"-1\""
            ),
            (
                "exempt_addresses: 10.0.0.0/33",
                "exempt_addresses: expected an address such as 192.0.2.1 or a network such as 10.0.0.0/8, found "
                    + "\"10.0.0.0/33\""
            ),
            ("by_role: gold", "by_role: expected a mapping of roles to limits, found \"gold\""),
        ])
    func wrongLimits(member: String, expected: String) {
        #expect(
            problems(yaml: "limits:\n  tags:\n    slow: {\(member)}\n")
                == "gatehouse.yaml:3: limits.tags.slow.\(expected)")
    }

    @Test("A limit that says how to count, but not how often, is refused; one without any says so")
    func limitOfNothing() throws {
        for member in ["", "cost: 3", "key: tenant", "exempt_roles: admin", "by_role: {}"] {
            #expect(
                problems(yaml: "limits:\n  tags:\n    slow: {\(member)}\n") == """
                    gatehouse.yaml:3: limits.tags.slow: it limits nothing; set limit, quota or by_role, or write none
                    """)
        }
        for entry in ["none", "{limit: none}", "{quota: 1/day}", "{by_role: {gold: 1/s}}"] {
            #expect(problems(yaml: "limits:\n  tags:\n    slow: \(entry)\n") == nil)
        }
    }

    @Test("A tag's limit has no tools of its own")
    func misplaced() {
        #expect(
            problems(yaml: "limits:\n  tags:\n    slow: {tools: a}\n")?.hasPrefix(
                "gatehouse.yaml:3: limits.tags.slow: unknown key \"tools\"; ") == true)
    }
}
