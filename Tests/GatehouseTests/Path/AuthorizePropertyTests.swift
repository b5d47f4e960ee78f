import Gatehouse
import Testing

@Suite("Step 5, authorize: lists and calls agree")
struct AuthorizePropertyTests {
    /// A policy, tools and callers drawn at random; permissions beyond 64 leave the first word of a set of bits.
    private struct World {
        let server: Server
        let names: [String]
        let callers: [String]

        init(seed: UInt64) throws {
            var random = SplitMix64(seed: seed)
            let count = Int.random(in: 1...100, using: &random)
            let permissions = (0..<count).map { "area\($0 % 7):do\($0)" }
            let granted = permissions + ["*", "area1:*", "area2:*", "area", "none"]
            var policy = AccessPolicy()
            for role in 0..<6 { policy.roles["r\(role)"] = .init(permissions: Self.some(of: granted, &random)) }
            for scope in 0..<4 { policy.scopes["s\(scope)"] = Self.some(of: granted, &random) }
            let tools = permissions.indices.map { index in
                var access = Access(permissions: [permissions[index]])
                if Bool.random(using: &random) {
                    access.permissions.append(permissions.randomElement(using: &random) ?? "p")
                }
                if Int.random(in: 0..<4, using: &random) == 0 {
                    access.scopes = ["s\(Int.random(in: 0..<6, using: &random))"]
                }
                return Samples.guarded("t\(index)", index == 0 ? .everyone : access)
            }
            names = tools.map(\.name)
            callers = (0..<6).map { _ in
                let roles = Self.some(of: (0..<7).map { "r\($0)" }, &random).joined(separator: ",")
                let scopes = Self.some(of: (0..<6).map { "s\($0)" }, &random).joined(separator: " ")
                return "caller+\(roles);\(scopes)"
            }
            server = try Samples.server(tools: tools, options: ServerOptions(policy: policy))
        }

        private static func some(of all: [String], _ random: inout SplitMix64) -> Set<String> {
            Set(all.shuffled(using: &random).prefix(Int.random(in: 0...min(4, all.count), using: &random)))
        }
    }

    @Test("A caller is shown exactly the tools that it may call", arguments: UInt64(1)...12)
    func agree(_ seed: UInt64) async throws {
        let world = try World(seed: seed)
        for caller in world.callers {
            let listed = await world.server.answer(.modern("tools/list", as: caller)).names(in: "tools")
            var callable: [String] = []
            for name in world.names {
                let answer = await world.server.answer(.call(name, as: caller))
                #expect(answer.status == 200 || answer.status == 403)
                if answer.status == 200 { callable.append(name) }
            }
            #expect(listed == callable)
        }
    }
}
