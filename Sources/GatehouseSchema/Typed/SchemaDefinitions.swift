public import GatehouseJSON

/// The named types that a schema is made of, while it is made.
///
/// A type that is used once and does not contain itself ends up where it is used; every other one under `$defs`, with a
/// `$ref` wherever it is used (JSON Schema 2020-12, core part, section 8.2.4).
public struct SchemaDefinitions {
    private let inlines: Bool
    private var definitions: [Definition] = []
    private var positions: [ObjectIdentifier: Int] = [:]
    /// What is wrong with the rules of fields, in the order in which it was found.
    public private(set) var issues: [SchemaError] = []

    /// One named type.
    struct Definition {
        let name: String
        var body: JSONValue
        var uses: Int
    }

    /// Starts without types.
    ///
    /// - Parameter inlining: Whether every type that does not contain itself is written out wherever it is used, for
    ///   readers that cannot follow references.
    public init(inlining: Bool = false) {
        inlines = inlining
    }

    /// The schema of a named type.
    ///
    /// - Parameters:
    ///   - type: The type, by which it is known again.
    ///   - name: The name under `$defs`; a number is added where another type has it.
    ///   - make: Makes the schema; called once for a type, also where the type contains itself.
    public mutating func define<Value>(
        _ type: Value.Type,
        name: String,
        _ make: (inout SchemaDefinitions) -> JSONValue
    ) -> JSONValue {
        let key = ObjectIdentifier(type)
        if let position = positions[key] {
            definitions[position].uses += 1
            return SchemaReference.to(definitions[position].name)
        }
        let position = definitions.count
        positions[key] = position
        definitions.append(Definition(name: unused(name), body: [:], uses: 1))
        definitions[position].body = make(&self)
        return SchemaReference.to(definitions[position].name)
    }

    /// Notes that a schema cannot be used.
    public mutating func report(_ issue: SchemaError) {
        issues.append(issue)
    }

    /// The document of a schema that was made with these definitions, as clients may read it.
    public func document(_ root: JSONValue) -> JSONValue {
        declaration(root).published
    }

    /// The same document with what only the server reads: the declarations of ``Sensitivity``.
    package func declaration(_ root: JSONValue) -> JSONValue {
        SchemaAssembly(definitions, inlines: inlines).document(root)
    }

    /// A name that no type has yet, of characters that need no escape in a reference.
    private func unused(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" })
        var candidate = plain.isEmpty ? "Type" : plain
        var number = 2
        while definitions.contains(where: { $0.name == candidate }) {
            candidate = "\(plain)\(number)"
            number += 1
        }
        return candidate
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_", "-", ".": true
        default: false
        }
    }
}

extension JSONValue {
    /// A schema's document without the keywords that are the server's own: some providers of models refuse what they do
    /// not know.
    package var published: JSONValue { SchemaWalk.removing(Sensitivity.keyword, from: self) }
}
