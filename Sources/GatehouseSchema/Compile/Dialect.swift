import GatehouseJSON

/// Which vocabularies of JSON Schema 2020-12 a schema is written in. The core vocabulary always counts.
struct Dialect: Sendable, Hashable {
    var applies = false
    var appliesUnevaluated = false
    var validates = false
    var assertsFormat = false

    /// The dialect of a schema that names none.
    static let standardURI = "https://json-schema.org/draft/2020-12/schema"
    private static let vocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/"

    /// The dialect 2020-12 itself.
    static func standard(_ options: SchemaOptions) -> Dialect {
        Dialect(applies: true, appliesUnevaluated: true, validates: true, assertsFormat: options.assertsFormat)
    }

    /// The dialect of that URI: the standard one, or one whose meta-schema is among the known documents.
    ///
    /// - Throws: ``SchemaError`` without a place where the dialect is not known.
    init(named uri: String, options: SchemaOptions) throws(SchemaError) {
        let name = URIReference(uri).textWithoutFragment
        if name == Self.standardURI {
            self = .standard(options)
        } else if let metaSchema = options.documents[name], case .object(let object) = metaSchema {
            try self.init(vocabularies: object["$vocabulary"], of: uri, options: options)
        } else {
            throw SchemaError("the dialect \"\(uri)\" is not supported; supported is \"\(Self.standardURI)\"")
        }
    }

    private init(vocabularies: JSONValue?, of uri: String, options: SchemaOptions) throws(SchemaError) {
        guard case .object(let vocabularies)? = vocabularies else {
            self = .standard(options)
            return
        }
        self.init(assertsFormat: options.assertsFormat)
        for vocabulary in vocabularies {
            guard add(vocabulary.name) || vocabulary.value == false else {
                throw SchemaError(
                    "the dialect \"\(uri)\" needs the vocabulary \"\(vocabulary.name)\", which is not supported")
            }
        }
    }

    private init(
        applies: Bool = false,
        appliesUnevaluated: Bool = false,
        validates: Bool = false,
        assertsFormat: Bool
    ) {
        self.applies = applies
        self.appliesUnevaluated = appliesUnevaluated
        self.validates = validates
        self.assertsFormat = assertsFormat
    }

    /// Adds a vocabulary, if it is a known one.
    private mutating func add(_ vocabulary: String) -> Bool {
        guard vocabulary.hasPrefix(Self.vocabularyPrefix) else { return false }
        switch vocabulary.dropFirst(Self.vocabularyPrefix.count) {
        case "core", "meta-data", "format-annotation", "content": break
        case "applicator": applies = true
        case "unevaluated": appliesUnevaluated = true
        case "validation": validates = true
        case "format-assertion": assertsFormat = true
        default: return false
        }
        return true
    }
}
