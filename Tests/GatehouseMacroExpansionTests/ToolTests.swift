import Testing

@Suite("@Tool")
struct ToolTests {
    @Test("Everything about a tool")
    func everythingAboutATool() {
        let expansion = Expansion(
            #"""
            struct Library {
                let catalog: Catalog

                /// # Search the catalogue
                ///
                /// Searches the catalogue by title,
                /// author or ISBN.
                ///
                /// - Parameters:
                ///   - query: Words to look for.
                ///   - limit: How many books
                ///     to return.
                /// - Returns: The books, best first.
                /// - Throws: `ToolError` where the catalogue is closed.
                @Tool(.readOnly, .idempotent, .closedWorld, requires: .permission("books:read"), limits: "30/minute", timeout: .seconds(5), maximumConcurrentCalls: 4, icons: [Icon(src: "https://example.com/i.png")], meta: ["team": "search"])
                public func searchBooks(
                    @Field(.length(1...200)) query: String,
                    @Field(.range(1...50), .header("Limit")) limit: Int = 10,
                    in genres: [Genre] = [],
                    note: String?,
                    @Depends(.catalogConnection) db: Connection,
                    @Depends clock: Clock,
                    context: Context,
                    _ caller: Principal
                ) async throws -> [Book] { [] }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    let catalog: Catalog

                    /// # Search the catalogue
                    ///
                    /// Searches the catalogue by title,
                    /// author or ISBN.
                    ///
                    /// - Parameters:
                    ///   - query: Words to look for.
                    ///   - limit: How many books
                    ///     to return.
                    /// - Returns: The books, best first.
                    /// - Throws: `ToolError` where the catalogue is closed.
                    public func searchBooks(
                        @Field(.length(1...200)) query: String,
                        @Field(.range(1...50), .header("Limit")) limit: Int = 10,
                        in genres: [Genre] = [],
                        note: String?,
                        @Depends(.catalogConnection) db: Connection,
                        @Depends clock: Clock,
                        context: Context,
                        _ caller: Principal
                    ) async throws -> [Book] { [] }

                    /// What callers send to ``searchBooks(query:limit:in:note:db:clock:context:_:)``.
                    private struct searchBooksInput: ToolInput {
                        let query: String
                        let limit: Int
                        let genres: [Genre]
                        let note: String?

                        private enum Rules {
                            static let query = FieldRules(.length(1...200), .description("Words to look for."))
                            static let limit = FieldRules(
                                .range(1...50),
                                .header("Limit"),
                                .description("How many books to return.")
                            )
                        }

                        static var checksSchema: Bool { true }

                        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                            ObjectSchema()
                                .property("query", String.self, Rules.query, in: &definitions)
                                .property("limit", Int.self, Rules.limit, default: 10, in: &definitions)
                                .property("genres", [Genre].self, default: [], in: &definitions)
                                .property("note", String?.self, in: &definitions)
                                .value
                        }

                        init(from reader: inout JSONReader) throws(JSONReadError) {
                            var query: String?
                            var limit: Int?
                            var genres: [Genre]?
                            var note: String??
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("query") {
                                    reader.read(into: &query, Rules.query)
                                } else if reader.isName("limit") {
                                    reader.read(into: &limit, Rules.limit)
                                } else if reader.isName("genres") {
                                    reader.read(into: &genres)
                                } else if reader.isName("note") {
                                    reader.read(into: &note)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self.query = try reader.required(query)
                            self.limit = limit ?? 10
                            self.genres = genres ?? []
                            self.note = note ?? nil
                            reader.finish(self, since: mark)
                        }
                    }

                    /// What clients see of ``searchBooks(query:limit:in:note:db:clock:context:_:)``.
                    public var searchBooksTool: Tool {
                        Tool(
                            name: "search_books",
                            description: "Searches the catalogue by title, author or ISBN.\n\nReturns: The books, best first.",
                            options: ToolOptions(
                                title: "Search the catalogue",
                                annotations: ToolAnnotations(readOnlyHint: true, idempotentHint: true, openWorldHint: false),
                                icons: [Icon(src: "https://example.com/i.png")],
                                meta: ["team": "search"],
                                access: .permission("books:read"),
                                limits: "30/minute",
                                timeout: .seconds(5),
                                maximumConcurrentCalls: 4,
                                needs: Needs(.catalogConnection, .type(Clock.self))
                            ),
                            input: searchBooksInput.self
                        ) { input, context -> [Book] in
                            try await self.searchBooks(
                                query: input.query,
                                limit: input.limit,
                                in: input.genres,
                                note: input.note,
                                db: context.resolve(.catalogConnection),
                                clock: context.resolve(Clock.self),
                                context: context,
                                context.principal
                            )
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A tool without arguments and result")
    func aToolWithoutArgumentsAndResult() {
        let expansion = Expansion(
            #"""
            struct Library {
                /// Closes.
                @Tool(execution: .inline)
                private func close() {}
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    /// Closes.
                    private func close() {}

                    /// What clients see of ``close()``.
                    private var closeTool: Tool {
                        Tool(
                            name: "close",
                            description: "Closes.",
                            options: ToolOptions(execution: .inline),
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            self.close()
                            return ToolOutcome()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A tool whose calls may be tasks")
    func aToolWithTasks() {
        let expansion = Expansion(
            #"""
            struct Library {
                /// Binds.
                @Tool(.destructive, task: .allowed.restartable.within(.seconds(600)))
                func bind() async {}
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Library {
                    /// Binds.
                    func bind() async {}

                    /// What clients see of ``bind()``.
                    var bindTool: Tool {
                        Tool(
                            name: "bind",
                            description: "Binds.",
                            options: ToolOptions(
                                annotations: ToolAnnotations(destructiveHint: true),
                                task: .allowed.restartable.within(.seconds(600))
                            ),
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            await self.bind()
                            return ToolOutcome()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A free function")
    func aFreeFunction() {
        let expansion = Expansion(
            #"""
            /// Adds.
            @Tool(.additive, name: "plus", version: "1.2.0", tags: ["sums"])
            public func add(_ a: Int, b: Int = .zero) -> Int { a + b }
            """#)
        #expect(
            expansion.text == #"""
                /// Adds.
                public func add(_ a: Int, b: Int = .zero) -> Int { a + b }

                /// What callers send to ``add(_:b:)``.
                private struct addInput: ToolInput {
                    let a: Int
                    let b: Int

                    static var checksSchema: Bool { true }

                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        ObjectSchema()
                            .property("a", Int.self, in: &definitions)
                            .property("b", Int.self, default: .zero, in: &definitions)
                            .value
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        var a: Int?
                        var b: Int?
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("a") {
                                reader.read(into: &a)
                            } else if reader.isName("b") {
                                reader.read(into: &b)
                            } else {
                                reader.unknownName()
                            }
                        }
                        self.a = try reader.required(a)
                        self.b = b ?? .zero
                        reader.finish(self, since: mark)
                    }
                }

                /// What clients see of ``add(_:b:)``.
                public var addTool: Tool {
                    Tool(
                        name: "plus",
                        description: "Adds.",
                        options: ToolOptions(
                            annotations: ToolAnnotations(destructiveHint: false),
                            version: "1.2.0",
                            tags: ["sums"]
                        ),
                        input: addInput.self
                    ) { input, context -> Int in
                        add(input.a, b: input.b)
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A static method")
    func aStaticMethod() {
        let expansion = Expansion(
            #"""
            final class Greeter {
                /// Greets.
                @Tool
                static func greet(name: String) async throws -> String { name }
            }
            """#)
        #expect(
            expansion.text == #"""
                final class Greeter {
                    /// Greets.
                    static func greet(name: String) async throws -> String { name }

                    /// What callers send to ``greet(name:)``.
                    private struct greetInput: ToolInput {
                        let name: String

                        static var checksSchema: Bool { true }

                        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                            ObjectSchema()
                                .property("name", String.self, in: &definitions)
                                .value
                        }

                        init(from reader: inout JSONReader) throws(JSONReadError) {
                            var name: String?
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("name") {
                                    reader.read(into: &name)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self.name = try reader.required(name)
                            reader.finish(self, since: mark)
                        }
                    }

                    /// What clients see of ``greet(name:)``.
                    static var greetTool: Tool {
                        Tool(
                            name: "greet",
                            description: "Greets.",
                            input: greetInput.self
                        ) { input, context -> String in
                            try await Self.greet(name: input.name)
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A method of an actor is awaited")
    func aMethodOfAnActorIsAwaited() {
        let expansion = Expansion(
            #"""
            actor Counter {
                /// Counts.
                @Tool
                func increment() -> Int { 1 }

                /// Tells.
                @Tool
                nonisolated func name() -> String { "" }
            }
            """#)
        #expect(
            expansion.text == #"""
                actor Counter {
                    /// Counts.
                    func increment() -> Int { 1 }

                    /// What clients see of ``increment()``.
                    nonisolated var incrementTool: Tool {
                        Tool(
                            name: "increment",
                            description: "Counts.",
                            input: NoInput.self
                        ) { _, context -> Int in
                            await self.increment()
                        }
                    }

                    /// Tells.
                    nonisolated func name() -> String { "" }

                    /// What clients see of ``name()``.
                    nonisolated var nameTool: Tool {
                        Tool(
                            name: "name",
                            description: "Tells.",
                            input: NoInput.self
                        ) { _, context -> String in
                            self.name()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A method of a global actor's class is awaited")
    func aMethodOfAGlobalActorsClassIsAwaited() {
        let expansion = Expansion(
            #"""
            @MainActor
            final class Screen {
                /// Shows.
                @Tool
                func show() -> String { "" }
            }
            """#)
        #expect(
            expansion.text == #"""
                @MainActor
                final class Screen {
                    /// Shows.
                    func show() -> String { "" }

                    /// What clients see of ``show()``.
                    nonisolated var showTool: Tool {
                        Tool(
                            name: "show",
                            description: "Shows.",
                            input: NoInput.self
                        ) { _, context -> String in
                            await self.show()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Self becomes the type's name, where the arguments stand in a type of their own")
    func selfBecomesTheTypesNameWhereTheArgumentsStandInATypeOfTheirOwn() {
        let expansion = Expansion(
            #"""
            extension Library {
                /// Lends.
                @Tool(naming: .snakeCase)
                func lend(maxDays: Self.Days = Self.usual) -> Self.Loan { .init() }
            }
            """#)
        #expect(
            expansion.text == #"""
                extension Library {
                    /// Lends.
                    func lend(maxDays: Self.Days = Self.usual) -> Self.Loan { .init() }

                    /// What callers send to ``lend(maxDays:)``.
                    private struct lendInput: ToolInput {
                        let maxDays: Library.Days

                        static var checksSchema: Bool { true }

                        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                            ObjectSchema()
                                .property("max_days", Library.Days.self, default: Library.usual, in: &definitions)
                                .value
                        }

                        init(from reader: inout JSONReader) throws(JSONReadError) {
                            var maxDays: Library.Days?
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("max_days") {
                                    reader.read(into: &maxDays)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self.maxDays = maxDays ?? Library.usual
                            reader.finish(self, since: mark)
                        }
                    }

                    /// What clients see of ``lend(maxDays:)``.
                    var lendTool: Tool {
                        Tool(
                            name: "lend",
                            description: "Lends.",
                            input: lendInput.self
                        ) { input, context -> Library.Loan in
                            self.lend(maxDays: input.maxDays)
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A generic type has no static storage")
    func aGenericTypeHasNoStaticStorage() {
        let expansion = Expansion(
            #"""
            struct Store<Item: Schemable> {
                /// Puts.
                @Tool
                func put(item: Item, @Field(.minimum(1)) count: Int) -> Item { item }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Store<Item: Schemable> {
                    /// Puts.
                    func put(item: Item, @Field(.minimum(1)) count: Int) -> Item { item }

                    /// What callers send to ``put(item:count:)``.
                    private struct putInput: ToolInput {
                        let item: Item
                        let count: Int

                        private enum Rules {
                            static var count: FieldRules { FieldRules(.minimum(1)) }
                        }

                        static var checksSchema: Bool { true }

                        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                            ObjectSchema()
                                .property("item", Item.self, in: &definitions)
                                .property("count", Int.self, Rules.count, in: &definitions)
                                .value
                        }

                        init(from reader: inout JSONReader) throws(JSONReadError) {
                            var item: Item?
                            var count: Int?
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("item") {
                                    reader.read(into: &item)
                                } else if reader.isName("count") {
                                    reader.read(into: &count, Rules.count)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self.item = try reader.required(item)
                            self.count = try reader.required(count)
                            reader.finish(self, since: mark)
                        }
                    }

                    /// What clients see of ``put(item:count:)``.
                    var putTool: Tool {
                        Tool(
                            name: "put",
                            description: "Puts.",
                            input: putInput.self
                        ) { input, context -> Item in
                            self.put(item: input.item, count: input.count)
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
