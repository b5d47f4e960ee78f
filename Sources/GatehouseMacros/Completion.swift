#if Macros
    /// Declares a function that suggests values for an argument of a prompt, or a variable of a resource template
    /// (server/utilities/completion, 2026-07-28).
    ///
    /// ```swift
    /// @Completion(for: "recommend", argument: "genre")
    /// func genres(_ prefix: String) -> [String]
    ///
    /// @Completion(for: "book://{country}/{city}", argument: "city")
    /// func cities(_ prefix: String, country: String?) -> [String]
    /// ```
    ///
    /// Beside the function stands a value of type `Completion` then, called `genresCompletion`. The first parameter is
    /// what was typed so far. Others of type `String?` are arguments that were given before, by name; those of type
    /// `Context` and `Principal`, and those with `@Depends`, are given by the server.
    ///
    /// - Parameters:
    ///   - target: The prompt's name as clients know it, or the URI template; a string literal.
    ///   - argument: The name of the argument or variable.
    @attached(peer, names: suffixed(Completion))
    public macro Completion(for target: String, argument: String) =
        #externalMacro(module: "GatehouseMacrosPlugin", type: "CompletionMacro")
#endif
