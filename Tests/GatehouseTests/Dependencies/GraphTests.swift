import Testing

@testable import Gatehouse

@Suite("Dependencies: what is refused when a server is made")
struct GraphTests {
    private let events = Events()

    private func refusal(
        _ providers: [DependencyProvider],
        tools: [Tool] = [],
        prompts: [Prompt] = [],
        resources: [Resource] = [],
        guards: [Guard] = []
    ) -> String? {
        do {
            _ = try Needy.server(
                providers, tools: tools, prompts: prompts, resources: resources, guards: guards)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("A circle is refused with its path")
    func circle() {
        let providers: [DependencyProvider] = [
            .thing(.a, needs: .b, in: events), .thing(.b, needs: .c, in: events), .thing(.c, needs: .d, .b, in: events),
            .thing(.d, in: events),
        ]
        #expect(refusal(providers) == "dependencies need one another in a circle: \"b\" → \"c\" → \"b\"")
    }

    @Test("A dependency that needs itself is a circle", arguments: [DependencyScope.server, .request])
    func selfCircle(scope: DependencyScope) {
        #expect(
            refusal([.thing(.a, scope: scope, needs: .a, in: events)])
                == "dependencies need one another in a circle: \"a\" → \"a\"")
    }

    @Test("Two ways to one dependency are no circle")
    func diamond() {
        let providers: [DependencyProvider] = [
            .thing(.a, needs: .b, .c, in: events), .thing(.b, needs: .d, in: events), .thing(.c, needs: .d, in: events),
            .thing(.d, in: events),
        ]
        #expect(refusal(providers) == nil)
    }

    @Test("A dependency that nothing provides is refused with the name of what needs it")
    func missing() {
        #expect(
            refusal([], tools: [Needy.tool("search", needs: Needs(.a))])
                == "tool \"search\" needs \"a\", which nothing provides")
        #expect(
            refusal([.thing(.a, needs: .b, in: events)]) == "dependency \"a\" needs \"b\", which nothing provides")
        #expect(
            refusal([], prompts: [Prompt(name: "p", description: "", options: .init(needs: Needs(.a))) { _, _ in [] }])
                == "prompt \"p\" needs \"a\", which nothing provides")
        #expect(
            refusal(
                [],
                resources: [
                    Resource(template: "x://{r}", name: "r", options: .init(needs: Needs(.a))) { _, _ in .text("") }
                ]) == "resource \"x://{r}\" needs \"a\", which nothing provides")
    }

    @Test("A guard's dependency that nothing provides is refused with the names of component and guard")
    func missingOfGuard() {
        let one = Guard("office hours", needs: .a) { _, _ in }
        #expect(
            refusal([], tools: [Needy.tool("search", guards: [one])])
                == "tool \"search\": guard \"office hours\" needs \"a\", which nothing provides")
        #expect(refusal([], guards: [one]) == "the server: guard \"office hours\" needs \"a\", which nothing provides")
    }

    @Test("Keys of one name and two types are two keys")
    func types() {
        #expect(
            refusal([.thing(.a, in: events)], tools: [Needy.tool("t", needs: Needs(Dependency<Int>("a")))])
                == "tool \"t\" needs \"a\", which nothing provides")
        #expect(
            refusal([.thing(.a, in: events)], tools: [Needy.tool("t", needs: Needs(.type(Thing.self)))])
                == "tool \"t\" needs \"Thing\", which nothing provides")
    }

    @Test("What lives with the server cannot need what lives for a request")
    func scopes() {
        #expect(
            refusal([.thing(.a, scope: .server, needs: .b, in: events), .thing(.b, in: events)])
                == "dependency \"a\" lives with the server, and cannot need \"b\", which is made for each request")
        #expect(
            refusal([.thing(.a, scope: .server, needs: .principal, in: events)])
                == "dependency \"a\" lives with the server, and cannot need \"principal\", which is part of a request")
    }

    @Test("A dependency has one provider")
    func twice() {
        #expect(refusal([.thing(.a, in: events), .thing(.a, in: events)]) == "dependency \"a\" is provided twice")
    }

    @Test("Nobody provides who is calling")
    func builtIn() {
        let forged: DependencyProvider = .provide(Principal.self) { Principal(subject: "root", method: .local) }
        #expect(refusal([forged]) == "dependency \"principal\" comes from the request, and cannot be provided")
    }

    @Test(
        "Header fields that hold credentials are given to nobody",
        arguments: ["Authorization", "cookie", "Proxy-Authorization", "Mcp-Session-Id"])
    func credentials(field: String) {
        let name = field.lowercased()
        #expect(
            refusal([], tools: [Needy.tool("t", needs: Needs(.header(field)))])
                == "tool \"t\" needs \"header \(name)\", which holds credentials and is given to nobody")
        #expect(
            refusal([.thing(.a, needs: .header(field), in: events)])
                == "dependency \"a\" needs \"header \(name)\", which holds credentials and is given to nobody")
    }

    @Test("Arguments as a type can be needed only where the tool takes that type")
    func inputs() {
        let one = Guard("own notes", needs: .input(UpdateNote.self)) { _, _ in }
        #expect(
            refusal([], tools: [Needy.tool("t", guards: [one])])
                == "tool \"t\": guard \"own notes\" needs the arguments as UpdateNote, but they are taken as NoInput")
        #expect(
            refusal(
                [.thing(.a, needs: .input(UpdateNote.self), in: events)],
                prompts: [Prompt(name: "p", description: "", options: .init(needs: Needs(.a))) { _, _ in [] }])
                == "prompt \"p\" needs the arguments as UpdateNote, but they are taken as JSON")
    }

    @Test("What is injected is not in the input schema")
    func schema() async throws {
        let server = try Needy.server([.thing(.a, in: events)], tools: [Needy.tool(needs: Needs(.a, .principal))])
        let tool = await server.answer(.modern("tools/list")).result?["tools"]?[0]
        #expect(tool?["inputSchema"] == NoInput.jsonSchema)
    }

    @Test("A component that needs nothing has no plan, and its requests no scope")
    func noPlan() throws {
        let server = try Needy.server([.thing(.a, in: events)], tools: [Needy.tool()])
        #expect(server.registry.snapshot.tools.groups.allSatisfy { $0.current?.plan == nil })
        #expect(server.dependencies.general == nil)
    }
}
