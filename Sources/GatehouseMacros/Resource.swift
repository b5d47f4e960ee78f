#if Macros
    /// Declares a function as a resource, or as a family of resources (server/resources, 2026-07-28).
    ///
    /// ```swift
    /// @Resource("book://{isbn}", mimeType: "application/json")
    /// func book(isbn: ISBN) async throws -> Book?
    /// ```
    ///
    /// Beside the function stands a value of type `Resource` then, called `bookResource`. Where the URI is a template
    /// (RFC 6570), its variables and the function's parameters are the same: each variable is read as the parameter's
    /// type, and there is nothing at a URI whose variable does not fit. Parameters of type `Context` and `Principal`, and
    /// those with `@Depends`, are given by the server.
    ///
    /// The function returns text, bytes, `Resource.Content`, or a value that is read as JSON. Where it returns an
    /// optional, `nil` means that there is nothing at the URI.
    ///
    /// - Parameters:
    ///   - uri: The URI or the template; a string literal.
    ///   - name: The name in lists; by default the function's in snake case.
    ///   - title: The name that people see.
    ///   - description: What the resource is, in place of the documentation comment.
    ///   - mimeType: The media type of what is read.
    ///   - access: What a caller must have to see and read it.
    ///   - timeToLive: For how long a client may use what it read without reading again.
    ///   - cacheScope: Who may keep what was read; public only where everybody may read it and gets the same.
    ///   - timeout: How long the function may take; nothing takes the server's default.
    ///   - version: The version, where there are several under one name.
    ///   - tags: Words to pick it by in the registry; clients are not told.
    ///   - variableRules: What the values of variables must not hold.
    ///   - icons: Pictures of the resource.
    ///   - meta: The resource's `_meta` in lists.
    ///   - guards: What must let a request pass before the function runs.
    @attached(peer, names: suffixed(Resource), suffixed(Rules))
    public macro Resource(
        _ uri: String,
        name: String? = nil,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil,
        requires access: Access = .everyone,
        timeToLive: Duration = .zero,
        cacheScope: CacheScope = .private,
        timeout: Duration? = nil,
        version: String? = nil,
        tags: Set<String> = [],
        variableRules: URIValueRules = .safe,
        icons: [Icon]? = nil,
        meta: JSONObject? = nil,
        guards: [Guard] = []
    ) = #externalMacro(module: "GatehouseMacrosPlugin", type: "ResourceMacro")
#endif
