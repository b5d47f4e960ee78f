#if Macros
    /// Makes a type a `Toolbox` of all tools, prompts, resources and completions that its functions are declared as.
    ///
    /// ```swift
    /// @Toolbox
    /// struct Library {
    ///     let catalog: Catalog
    ///
    ///     @Tool(.readOnly) func searchBooks(query: String) async throws -> [Book] { … }
    ///     @Resource("book://{isbn}") func book(isbn: String) async throws -> Book? { … }
    /// }
    ///
    /// let server = try Server(…, components: Library(catalog: catalog).components)
    /// ```
    ///
    /// The type is a struct, a class or an actor, and `Sendable`. Two components of one name are refused when the program
    /// is built, as are two functions of one name that are declared as the same kind of component. What extensions of the
    /// type declare is not part of it: a macro sees one declaration.
    @attached(extension, conformances: Toolbox, names: named(components))
    public macro Toolbox() = #externalMacro(module: "GatehouseMacrosPlugin", type: "ToolboxMacro")
#endif
