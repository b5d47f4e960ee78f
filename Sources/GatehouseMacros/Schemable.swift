#if Macros
    /// Makes a struct or an enum a type with a JSON Schema that is read from JSON and written as JSON.
    ///
    /// ```swift
    /// /// A book of the catalogue.
    /// @Schemable
    /// struct Book {
    ///     /// The ISBN, without hyphens.
    ///     @Field(.pattern("^[0-9]{13}$"))
    ///     let isbn: String
    ///     @Field(.range(0...5))
    ///     var stars: Int = 0
    ///     var subtitle: String?
    /// }
    /// ```
    ///
    /// - A struct is an object of its stored properties. Documentation comments become descriptions, the arguments of
    ///   ``Field(_:)`` become keywords, and a default value is the schema's `default` and need not be sent. An optional
    ///   may be left out or `null`. Static, lazy and computed properties are not part of it.
    /// - An enum with raw values, or with plain cases, is one of these values.
    /// - An enum whose cases have values is one of several objects, which the member `discriminator` tells apart:
    ///   `case circle(radius: Double)` is `{"type":"circle","radius":1}`. A value without a label is called `value`;
    ///   members are documented by `- Parameter` in the comment of the case.
    ///
    /// Types may contain themselves, and each other. The parameters of a generic type must be
    /// `Schemable`.
    ///
    /// - Parameters:
    ///   - options: ``SchemableOption/open`` for objects that may have other members.
    ///   - naming: How members and plain cases are named in JSON.
    ///   - discriminator: The member that tells which case an object is; a string literal.
    @attached(
        extension,
        conformances: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable,
        names: named(Rules), named(schema(in:)), named(init(from:)), named(encode(to:))
    )
    public macro Schemable(
        _ options: SchemableOption...,
        naming: MemberNaming = .asWritten,
        discriminator: String = "type"
    ) = #externalMacro(module: "GatehouseMacrosPlugin", type: "SchemableMacro")
#endif
