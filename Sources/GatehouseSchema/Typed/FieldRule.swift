public import GatehouseJSON

/// One thing that a field must satisfy, or that is told about it.
///
/// Every constraint becomes the keyword of JSON Schema that says the same, and is also checked while the value is read.
public struct FieldRule: Sendable {
    /// What a rule is.
    enum Content: Sendable {
        /// A keyword that constrains values of a kind.
        case constraint(String, JSONValue, FieldKinds)
        /// A keyword that only tells.
        case annotation(String, JSONValue)
        /// The name of the member.
        case name(String)
        /// A rule that no keyword says.
        case check(FieldCheck)
    }

    let contents: [Content]

    init(_ contents: Content...) {
        self.contents = contents
    }
}

// MARK: - What is told

extension FieldRule {
    /// A short name for people (`title`).
    public static func title(_ text: String) -> FieldRule { FieldRule(.annotation("title", .string(text))) }

    /// What the field means (`description`).
    public static func description(_ text: String) -> FieldRule {
        FieldRule(.annotation("description", .string(text)))
    }

    /// Values that the field may have (`examples`).
    public static func examples(_ values: JSONValue...) -> FieldRule {
        FieldRule(.annotation("examples", .array(values)))
    }

    /// The field should no longer be used (`deprecated`).
    public static var deprecated: FieldRule { FieldRule(.annotation("deprecated", true)) }

    /// The field holds a secret (`writeOnly`): nothing of its value is repeated in violations or kept in records of
    /// requests, not even its length. See ``Sensitivity/secret``.
    public static var secret: FieldRule { FieldRule(.annotation("writeOnly", true)) }

    /// The field is about a person: records of requests keep no more of its value than a keyed digest. Clients are not
    /// told. See ``Sensitivity/personal``.
    public static var personal: FieldRule { FieldRule(.annotation(Sensitivity.keyword, .string("personal"))) }

    /// The field's value may be kept in records of requests, though it is free text. Clients are not told. See
    /// ``Sensitivity/open``.
    public static var open: FieldRule { FieldRule(.annotation(Sensitivity.keyword, .string("open"))) }

    /// The name of the member, where it is not that of the property. Read by the macros.
    public static func name(_ name: String) -> FieldRule { FieldRule(.name(name)) }

    /// The header field `Mcp-Param-…` that mirrors the value (`x-mcp-header`; basic/transports/streamable-http of
    /// revision 2026-07-28, "Custom Headers").
    public static func header(_ name: String) -> FieldRule {
        FieldRule(.annotation("x-mcp-header", .string(name)))
    }

    /// A rule that no keyword says, as a function that throws what is wrong.
    ///
    /// It is called where the value keeps the other rules. Of an optional it is about the value that the optional holds.
    /// A property can have it as it stands; a function's parameter needs a name for it:
    ///
    /// ```swift
    /// extension FieldRule {
    ///     static let even = FieldRule.validate { (value: Int) throws(FieldProblem) in
    ///         guard value.isMultiple(of: 2) else { throw FieldProblem("must be even") }
    ///     }
    /// }
    ///
    /// @Tool func pair(@Field(.range(1...99), .even) people: Int) -> Int { people / 2 }
    /// ```
    public static func validate<Value>(
        _ check: @escaping @Sendable (Value) throws(FieldProblem) -> Void
    ) -> FieldRule {
        FieldRule(.check(FieldCheck(check)))
    }
}
