import Gatehouse
import Logging

extension MicroBench {
    /// What the policy's decision costs: bits alone, many rules, and a condition over the arguments.
    static func policy() async throws {
        let alice = Principal(subject: "alice", roles: ["reader"], method: .local)
        let plain = try server(AccessPolicy(roles: ["reader": ["numbers:*"]]))
        report("decide by what a tool declares", Measurement { keep(plain.registry.access(to: "guarded", of: alice)) })
        var ruled = AccessPolicy(roles: ["reader": ["numbers:*"]])
        ruled.rules = (0..<100).map { number in
            AccessRule(
                "rule \(number)", number % 2 == 0 ? .deny : .allow, [.tool(number < 4 ? "guarded" : "other\(number)")],
                to: number % 2 == 0 ? .role("other") : .role("reader"))
        }
        let many = try server(ruled)
        report(
            "the same under 100 rules, 4 about it", Measurement { keep(many.registry.access(to: "guarded", of: alice)) }
        )
        let condition = try ConditionExpression(parsing: "args.limit < 1000 and args.query != null")
        ruled.rules.append(AccessRule("condition", .allow, [.tool("search")], when: .expression(condition)))
        let conditional = try server(ruled)
        let (head, body) = (Sample.head, Array(Sample.request.utf8))
        report(
            "the whole path, with a condition",
            await measure { keep(await conditional.respond(to: head, body: body, stream: nil)) })
    }

    private static func server(_ policy: AccessPolicy) throws -> Server {
        let guarded = Tool(
            name: "guarded", description: "Needs a permission.",
            options: ToolOptions(access: .permission("numbers:add")),
            input: NoInput.self
        ) { _, _ in "done" }
        return try Server(
            info: Implementation(name: "micro", version: "1"), components: Components(tools: [Sample.tool, guarded]),
            authenticator: FixedAuthenticator(Principal(subject: "alice", roles: ["reader"], method: .local)),
            options: ServerOptions(policy: policy), observer: Silence(), logger: Logger(label: "micro"))
    }
}
