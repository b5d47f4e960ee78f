#if Macros
    /// Declares a function as a tool (server/tools, 2026-07-28).
    ///
    /// ```swift
    /// /// Searches the catalogue by title, author or ISBN.
    /// ///
    /// /// - Parameter query: Words to look for.
    /// @Tool(.readOnly, requires: .permission("books:read"), limits: "30/minute")
    /// func searchBooks(@Field(.length(1...200)) query: String, limit: Int = 10, context: Context) async throws -> [Book]
    /// ```
    ///
    /// Beside the function stands a value of type `Tool` then, called `searchBooksTool`: a member where the function is
    /// one, else a global. ``Toolbox()`` collects the values of a type.
    ///
    /// - The function is a method of a struct, class or actor, a static method, or a free function; it may be `async` and
    ///   `throws`. It is neither generic nor `mutating`, and no parameter is `inout` or variadic.
    /// - Parameters of type `Context` and `Principal`, and those with `@Depends`, are given by the server. All others are
    ///   the arguments: each by its name within the function, with a default where it has one, optional where its type is.
    /// - It returns a value with a schema (structured content), text, content, or nothing.
    /// - What is documented is published: the comment's text and `- Returns:` as the description, `- Parameter` as the
    ///   descriptions of arguments. A heading (`# Search`) is the title.
    ///
    /// - Parameters:
    ///   - hints: What the tool does to its environment.
    ///   - name: The name; by default the function's in snake case.
    ///   - title: The name that people see.
    ///   - description: What the tool does, in place of the documentation comment.
    ///   - naming: How arguments are named in JSON.
    ///   - access: What a caller must have to see and call the tool.
    ///   - limits: How often one caller may call it: `"30/minute"`, `"5 per 2 minutes burst 3; 500/hour"`.
    ///   - timeout: How long a call may take; nothing takes the server's default.
    ///   - maximumConcurrentCalls: How many calls may run at once; nothing takes the server's default.
    ///   - execution: Where the function runs.
    ///   - version: The version, where there are several under one name.
    ///   - tags: Words to pick it by in the registry; clients are not told.
    ///   - reading: How strictly arguments are held to the kinds that are wanted; nothing takes the server's way.
    ///   - schemaStyle: Where the schemas of named types stand.
    ///   - task: Whether calls may go on as tasks when their response is sent: see `ToolOptions.TaskSupport`.
    ///   - icons: Pictures of the tool.
    ///   - meta: The tool's `_meta` in lists.
    ///   - guards: What must let a request pass before the function runs.
    @attached(peer, names: suffixed(Tool), suffixed(Input))
    public macro Tool(
        _ hints: ToolHint...,
        name: String? = nil,
        title: String? = nil,
        description: String? = nil,
        naming: MemberNaming = .asWritten,
        requires access: Access = .everyone,
        limits: RateLimits = [],
        timeout: Duration? = nil,
        maximumConcurrentCalls: Int? = nil,
        execution: ToolOptions.Execution = .concurrent,
        version: String? = nil,
        tags: Set<String> = [],
        reading: ReadingMode? = nil,
        schemaStyle: SchemaStyle = .shared,
        task: ToolOptions.TaskSupport = .never,
        icons: [Icon]? = nil,
        meta: JSONObject? = nil,
        guards: [Guard] = []
    ) = #externalMacro(module: "GatehouseMacrosPlugin", type: "ToolMacro")
#endif
