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
                auth.issuers[0].algorithms: expected one of ES256, ES384, ES512, EdDSA, RS256, RS384, RS512, PS256, \
                PS384, PS512, HS256, HS384, HS512, found "RS255"
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
        let tools = try load(yaml: yaml).limits.tools
        #expect(tools["delete_note"]?.map(\.description) == ["10/minute"])
        #expect(tools["search"]?.map(\.description) == ["5/second burst 2", "100/hour"])
        #expect(tools["all"] == [])
    }
}
