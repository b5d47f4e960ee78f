import Testing

@testable import Gatehouse

@Suite("Overrides of dependencies and guards", .timeLimit(.minutes(1)))
struct OverrideTests {
    private let events = Events()

    private func server(guards: [Guard] = [], serverGuards: [Guard] = []) throws -> Server {
        try Needy.server(
            [
                .thing(.a, scope: .server, in: events), .thing(.b, scope: .server, needs: .a, in: events),
                .thing(.c, needs: .b, in: events), .provide(.d, needs: .b, .c) { Thing(name: $0.name + $1.name) },
            ],
            tools: [
                Needy.tool(needs: Needs(.d), guards: guards) { try await $0.resolve(.d).name }
            ], guards: serverGuards)
    }

    @Test("An override replaces a value for the body alone")
    func request() async throws {
        let server = try server()
        try await server.run {
            let text = try await server.withOverrides {
                $0.value(.c, Thing(name: "fake"))
            } _: { server in
                await server.answer(.call("t")).toolText
            }
            #expect(text == "bfake")
            #expect(await server.answer(.call("t")).toolText == "bc")
        }
    }

    @Test("An override of what lives with the server is made before the body and closed after it")
    func serverScoped() async throws {
        let server = try server()
        try await server.withOverrides { [events] overrides in
            overrides.provide(.b) {
                events.add("make fake")
                return Thing(name: "fake")
            } close: { _ in
                events.add("close fake")
            }
        } _: { server in
            #expect(events.all == ["make a", "make fake"])
            #expect(await server.answer(.call("t")).toolText == "fakec")
        }
        #expect(events.all == ["make a", "make fake", "make c", "close c", "close fake", "close a"])
    }

    @Test("What is overridden is closed where the body throws")
    func throwing() async throws {
        let server = try server()
        await #expect(throws: Broken.self) {
            try await server.withOverrides { _ in
            } _: { _ in
                throw Broken(description: "")
            }
        }
        #expect(events.all == ["make a", "make b", "close b", "close a"])
    }

    @Test("Overrides at the same time do not see one another")
    func concurrent() async throws {
        let server = try server()
        let texts = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await server.withOverrides {
                        $0.value(.b, Thing(name: "\(number)"))
                    } _: { server in
                        await Task.yield()
                        return (number, await server.answer(.call("t")).toolText)
                    }
                }
            }
            var texts: [Int: String] = [:]
            for try await (number, text) in group { texts[number] = text }
            return texts
        }
        #expect(texts.count == 20)
        #expect(texts.allSatisfy { $1 == "\($0)c" })
    }

    @Test("An override may need other things than what it replaces")
    func needs() async throws {
        let server = try server()
        let text = try await server.withOverrides {
            $0.provide(.c, needs: .principal) { Thing(name: $0.subject) }
        } _: { server in
            await server.answer(.call("t")).toolText
        }
        #expect(text == "balice")
    }

    @Test("A guard can be made to let everything pass")
    func guards() async throws {
        let closed = Guard("office hours") { _ in throw GuardRefusal.forbidden("closed") }
        let server = try server(guards: [closed, .role("editor")], serverGuards: [closed])
        try await server.run { #expect(await server.answer(.call("t", as: "bob+editor")).refusal == "403 403 closed") }
        let answer = try await server.withOverrides {
            $0.allow(guard: "office hours")
        } _: { server in
            await server.answer(.call("t"))
        }
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"t\" needs role editor")
    }

    @Test("An override that replaces nothing is refused, so that a misspelt one does not go unnoticed")
    func unknown() async throws {
        let server = try server()
        let first = await #expect(throws: RegistrationError.self) {
            try await server.withOverrides {
                $0.value(Dependency<Thing>("pol"), Thing(name: ""))
            } _: { _ in
            }
        }
        #expect(first?.description == "the override of \"pol\" replaces nothing: nothing provides it")
        let second = await #expect(throws: RegistrationError.self) {
            try await server.withOverrides {
                $0.allow(guard: "ofice hours")
            } _: { _ in
            }
        }
        #expect(
            second?.description == "the override of guard \"ofice hours\" replaces nothing: there is no such guard")
    }

    @Test("An override is held to the same rules as what it replaces")
    func rules() async throws {
        let server = try server()
        let error = await #expect(throws: RegistrationError.self) {
            try await server.withOverrides {
                $0.provide(.b, needs: .c) { $0 }
            } _: { _ in
            }
        }
        #expect(
            error?.description
                == "dependency \"b\" lives with the server, and cannot need \"c\", which is made for each request")
    }
}
