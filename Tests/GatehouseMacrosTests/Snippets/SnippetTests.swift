import GatehouseMacros
import Testing

@Suite("Code in the documentation")
struct SnippetTests {
    @Test("Every block of Swift on a page is a piece that is compiled here", arguments: DocumentedCode.pages)
    func blocks(page: String) throws {
        let blocks = try DocumentedCode.blocks("swift", on: page)
        let compiled = Set(try DocumentedCode.snippets().map(\.code))
        #expect(!blocks.isEmpty)
        for block in blocks { #expect(compiled.contains(block), "\(page) has code that is nowhere compiled") }
    }

    @Test("Every piece has a name of its own and stands on a page")
    func pieces() throws {
        let snippets = try DocumentedCode.snippets()
        let shown = Set(try DocumentedCode.pages.flatMap { try DocumentedCode.blocks("swift", on: $0) })
        #expect(Set(snippets.map(\.name)).count == snippets.count)
        #expect(snippets.filter { !shown.contains($0.code) }.map(\.name) == [])
    }

    @Test("A piece is what stands between its marks, without indentation")
    func marks() {
        let text = "a\n  // snippet: one\n  b\n\n    c\n  // end\nd\n// snippet: two\ne"
        #expect(
            DocumentedCode.pieces(of: text, from: "// snippet: ", to: "// end") == [
                DocumentedCode(name: "one", code: "b\n\nc"), DocumentedCode(name: "two", code: "e"),
            ])
    }

    @Test("The first tool answers as its article says, and so does the one that is written by hand")
    func firstTool() async throws {
        let server = try FirstServer.make()
        #expect(await server.call("greet", ["name": "Ada"]).toolText == "Hello, Ada!")
        #expect(await server.call("reverse", ["text": "abc"]).toolText == "cba")
        let byHand = try Server.offering(Components(tools: [greetByHand]))
        #expect(await byHand.call("greet", ["name": "Ada"]).toolText == "Hello, Ada!")
    }

    @Test("The schema and the refusal in the article on inputs are those of its tool")
    func inputs() async throws {
        let page = "Sources/GatehouseMacros/GatehouseMacros.docc/InputsAndConstraints.md"
        let server = try Server.offering(Tickets(tickets: [:]).components)
        let schema = await server.ask("tools/list").tool("search_tickets")?["inputSchema"]
        let published = try DocumentedCode.blocks("json", on: page).map { try JSONValue(parsing: $0) }
        #expect(published.count == 1)
        #expect(published.first == schema)
        let refused = await server.call("search_tickets", ["words": "", "limit": 51, "colour": "red"])
        let told = try DocumentedCode.blocks("text", on: page)
        #expect(told.count == 1)
        #expect(told.first == refused.toolText)
    }

    @Test("A fake takes the place of what a server provides")
    func overrides() async throws {
        try await LendingServer.withFake { server in
            #expect(await server.call("lend_book", ["isbn": "111"]).toolText == "alice has 111 from fake")
            #expect(await server.call("renew_loan", ["isbn": "111"]).toolText == "111 is renewed.")
        }
    }

    @Test("A registry is changed as its page says")
    func registry() async throws {
        let server = try Server.offering(Components())
        try RegistryUse.change(server)
        #expect(await server.call("weather_forecast", ["city": "Rome"]).toolText == "Rome: 3 days of rain")
        try RegistryUse.swap(server)
        let tools = await server.ask("tools/list")["result"]?["tools"]?.arrayValue
        #expect(tools?.compactMap { $0["name"]?.stringValue } == ["greet", "climate_forecast"])
    }
}
