#if Macros
    /// Declares a function as a prompt (server/prompts, 2026-07-28).
    ///
    /// ```swift
    /// /// Recommends what to read next.
    /// ///
    /// /// - Parameter genre: What kind of book.
    /// @Prompt
    /// func recommend(genre: Genre, count: Int = 3) -> [PromptMessage]
    /// ```
    ///
    /// Beside the function stands a value of type `Prompt` then, called `recommendPrompt`. The protocol knows arguments
    /// of text alone: each is read as the parameter's type, and one that does not fit is an invalid parameter. Parameters
    /// of type `Context` and `Principal`, and those with `@Depends`, are given by the server.
    ///
    /// The function returns messages, one message, or the text of one message of the user.
    ///
    /// - Parameters:
    ///   - name: The name; by default the function's in snake case.
    ///   - title: The name that people see.
    ///   - description: What the prompt is for, in place of the documentation comment.
    ///   - naming: How arguments are named.
    ///   - access: What a caller must have to see and use it.
    ///   - timeout: How long the function may take; nothing takes the server's default.
    ///   - version: The version, where there are several under one name.
    ///   - tags: Words to pick it by in the registry; clients are not told.
    ///   - icons: Pictures of the prompt.
    ///   - meta: The prompt's `_meta` in lists.
    ///   - guards: What must let a request pass before the function runs.
    @attached(peer, names: suffixed(Prompt), suffixed(Rules))
    public macro Prompt(
        name: String? = nil,
        title: String? = nil,
        description: String? = nil,
        naming: MemberNaming = .asWritten,
        requires access: Access = .everyone,
        timeout: Duration? = nil,
        version: String? = nil,
        tags: Set<String> = [],
        icons: [Icon]? = nil,
        meta: JSONObject? = nil,
        guards: [Guard] = []
    ) = #externalMacro(module: "GatehouseMacrosPlugin", type: "PromptMacro")
#endif
