import Gatehouse
import Testing

@Suite("Step 5, authorize")
struct AuthorizeTests {
    private static let policy = AccessPolicy(
        roles: [
            "reader": ["notes:read"], "writer": ["notes:read", "notes:write"], "keeper": ["notes:*"], "admin": ["*"],
            "idle": [],
        ],
        scopes: ["notes.all": ["notes:*"]])

    private static let components = Components(
        tools: [
            Samples.guarded("read", .permission("notes:read")), Samples.guarded("write", .permission("notes:write")),
            Samples.guarded("audit", .permission("audit:read")), Samples.guarded("export", .scope("notes.export")),
            Samples.guarded(
                "purge",
                Access(permissions: ["notes:purge", "audit:write"], scopes: ["notes.admin", "notes.export"])),
            Samples.guarded("open", .everyone),
        ],
        prompts: [
            Prompt(name: "secret", description: "", options: .init(access: .permission("notes:read"))) { _, _ in [] }
        ],
        resources: [
            Resource(uri: "notes://secret", name: "secret", options: .init(access: .permission("notes:read"))) { _, _ in
                .text("s")
            },
            Resource(template: "notes://of/{who}", name: "of", options: .init(access: .permission("notes:read"))) {
                _, _ in .text("s")
            },
        ])

    private func server(observer: (any RequestObserver)? = nil) throws -> Server {
        var options = ServerOptions(policy: Self.policy)
        options.challenge = { _ in Challenge(resourceMetadata: "https://mcp.example/meta") }
        return try Samples.server(Self.components, options: options, observer: observer)
    }

    @Test("A call without the permission is refused, and the permission named")
    func missingPermission() async throws {
        let answer = try await server().answer(.call("write", as: "bob+reader"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"write\" needs permission notes:write")
        #expect(answer.data == ["missingPermissions": ["notes:write"]])
        #expect(answer.fields("WWW-Authenticate").isEmpty)
        #expect(answer.id == 1)
    }

    @Test("A call without the scope is refused with a challenge that names all scopes of the operation")
    func missingScope() async throws {
        let answer = try await server().answer(.call("purge", as: "bob+admin;notes.export"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"purge\" needs scope notes.admin")
        #expect(answer.data == ["missingScopes": ["notes.admin"]])
        #expect(
            answer.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"https://mcp.example/meta\", error=\"insufficient_scope\", "
                    + "error_description=\"The operation needs more scopes\", scope=\"notes.admin notes.export\""
            ])
    }

    @Test("Everything that is missing is named at once")
    func everythingMissing() async throws {
        let answer = try await server().answer(.call("purge", as: "bob"))
        #expect(
            answer.message
                == "Forbidden: tools/call \"purge\" needs permission notes:purge, audit:write and scope notes.admin, "
                + "notes.export")
        #expect(
            answer.data == [
                "missingPermissions": ["notes:purge", "audit:write"], "missingScopes": ["notes.admin", "notes.export"],
            ])
    }

    @Test("Prompts and resources are guarded as tools are, and a resource's URI is not repeated")
    func otherComponents() async throws {
        let server = try server()
        let prompt = await server.answer(.modern("prompts/get", ["name": "secret"], as: "bob"))
        #expect(prompt.refusal == "403 403 Forbidden: prompts/get \"secret\" needs permission notes:read")
        let resource = await server.answer(.modern("resources/read", ["uri": "notes://secret"], as: "bob"))
        #expect(resource.refusal == "403 403 Forbidden: resources/read \"secret\" needs permission notes:read")
        let family = await server.answer(.modern("resources/read", ["uri": "notes://of/eve"], as: "bob"))
        #expect(family.refusal == "403 403 Forbidden: resources/read \"of\" needs permission notes:read")
        #expect(await server.answer(.modern("prompts/get", ["name": "secret"], as: "bob+reader")).status == 200)
        #expect(await server.answer(.modern("resources/read", ["uri": "notes://of/eve"], as: "b+reader")).status == 200)
    }

    @Test("In a session the refusal is the same")
    func legacy() async throws {
        let server = try server()
        let session = await server.openSession(as: "bob")
        let answer = await server.answer(.legacy("tools/call", ["name": "write"], session: session, as: "bob"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"write\" needs permission notes:write")
    }

    @Test("A session gives nobody the roles that it was opened with")
    func rolesAreOfTheRequest() async throws {
        let server = try server()
        let session = await server.openSession(as: "bob+writer")
        let call = Ask.legacy("tools/call", ["name": "write"], session: session, as: "bob")
        #expect(await server.answer(call).status == 403)
    }

    @Test("Arguments are not looked at before the caller may call")
    func beforeArguments() async throws {
        let answer = try await server().answer(.call("write", ["nonsense": 1], as: "bob"))
        #expect(answer.status == 403)
    }

    @Test(
        "A list shows what its caller may use, and nothing else",
        arguments: [
            ("bob", ["open"]),
            ("bob+idle", ["open"]),
            ("bob+unheard-of", ["open"]),
            ("bob+reader", ["read", "open"]),
            ("bob+reader,writer", ["read", "write", "open"]),
            ("bob+keeper", ["read", "write", "open"]),
            ("bob;notes.all", ["read", "write", "open"]),
            ("bob;notes.export", ["export", "open"]),
            ("bob+admin", ["read", "write", "audit", "open"]),
            ("bob+admin;notes.export notes.admin", ["read", "write", "audit", "export", "purge", "open"]),
            ("bob+*", ["open"]),
            ("bob;*", ["open"]),
        ])
    func lists(_ caller: String, _ names: [String]) async throws {
        let server = try server()
        #expect(await server.answer(.modern("tools/list", as: caller)).names(in: "tools") == names)
        let mayRead = names.contains("read")
        let prompts = await server.answer(.modern("prompts/list", as: caller)).names(in: "prompts")
        #expect(prompts == (mayRead ? ["secret"] : []))
        let resources = await server.answer(.modern("resources/list", as: caller)).names(in: "resources")
        #expect(resources == (mayRead ? ["secret"] : []))
        let templates = await server.answer(.modern("resources/templates/list", as: caller))
        #expect(templates.names(in: "resourceTemplates") == (mayRead ? ["of"] : []))
    }

    @Test("A list that was made for one caller is never given to one with less")
    func keptPages() async throws {
        let server = try server()
        for caller in ["root+admin", "bob", "root+admin", "eve+reader", "bob"] {
            let names = await server.answer(.modern("tools/list", as: caller)).names(in: "tools")
            #expect(names.contains("audit") == caller.hasPrefix("root"))
        }
    }

    @Test(
        "A star stands for every continuation, and only at the end",
        arguments: [
            ("*", "a:b", true), ("a:*", "a:b", true), ("a:*", "a:", true), ("a:*", "a", false), ("a:*", "ab:c", false),
            ("a:b", "a:b", true), ("a:b", "a:bc", false), ("*:b", "a:b", false), ("", "a", false),
            ("A:b", "a:b", false),
        ])
    func wildcards(_ granted: String, _ needed: String, _ covers: Bool) async throws {
        let options = ServerOptions(policy: AccessPolicy(roles: ["r": [granted]]))
        let server = try Samples.server(tools: [Samples.guarded("t", .permission(needed))], options: options)
        #expect(await server.answer(.call("t", as: "bob+r")).status == (covers ? 200 : 403))
    }

    @Test("A role with other bytes is another role, also where it looks the same")
    func exactRoles() async throws {
        let options = ServerOptions(policy: AccessPolicy(roles: ["K": ["*"]], scopes: ["K": ["*"]]))
        let server = try Samples.server(tools: [Samples.guarded("t", .permission("p"))], options: options)
        #expect(await server.answer(.call("t", as: "bob+\u{212A}")).status == 403)
        #expect(await server.answer(.call("t", as: "bob;\u{212A}")).status == 403)
        #expect(await server.answer(.call("t", as: "bob+K")).status == 200)
    }
}
