public import GatehouseJSON
public import GatehouseProtocol
public import GatehouseSchema

/// A resource at a fixed URI, or a family of them under a URI template.
public struct Resource: Sendable {
    /// Everything about a resource that has a default.
    public struct Options: Sendable {
        /// The name that people see.
        public var title: String?
        /// What the resource is.
        public var description: String?
        /// The media type of what is read, where it is always the same.
        public var mimeType: String?
        /// Pictures of the resource.
        public var icons: [Icon]?
        /// The resource's `_meta` in lists.
        public var meta: JSONObject?
        /// Who may see and read the resource.
        public var access: Access
        /// For how long a client may use what it read without reading again.
        public var timeToLive: Duration
        /// Who may keep what was read, and for whom (server/utilities/caching, "Cache Scope Field", 2026-07-28):
        /// ``CacheScope/private`` the caller alone, ``CacheScope/public`` anybody for anybody. It is refused for a resource
        /// that not everybody may read, and is right only where every reader gets the same.
        public var cacheScope: CacheScope
        /// How long the function may take; nothing takes the server's default.
        public var timeout: Duration?
        /// The dependencies that the function resolves; see ``Needs``.
        public var needs: Needs
        /// What must let a request pass before the function runs.
        public var guards: [Guard]
        /// The version, where the resource has several under one URI; see ``ToolOptions/version``.
        public var version: String?
        /// Words to pick the resource by in the registry; clients are not told.
        public var tags: Set<String>
        /// What the values of a template's variables must not hold: by default nothing that could lead a path elsewhere,
        /// as `..`, encoded slashes and NUL. A URI that holds it fits no template, so nothing is found there.
        public var variableRules: URIValueRules
        /// What records of requests may keep of the template's variables, by their names. Logs name the resource and never
        /// the URI, so nothing of a variable stands there whatever is declared.
        public var sensitivity: [String: Sensitivity]

        public init(
            title: String? = nil,
            description: String? = nil,
            mimeType: String? = nil,
            icons: [Icon]? = nil,
            meta: JSONObject? = nil,
            access: Access = .everyone,
            timeToLive: Duration = .zero,
            cacheScope: CacheScope = .private,
            timeout: Duration? = nil,
            needs: Needs = .none,
            guards: [Guard] = [],
            version: String? = nil,
            tags: Set<String> = [],
            variableRules: URIValueRules = .safe,
            sensitivity: [String: Sensitivity] = [:]
        ) {
            self.title = title
            self.description = description
            self.mimeType = mimeType
            self.icons = icons
            self.meta = meta
            self.access = access
            self.timeToLive = timeToLive
            self.cacheScope = cacheScope
            self.timeout = timeout
            self.needs = needs
            self.guards = guards
            self.version = version
            self.tags = tags
            self.variableRules = variableRules
            self.sensitivity = sensitivity
        }
    }

    /// What a reader asked for.
    public struct Request: Sendable {
        /// The URI, as the client wrote it.
        public let uri: String
        /// The template's variables, decoded; empty for a fixed URI.
        public let variables: [String: String]
    }

    /// What was read.
    public struct Content: Sendable {
        enum Value: Sendable {
            case text(String)
            case bytes([UInt8])
        }

        let value: Value
        let mimeType: String?

        /// Text; without a media type it has the resource's.
        public static func text(_ text: String, mimeType: String? = nil) -> Content {
            Content(value: .text(text), mimeType: mimeType)
        }

        /// Bytes, which travel as Base64; without a media type they have the resource's.
        public static func bytes(_ bytes: [UInt8], mimeType: String? = nil) -> Content {
            Content(value: .bytes(bytes), mimeType: mimeType)
        }
    }

    /// The URI, or an RFC 6570 template of URIs.
    public internal(set) var uri: String
    /// Whether ``uri`` is a template.
    public let isTemplate: Bool
    /// The name that identifies the resource in lists.
    public let name: String
    /// Everything else about the resource.
    public var options: Options
    /// Where the resource is declared.
    public let site: DeclarationSite
    /// The prefixes that it was mounted under, the outermost first.
    var prefixes: [String] = []
    /// The types of a template's variables, as far as they suggest values.
    var types: ArgumentTypes = [:]
    let function: @Sendable (Request, Context) async throws -> Content

    /// Makes a resource at one URI. File and line are told where two resources have one URI.
    public init(
        uri: String,
        name: String,
        options: Options = Options(),
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Request, Context) async throws -> Content
    ) {
        self.init(uri, isTemplate: false, name, options, DeclarationSite(fileID, line), function)
    }

    /// Makes a family of resources under a URI template. The function throws ``ResourceNotFound`` for a URI that fits
    /// the template but leads to nothing.
    public init(
        template: String,
        name: String,
        options: Options = Options(),
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Request, Context) async throws -> Content
    ) {
        self.init(template, isTemplate: true, name, options, DeclarationSite(fileID, line), function)
    }

    private init(
        _ uri: String,
        isTemplate: Bool,
        _ name: String,
        _ options: Options,
        _ site: DeclarationSite,
        _ function: @escaping @Sendable (Request, Context) async throws -> Content
    ) {
        self.uri = uri
        self.isTemplate = isTemplate
        self.name = name
        self.options = options
        self.site = site
        self.function = function
    }
}

/// There is nothing at the URI that was asked for.
public struct ResourceNotFound: Error, Sendable {
    public init() {}
}
