import Testing

@testable import Gatehouse

@Suite("Access rules")
struct PolicyTests {
    private static let people: [Principal] = [
        .named("alice") { $0.roles = ["editor"] },
        .named("bob") { $0.roles = ["reader"] },
        .named("carol") { $0.groups = ["staff"] },
        .named("dave") {
            $0.tenant = "acme"; $0.roles = ["manager"]
        },
        .named("erin") {
            $0.tenant = "beta"; $0.roles = ["manager"]
        },
        .named("frank") { $0.claims = ["org": ["department": "finance"], "teams": ["a", "b"], "level": 3] },
        .named("key") {
            $0.method = .apiKey; $0.credentialID = "k1"
        },
        .named("CN=agent,O=Example") { $0.method = .certificate },
        .named("grace") { $0.scopes = ["all"] },
        .named("nobody"),
    ]

    private static let delete = Tool(
        name: "delete_note", description: "Deletes.",
        options: ToolOptions(access: .permission("notes:delete"), tags: ["danger"]),
        inputSchema: [
            "type": "object",
            "properties": ["id": ["type": "integer"], "author": ["type": "string"], "amount": ["type": "number"]],
            "additionalProperties": false,
        ]
    ) { _, _ in "deleted" }

    private static let read = Samples.guarded("read", .permission("notes:read"))
    private static let note = Resource(template: "notes://{owner}/{id}", name: "note") { request, _ in
        .text("Note \(request.variables["id"] ?? "")")
    }

    private static let components = Components(
        tools: [delete, read, Samples.guarded("open", .everyone)], prompts: [Samples.greet], resources: [note])

    private func server(
        _ policy: AccessPolicy,
        _ components: Components = Self.components,
        observer: (any RequestObserver)? = nil
    ) throws -> Server {
        try .knowing(Self.people, components, policy, observer: observer)
    }

    private func policy(_ rules: AccessRule...) -> AccessPolicy {
        var policy = AccessPolicy(roles: [
            "reader": ["notes:read"],
            "editor": AccessPolicy.Role(permissions: ["notes:write"], inherits: ["reader"]),
            "admin": AccessPolicy.Role(permissions: ["notes:*"]),
            "manager": AccessPolicy.Role(permissions: ["notes:delete"], inherits: ["editor"], tenant: "acme"),
        ])
        policy.rules = rules
        return policy
    }

    private func delete(_ arguments: JSONObject = [:], as caller: String) -> Ask {
        .call("delete_note", arguments, as: caller)
    }

    private func refusal(_ policy: AccessPolicy) -> String? {
        do {
            _ = try server(policy)
            return nil
        } catch {
            return "\(error)"
        }
    }

    // MARK: What is no policy

    @Test("Roles that inherit themselves are refused with the way they do, and so are those that inherit nothing")
    func roles() {
        var circle = AccessPolicy(roles: [
            "a": .init(inherits: ["b"]), "b": .init(inherits: ["x", "c"]), "c": .init(inherits: ["a"]), "x": [],
        ])
        #expect(refusal(circle) == "the policy: role \"a\" inherits itself: a -> b -> c -> a")
        circle.roles["c"] = .init(inherits: ["d"])
        #expect(refusal(circle) == "the policy: role \"c\" inherits \"d\", and there is no such role")
        let foreign = AccessPolicy(roles: ["a": .init(inherits: ["b"]), "b": .init(tenant: "acme")])
        #expect(refusal(foreign) == "the policy: role \"a\" inherits \"b\", which counts in the tenant \"acme\" alone")
        var grant = AccessPolicy()
        grant.grants = [AccessGrant(.group("g"), roles: ["nothing"])]
        #expect(refusal(grant) == "the policy: a grant gives the role \"nothing\", and there is no such role")
    }

    @Test("Rules without targets and with a name that is taken are refused, and so are too many")
    func rules() {
        #expect(
            refusal(policy(AccessRule("r", .deny, [])))
                == "the policy: rule \"r\" is about no component: name tools, prompts, resources or tags")
        let rule = AccessRule("r", .deny, [.tool("x")])
        #expect(refusal(policy(rule, rule)) == "the policy: two rules are called \"r\"")
        var many = AccessPolicy()
        many.rules = (0...1_000).map { AccessRule("r\($0)", .deny, [.tool("x")]) }
        #expect(refusal(many) == "the policy: there are 1001 rules, and at most 1000 may be")
    }

    @Test("A condition on an argument that a named component does not take is refused, and so is one of another type")
    func arguments() throws {
        let unknown = AccessRule(
            "r", .allow, [.tool("delete_note")], when: try .expression("args.autor == caller.subject"))
        #expect(
            refusal(policy(unknown))
                == "the policy: rule \"r\": the condition does not fit tool \"delete_note\": line 1, column 1: there is no "
                + "argument args.autor; the arguments are id, author, amount")
        let typed = AccessRule(
            "r", .allow, [.tool("delete_note")], when: try .expression("args.amount == caller.subject"))
        #expect(
            refusal(policy(typed))
                == "the policy: rule \"r\": the condition does not fit tool \"delete_note\": line 1, column 13: == wants two "
                + "values of one type, and these are a number and a string")
        let variable = AccessRule(
            "r", .deny, [.resource("notes://{owner}/{id}")], when: try .expression("args.who == 'x'"))
        #expect(
            refusal(policy(variable))
                == "the policy: rule \"r\": the condition does not fit resource template \"notes://{owner}/{id}\": line 1, "
                + "column 1: there is no argument args.who; the arguments are owner, id")
        let open = AccessRule("r", .deny, [.tool("*")], when: try .expression("args.author == 'x'"))
        #expect(refusal(policy(open)) == nil)
        let nowhere = AccessRule("r", .deny, [.tool("*")], when: try .expression("args.colour == 'x'"))
        #expect(refusal(policy(nowhere))?.hasPrefix("the policy: rule \"r\": the condition does not fit tool") == true)
    }

    @Test("A function in a condition needs what is provided")
    func providers() {
        let needs = Dependency<Int>("missing")
        let rule = AccessRule("r", .deny, [.tool("open")], when: .check("c", needs: needs) { _, _ in true })
        #expect(
            refusal(policy(rule))
                == "access rule \"r\": guard \"r\" needs \"missing\", which nothing provides")
    }

    // MARK: Deciding

    @Test("What a rule denies is refused to whoever may do everything else, in words that name the rule")
    func denied() async throws {
        var policy = policy(AccessRule("frozen", .deny, [.tag("danger")]))
        policy.roles["editor"] = ["*"]
        let answer = try await server(policy).answer(delete(as: "alice"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"delete_note\" is denied by the rule \"frozen\"")
        #expect(answer.data == ["rule": "frozen"])
    }

    @Test("Where any rule allows a component, those rules decide in place of what it declares")
    func allowed() async throws {
        let server = try server(
            policy(
                AccessRule("editors", .allow, [.tool("delete_note")], to: .role("editor")),
                AccessRule("staff", .allow, [.tool("delete_*")], to: .anyGroup("staff", "board"))))
        #expect(await server.answer(delete(as: "alice")).status == 200)
        #expect(await server.answer(delete(as: "carol")).status == 200)
        let dave = await server.answer(delete(as: "dave"))
        #expect(dave.refusal == "403 403 Forbidden: tools/call \"delete_note\" needs role editor")
        #expect(dave.data == ["missingRoles": ["editor"], "rule": "editors"])
        #expect(await server.answer(.call("read", as: "bob")).status == 200)
        #expect(await server.answer(.call("read", as: "carol")).status == 403)
    }

    @Test("A condition on arguments decides with them, and shows the tool in lists before that")
    func condition() async throws {
        let server = try server(
            policy(
                AccessRule(
                    "own notes", .allow, [.tool("delete_note")], to: .role("editor"),
                    when: try .expression("args.author == caller.subject"))))
        #expect(await server.answer(delete(["author": "alice"], as: "alice")).status == 200)
        for arguments: JSONObject in [["author": "bob"], [:], ["id": 7]] {
            #expect(
                await server.answer(delete(arguments, as: "alice")).refusal
                    == "403 403 Forbidden: tools/call \"delete_note\" is not allowed to this caller with these arguments by "
                    + "the rule \"own notes\"")
        }
        #expect(
            await server.answer(delete(["author": "bob"], as: "bob")).message
                == "Forbidden: tools/call \"delete_note\" needs role editor")
        #expect(
            await server.answer(.modern("tools/list", as: "alice")).names(in: "tools") == [
                "delete_note", "read", "open",
            ])
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read", "open"])
    }

    @Test("A rule that denies applies where its condition cannot be decided")
    func undecidedDenial() async throws {
        var policy = policy(
            AccessRule("small", .deny, [.tool("delete_note")], when: try .expression("not args.amount < 1000")))
        policy.roles["editor"] = ["*"]
        let server = try server(policy)
        #expect(await server.answer(delete(["amount": 999], as: "alice")).status == 200)
        #expect(await server.answer(delete(["amount": 1_000], as: "alice")).status == 403)
        #expect(await server.answer(delete(as: "alice")).status == 403)
    }

    @Test("Arguments that break the schema are told before a condition is asked")
    func schemaFirst() async throws {
        let server = try server(
            policy(
                AccessRule(
                    "own", .allow, [.tool("delete_note")], when: try .expression("args.author == caller.subject"))))
        let answer = await server.answer(delete(["author": 5], as: "alice"))
        #expect(answer.status == 200 && answer.isToolError)
    }

    @Test("The variables of a template and the arguments of a prompt are arguments")
    func otherComponents() async throws {
        let server = try server(
            policy(
                AccessRule(
                    "own", .allow, [.resource("notes://{owner}/{id}")],
                    when: try .expression("args.owner == caller.subject")),
                AccessRule("polite", .deny, [.prompt("greet")], when: try .expression("args.how == 'Oi'"))))
        #expect(await server.answer(.modern("resources/read", ["uri": "notes://alice/7"], as: "alice")).status == 200)
        let other = await server.answer(.modern("resources/read", ["uri": "notes://bob/7"], as: "alice"))
        #expect(
            other.refusal
                == "403 403 Forbidden: resources/read \"note\" is not allowed to this caller with these arguments by the "
                + "rule \"own\"")
        let greet = { (how: String) in
            Ask.modern("prompts/get", ["name": "greet", "arguments": ["who": "x", "how": .string(how)]], as: "alice")
        }
        #expect(await server.answer(greet("Hello")).status == 200)
        #expect(await server.answer(greet("Oi")).status == 403)
    }

    @Test("What a rule keeps from others is never for shared caches")
    func cacheScope() async throws {
        let motto = Resource(uri: "notes://motto", name: "motto", options: .init(cacheScope: .public)) { _, _ in
            .text("m")
        }
        let components = Components(resources: [motto])
        let rule = AccessRule("r", .deny, [.resource("notes://motto")], to: .role("reader"))
        let read = Ask.modern("resources/read", ["uri": "notes://motto"], as: "alice")
        #expect(try await server(AccessPolicy(), components).answer(read).result?["cacheScope"] == "public")
        let ruled = try server(policy(rule), components)
        #expect(await ruled.answer(read).result?["cacheScope"] == "private")
        #expect(await ruled.answer(.modern("resources/list", as: "alice")).result?["cacheScope"] == "private")
    }

    @Test("Groups, claims, keys, certificates, subjects and scopes give roles and permissions")
    func grants() async throws {
        var policy = policy()
        policy.roles["x"] = ["notes:delete"]
        let marks: [(AccessGrant.Mark, String)] = [
            (.group("staff"), "carol"), (.claim("org.department", equals: "finance"), "frank"),
            (.claim("teams", equals: "b"), "frank"), (.claim("level", equals: "3"), "frank"), (.apiKey("k1"), "key"),
            (.certificate("CN=agent,O=Example"), "CN=agent,O=Example"), (.subject("nobody"), "nobody"),
            (.scope("all"), "grace"),
        ]
        for (mark, caller) in marks {
            policy.grants = [AccessGrant(mark, roles: ["x"])]
            let byRole = try server(policy)
            policy.grants = [AccessGrant(mark, permissions: ["notes:*"])]
            let byPermission = try server(policy)
            for person in Self.people.map(\.subject) where person != "dave" {
                let status = person == caller ? 200 : 403
                #expect(await byRole.answer(delete(as: person)).status == status, "\(mark) \(person)")
                #expect(await byPermission.answer(delete(as: person)).status == status, "\(mark) \(person)")
            }
        }
    }

    @Test("A role that the policy gives counts as one that the credential names")
    func heldRoles() async throws {
        var policy = policy(
            AccessRule("managers", .allow, [.tool("open")], when: try .expression("'reader' in caller.roles")))
        policy.grants = [AccessGrant(.group("staff"), roles: ["reader"])]
        let server = try server(policy)
        #expect(await server.answer(.call("open", as: "carol")).status == 200)
        #expect(await server.answer(.call("open", as: "bob")).status == 200)
        #expect(await server.answer(.call("open", as: "nobody")).status == 403)
    }

    @Test("A role of one tenant counts in it alone")
    func tenantRoles() async throws {
        let server = try server(policy())
        #expect(await server.answer(delete(as: "dave")).status == 200)
        #expect(await server.answer(delete(as: "erin")).status == 403)
        #expect(await server.answer(.call("read", as: "erin")).status == 403)
    }

    @Test("A component, a rule and a grant can be of one tenant")
    func tenants() async throws {
        let own = Samples.guarded("own", .tenant("acme"))
        var policy = policy(AccessRule("r", .allow, [.tool("open")], to: .tenant("beta")))
        policy.grants = [AccessGrant(.subject("erin"), permissions: ["notes:read"], tenant: "acme")]
        let server = try server(policy, Components(tools: [own, Self.read, Samples.guarded("open", .everyone)]))
        #expect(await server.answer(.call("own", as: "dave")).status == 200)
        #expect(
            await server.answer(.call("own", as: "erin")).refusal
                == "403 403 Forbidden: tools/call \"own\" needs tenant acme")
        #expect(await server.answer(.call("own", as: "alice")).status == 403)
        #expect(await server.answer(.call("open", as: "erin")).status == 200)
        #expect(await server.answer(.call("open", as: "dave")).status == 403)
        #expect(await server.answer(.call("read", as: "erin")).status == 403)
    }

    @Test("A scope that includes another one stands for it")
    func includedScopes() async throws {
        var policy = AccessPolicy(scopes: ["notes.read": ["notes:read"]])
        policy.includedScopes = ["all": ["notes.write"], "notes.write": ["notes.read"], "notes.read": ["all"]]
        let tools = [Samples.guarded("scoped", .scope("notes.write")), Self.read]
        let server = try server(policy, Components(tools: tools))
        #expect(await server.answer(.call("scoped", as: "grace")).status == 200)
        #expect(await server.answer(.call("read", as: "grace")).status == 200)
        #expect(await server.answer(.call("scoped", as: "alice")).status == 403)
    }

    @Test("Where nothing but a rule opens a component, one without a rule is closed to all")
    func closed() async throws {
        var policy = policy(AccessRule("r", .allow, [.tool("read")], to: .role("reader")))
        policy.fallback = .deny
        policy.roles["editor"] = ["*"]
        let server = try server(policy)
        #expect(
            await server.answer(.call("open", as: "alice")).refusal
                == "403 403 Forbidden: tools/call \"open\" is allowed to nobody: no rule of the server names it")
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read"])
        #expect(await server.answer(.modern("prompts/list", as: "bob")).names(in: "prompts") == [])
    }

    @Test("What guards ask for is needed whatever rules allow")
    func guards() async throws {
        let tool = Tool(
            name: "t", description: "", options: ToolOptions(guards: [.role("editor")]), input: NoInput.self
        ) { _, _ in "done" }
        let server = try server(policy(AccessRule("r", .allow, [.tool("t")])), Components(tools: [tool]))
        #expect(await server.answer(.call("t", as: "alice")).status == 200)
        #expect(
            await server.answer(.call("t", as: "bob")).refusal
                == "403 403 Forbidden: tools/call \"t\" needs role editor")
    }

    @Test("A function may look something up, and is asked of those alone whom its rule is about")
    func functions() async throws {
        let authors = Dependency<[Int64: String]>("authors")
        let seen = SharedFlag(false)
        let rule = AccessRule(
            "author", .allow, [.tool("delete_note")], to: .anyRole("editor", "reader"),
            when: .check("the author is the caller", needs: .arguments, authors) { request, arguments, authors in
                if request.principal.subject == "carol" { seen.value = true }
                if arguments["id"] == 13 { throw SecretError() }
                return authors[arguments["id"]?.integerValue ?? 0] == request.principal.subject
            })
        let server = try Server.knowing(Self.people, Self.components, policy(rule)) {
            $0.dependencies = [.provide(authors) { [7: "alice", 8: "bob", 13: "alice"] }]
        }
        #expect(await server.answer(delete(["id": 7], as: "alice")).status == 200)
        #expect(await server.answer(delete(["id": 8], as: "alice")).status == 403)
        #expect(await server.answer(delete(["id": 8], as: "bob")).status == 200)
        #expect(await server.answer(delete(["id": 13], as: "alice")).status == 403)
        #expect(await server.answer(delete(["id": 7], as: "carol")).status == 403)
        #expect(!seen.value)
    }

    @Test("The log names what decided, and what would have in a dry run")
    func log() async throws {
        let seen = SeenRequests()
        var policy = policy(
            AccessRule("editors", .allow, [.tool("open")], to: .role("editor")),
            AccessRule("own", .allow, [.tool("delete_note")], when: try .expression("args.author == caller.subject")))
        let server = try server(policy, observer: seen)
        _ = await server.answer(.call("open", as: "alice"))
        _ = await server.answer(.call("open", as: "bob"))
        _ = await server.answer(.call("read", as: "bob"))
        _ = await server.answer(.call("read", as: "nobody"))
        _ = await server.answer(delete(["author": "bob"], as: "bob"))
        policy.enforcement = .dryRun
        try server.registry.replace(policy)
        _ = await server.answer(.call("open", as: "bob"))
        _ = await server.answer(delete(["author": "x"], as: "dave"))
        _ = await server.answer(delete(["author": "alice"], as: "alice"))
        #expect(
            seen.records.map { $0.access.summary } == [
                "allowed by rule \"editors\"", "refused by no_rule_applies \"editors\"", nil, "refused by declaration",
                "allowed by rule \"own\"", "allowed by declaration", "allowed by declaration", "refused by declaration",
            ])
        #expect(
            seen.records.map { $0.access.trial?.summary } == [
                nil, nil, nil, nil, nil, "refused by no_rule_applies \"editors\"",
                "refused by no_rule_applies \"own\"", "conditional by rule \"own\"",
            ])
        #expect(seen.records.map(\.status) == [200, 403, 200, 403, 200, 200, 200, 403])
    }

    @Test("In a dry run rules decide nothing, neither calls nor lists")
    func dryRun() async throws {
        var policy = policy(
            AccessRule("frozen", .deny, [.tool("*")]), AccessRule("open", .allow, [.tool("delete_note")]))
        policy.enforcement = .dryRun
        let server = try server(policy)
        #expect(await server.answer(.call("open", as: "nobody")).status == 200)
        #expect(await server.answer(delete(as: "nobody")).status == 403)
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read", "open"])
    }
}
