import GatehouseMacros
import Testing

@Suite("Declared tools")
struct ToolTests {
    let library = Library(books: [
        Book(isbn: "111", title: "Dune", stars: 5, subtitle: nil),
        Book(isbn: "222", title: "Dune Messiah", stars: 4, subtitle: "The second"),
    ])

    @Test("Arguments that break a rule are refused with every violation, and the function does not run")
    func refusal() async throws {
        let result = try await Server.offering(library.components)
            .call("search_books", ["query": "", "limit": 51, "colour": "red"])
        #expect(result["isError"] == true)
        #expect(
            result.toolText == """
                Invalid arguments for tool search_books:
                - /query: must have at least 1 character, had 0
                - /limit: must be at most 50, was 51
                - /colour: is not a known property; known: query, limit
                """)
    }

    @Test("What the server gives is no argument")
    func injected() async throws {
        let server = try Server.offering(library.components)
        let schema = await server.ask("tools/list").tool("search_books")?["inputSchema"]
        #expect(schema?["properties"]?.objectValue?.map(\.name) == ["query", "limit"])
        let result = await server.call("search_books", ["query": "Dune", "context": "x"])
        #expect(result["isError"] == true)
    }

    @Test("A tool is listed as it is documented and declared")
    func listed() async throws {
        let tool = try await Server.offering(library.components).ask("tools/list").tool("search_books")
        #expect(tool?["description"] == "Searches the catalogue by title.")
        #expect(tool?["annotations"] == ["readOnlyHint": true])
        #expect(
            tool?["inputSchema"] == [
                "type": "object",
                "properties": [
                    "query": [
                        "type": "string", "description": "Words to look for.", "minLength": 1, "maxLength": 20,
                    ],
                    "limit": [
                        "type": "integer", "description": "How many books to return.", "minimum": 1, "maximum": 50,
                        "default": 10,
                    ],
                ],
                "required": ["query"],
                "additionalProperties": false,
            ])
        #expect(tool?["outputSchema"]?["properties"]?["result"]?["type"] == "array")
    }

    @Test("A tool is told apart by where it is declared")
    func site() {
        #expect(library.searchBooksTool.site.fileID == "GatehouseMacrosTests/Library.swift")
        #expect(library.searchBooksTool.site.line == 13)
    }

    @Test("Options that are written are the tool's")
    func options() throws {
        let options = library.searchBooksTool.options
        #expect(options.limits.limits == [try RateLimit(parsing: "30/minute")])
        #expect(options.timeout == .seconds(90))
        #expect(options.needs == Needs(.shelf))
        #expect(library.countTool.options.execution == .inline)
    }

    @Test("A list is the structured content's result")
    func list() async throws {
        let result = try await Server.offering(library.components).call("search_books", ["query": "Messiah"])
        #expect(
            result["structuredContent"] == [
                "result": [["isbn": "222", "title": "Dune Messiah", "stars": 4, "subtitle": "The second"]]
            ])
    }

    @Test("A default stands for an argument that was left out")
    func defaults() async throws {
        let many = Library(books: (100..<120).map { Book(isbn: "\($0)", title: "Book", stars: 0, subtitle: nil) })
        let result = try await Server.offering(many.components).call("search_books", ["query": "Book"])
        #expect(result["structuredContent"]?["result"]?.arrayValue?.count == 10)
    }

    @Test("A number is the structured content's result")
    func number() async throws {
        let result = try await Server.offering(library.components).call("count")
        #expect(result["structuredContent"] == ["result": 2])
        #expect(result.toolText == #"{"result":2}"#)
    }

    @Test("Text is text, without structured content")
    func text() async throws {
        let result = try await Server.offering(library.components).call("greet", ["name": "Ada"])
        #expect(result.toolText == "Hello, Ada!")
        #expect(result["structuredContent"] == nil)
    }

    @Test("A function that returns nothing gives no content, and its error reaches the caller")
    func nothing() async throws {
        let server = try Server.offering(library.components)
        #expect(await server.call("give-back", ["isbn": "111"])["content"] == [])
        let refused = await server.call("give-back", ["isbn": "", "note": .null])
        #expect(refused["isError"] == true)
        #expect(refused.toolText == "no ISBN")
    }

    @Test("A free function is a tool")
    func free() async throws {
        let result = try await Server.offering(Components(tools: [addTool])).call("add", ["a": 2, "b": 3])
        #expect(result["structuredContent"] == ["result": 5])
    }

    @Test("Calls of an actor's tool follow one another")
    func actor() async throws {
        let server = try Server.offering(Counter().components)
        #expect(await server.call("increment")["structuredContent"] == ["result": 1])
        #expect(await server.call("increment", ["step": 4])["structuredContent"] == ["result": 5])
        #expect(await server.call("describe_counter").toolText == "A counter.")
    }

    @Test("A tool of the main actor's class is called there")
    func globalActor() async throws {
        let screen = await MainActor.run { Screen() }
        let result = try await Server.offering(screen.components).call("show")
        #expect(result.toolText == "shown 1 times")
    }

    @Test(
        "A value with a schema of its own is the structured content",
        arguments: [
            (["kind": "circle", "radius": 1.5] as JSONObject), ["kind": "point"], ["side": 2, "kind": "square"],
        ])
    func union(shape: JSONObject) async throws {
        let result = try await Server.offering(Plain().components).call("describe", ["shape": .object(shape)])
        #expect(result["structuredContent"]?.objectValue.map(Set.init(names:)) == Set(names: shape))
    }

    @Test("A tool of a generic type reads what the type is made of")
    func generic() async throws {
        let server = try Server.offering(Store<Genre>().components)
        let result = await server.call("put", ["item": "crime", "count": 2])
        #expect(result["structuredContent"] == ["result": ["crime", "crime"]])
        #expect(await server.call("put", ["item": "crime", "count": 0])["isError"] == true)
    }
}

extension Set<String> {
    fileprivate init(names object: JSONObject) {
        self.init(object.map { "\($0.name)=\(String(decoding: $0.value.jsonBytes, as: UTF8.self))" })
    }
}
