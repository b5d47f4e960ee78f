import GatehouseJSON

/// Turns a document, and those that it refers to, into a program.
struct SchemaCompiler {
    let options: SchemaOptions
    var subschemas: [SubschemaRules] = []
    var sources: [SchemaSource] = []
    var resources: [SchemaResource] = []
    var resourcesByURI: [String: Int] = [:]
    /// The subschema at each place of each document. Places are told apart by their bytes, as members' names are.
    var subschemasByPlace: [[[UInt8]: Int]] = []
    /// The site of each subschema, for messages and for references to places inside of it.
    var sites: [SchemaSite] = []
    var pending: [PendingReference] = []
    /// The regular expressions by the bytes of their text.
    var patterns: [[UInt8]: Pattern] = [:]
    var dynamicAnchorNames: [String] = []
    /// What the regular expressions of all subschemas may still cost together.
    var patternBudget: PatternBudget

    init(options: SchemaOptions) {
        self.options = options
        patternBudget = PatternBudget(maximumSize: options.limits.maximumPatternSize)
    }

    /// Compiles a document with everything that it reaches.
    mutating func program(compiling document: JSONValue) throws(SchemaError) -> SchemaProgram {
        let root = try load(document, uri: nil)
        while let reference = pending.popLast() { try resolve(reference) }
        try refuseEndlessReferences()
        let dynamicAnchors = dynamicAnchorNames.map { name in
            var targets: [Int: Int] = [:]
            for (index, resource) in resources.enumerated() { targets[index] = resource.dynamicAnchors[name] }
            return targets
        }
        return SchemaProgram(
            subschemas: subschemas.map(Subschema.init),
            root: root,
            dynamicAnchors: dynamicAnchors,
            limits: options.limits
        )
    }

    /// Compiles one document and gives its root.
    mutating func load(_ document: JSONValue, uri: String?) throws(SchemaError) -> Int {
        let index = sources.count
        sources.append(SchemaSource(value: document, uri: uri))
        subschemasByPlace.append([:])
        let base = URIReference(uri ?? "")
        let resource = addResource(SchemaResource(uri: base, document: index, pointer: JSONPointer()))
        let site = SchemaSite(document: index, resource: resource, dialect: .standard(options))
        return try compile(document, at: site)
    }

    /// Makes a resource known under its URI, if the URI is not taken.
    mutating func addResource(_ resource: SchemaResource) -> Int {
        let uri = resource.uri.textWithoutFragment
        if resourcesByURI[uri] == nil { resourcesByURI[uri] = resources.count }
        resources.append(resource)
        return resources.count - 1
    }

    /// An error about a keyword of a schema.
    func error(_ message: String, at site: SchemaSite, _ tokens: String...) -> SchemaError {
        SchemaError(
            message,
            at: JSONPointer(site.pointer.tokens + tokens),
            document: sources[site.document].uri
        )
    }
}
