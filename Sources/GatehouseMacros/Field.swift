#if Macros
    /// States rules about a stored property of a type with ``Schemable(_:naming:discriminator:)``.
    ///
    /// ```swift
    /// @Field(.length(1...200), .examples("dune")) let title: String
    /// ```
    ///
    /// It expands to nothing: `@Schemable` reads the rules as they are written. On a parameter of a function the same
    /// name is a property wrapper, and `@Tool`
    /// and its like read the rules.
    ///
    /// What records of requests may keep of a value is a rule too: `.secret`, `.personal` or `.open`. These may also stand
    /// in front of a case of an enumeration, and hold for all its values then.
    ///
    /// Mistakes that literals show are found when the program is built: bounds that nothing satisfies, a default outside
    /// them, a pattern that is no regular expression, a rule for another type.
    ///
    /// - Parameter rules: The rules; see `FieldRule`.
    @attached(peer)
    public macro Field(_ rules: FieldRule...) =
        #externalMacro(module: "GatehouseMacrosPlugin", type: "FieldMacro")
#endif
