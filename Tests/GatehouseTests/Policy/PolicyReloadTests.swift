import Synchronization
import Testing

@testable import Gatehouse

@Suite("Replacing a policy while requests run", .timeLimit(.minutes(2)))
struct PolicyReloadTests {
    private static let people: [Principal] = [
        .named("alice") { $0.roles = ["editor"] }, .named("bob") { $0.roles = ["reader"] },
    ]

    private static let components = Components(
        tools: [
            Samples.guarded("read", .permission("notes:read")), Samples.guarded("write", .permission("notes:write")),
        ],
        prompts: [Samples.greet], resources: [Samples.motto])

    private static let first = AccessPolicy(roles: ["editor": ["notes:*"], "reader": ["notes:read"]])
    private static let second = AccessPolicy(roles: ["editor": ["notes:read", "notes:write"], "reader": ["notes:*"]])

    private func server() throws -> Server { try .knowing(Self.people, Self.components, Self.first) }

    @Test("A policy that is wrong is refused as a whole, and the old one stays")
    func refused() async throws {
        let server = try server()
        var wrong = Self.second
        wrong.roles["editor"] = .init(inherits: ["editor"])
        #expect(throws: RegistrationError("the policy: role \"editor\" inherits itself: editor -> editor")) {
            try server.registry.replace(wrong)
        }
        wrong = Self.second
        wrong.rules = [AccessRule("r", .deny, [.prompt("greet")], when: try .expression("args.nobody == 'x'"))]
        #expect(throws: RegistrationError.self) { try server.registry.replace(wrong) }
        #expect(await server.answer(.call("write", as: "bob")).status == 403)
        #expect(server.registry.policy.roles["reader"]?.permissions == ["notes:read"])
    }

    @Test("The next request is decided by the new policy, in calls and in lists, kept pages included")
    func replaced() async throws {
        let server = try server()
        #expect(await server.answer(.call("write", as: "bob")).status == 403)
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read"])
        try server.registry.replace(Self.second)
        #expect(await server.answer(.call("write", as: "bob")).status == 200)
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read", "write"])
        try server.registry.replace(Self.first)
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools") == ["read"])
    }

    @Test("Components that come later are decided by the new policy")
    func laterComponents() async throws {
        let server = try server()
        var policy = Self.first
        policy.rules = [AccessRule("r", .deny, [.tool("late")])]
        try server.registry.replace(policy)
        try server.registry.add(Components(tools: [Samples.guarded("late", .permission("other:thing"))]))
        let answer = await server.answer(.call("late", as: "alice"))
        #expect(answer.message == "Forbidden: tools/call \"late\" is denied by the rule \"r\"")
    }

    @Test("Whoever is subscribed to lists hears that they may have changed")
    func told() async throws {
        let server = try server()
        let listening = await server.listening(["toolsListChanged": true, "promptsListChanged": true], as: "bob")
        try server.registry.replace(Self.second)
        #expect(await listening.hears(3))
        #expect(
            Set(listening.methods.dropFirst())
                == ["notifications/tools/list_changed", "notifications/prompts/list_changed"])
        _ = await listening.leave()
    }

    private final class Progress: Sendable {
        struct State {
            var requests = 0
            var changes = 0
            var isOver = false
        }

        let state = Mutex(State())
    }

    @Test("Of many requests under many changes none fails, and each is decided by one policy alone")
    func underLoad() async throws {
        let server = try server()
        let progress = Progress()
        await withTaskGroup(of: Void.self) { tasks in
            for caller in ["alice", "alice", "bob", "bob"] {
                tasks.addTask {
                    for number in 0..<250 {
                        let tool = number % 2 == 0 ? "read" : "write"
                        let call = await server.answer(.call(tool, as: caller))
                        // Both policies let Alice do both, and Bob read; only one lets him write.
                        let mayBeRefused = caller == "bob" && tool == "write"
                        #expect(call.status == 200 || mayBeRefused && call.status == 403)
                        let names = await server.answer(.modern("tools/list", as: caller)).names(in: "tools")
                        #expect(names == ["read", "write"] || caller == "bob" && names == ["read"])
                        let prompt = await server.answer(
                            .modern("prompts/get", ["name": "greet", "arguments": ["who": "x"]], as: caller))
                        #expect(prompt.status == 200)
                        progress.state.withLock { $0.requests += 3 }
                    }
                }
            }
            tasks.addTask {
                while !progress.state.withLock({ $0.isOver }) {
                    let number = progress.state.withLock { state in
                        state.changes += 1
                        return state.changes
                    }
                    #expect(throws: Never.self) {
                        try server.registry.replace(number % 2 == 0 ? Self.first : Self.second)
                    }
                    var wrong = Self.first
                    wrong.rules = [AccessRule("r", .deny, [])]
                    #expect(throws: RegistrationError.self) { try server.registry.replace(wrong) }
                    await Task.yield()
                }
            }
            for _ in 0..<4 { await tasks.next() }
            progress.state.withLock { $0.isOver = true }
        }
        let state = progress.state.withLock { $0 }
        #expect(state.requests == 3_000)
        #expect(state.changes >= 20)
    }
}
