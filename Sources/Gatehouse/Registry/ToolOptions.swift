public import GatehouseJSON
public import GatehouseProtocol
public import GatehouseSchema

/// Everything about a tool that has a default.
public struct ToolOptions: Sendable {
    /// Where a tool's function runs.
    public struct Execution: Sendable, Hashable {
        enum Place: Sendable, Hashable {
            case concurrent, inline
        }

        let place: Place

        /// On the concurrent executor: the function may compute and wait as it needs to.
        public static let concurrent = Execution(place: .concurrent)
        /// On the connection's event loop, which serves nobody else meanwhile: for functions that neither block nor
        /// compute for more than some microseconds. Where such a function suspends, it continues on that loop.
        public static let inline = Execution(place: .inline)
    }

    /// The name that people see.
    public var title: String?
    /// Hints about what the tool does to its environment.
    public var annotations: ToolAnnotations?
    /// Pictures of the tool.
    public var icons: [Icon]?
    /// The tool's `_meta` in lists.
    public var meta: JSONObject?
    /// Who may see and call the tool.
    public var access: Access
    /// How often one caller may call the tool; the server's own limits apply as well.
    public var limits: RateLimits
    /// The names of limits that the tool shares with others (``ServerOptions/Limits/policies``).
    public var sharedLimits: [String]
    /// How many requests a call counts for, in limits that say nothing else; nothing takes 1.
    public var cost: LimitCost?
    /// How long a call may take, its time in the queue included; nothing takes the server's default. A client may ask for
    /// less (``ComponentMeta/timeoutMs``), and for more only where nothing stands here.
    public var timeout: Duration?
    /// How many calls may run at once; nothing takes the server's default.
    public var maximumConcurrentCalls: Int?
    /// Where the function runs.
    public var execution: Execution
    /// The dependencies that the function resolves; see ``Needs``.
    public var needs: Needs
    /// What must let a call pass before the function runs.
    public var guards: [Guard]
    /// The version, where the tool has several under one name, as `2.1.0`: the highest one that is enabled is listed and
    /// called, and a client asks for another one with ``ComponentMeta/version`` in `_meta`. Versions are in the order of
    /// Semantic Versioning 2.0.0, where numbers at the end may be left out; without a version a tool comes last.
    public var version: String?
    /// Words to pick the tool by in the registry; clients are not told.
    public var tags: Set<String>
    /// How strictly arguments are held to the kinds that the tool wants; nothing takes the server's way.
    public var reading: ReadingMode?
    /// Where the schemas of named types stand, for clients that follow no `$ref`.
    public var schemaStyle: SchemaStyle
    /// Whether calls may go on as tasks when their response is sent.
    public var task: TaskSupport
    /// What records of requests may keep of arguments, beside what their types declare, by place: `/user/password`; `*`
    /// stands for every element of an array and every member of a map: `/items/*/note`.
    public var sensitivity: [String: Sensitivity]

    public init(
        title: String? = nil,
        annotations: ToolAnnotations? = nil,
        icons: [Icon]? = nil,
        meta: JSONObject? = nil,
        access: Access = .everyone,
        limits: RateLimits = [],
        sharedLimits: [String] = [],
        cost: LimitCost? = nil,
        timeout: Duration? = nil,
        maximumConcurrentCalls: Int? = nil,
        execution: Execution = .concurrent,
        needs: Needs = .none,
        guards: [Guard] = [],
        version: String? = nil,
        tags: Set<String> = [],
        reading: ReadingMode? = nil,
        schemaStyle: SchemaStyle = .shared,
        task: TaskSupport = .never,
        sensitivity: [String: Sensitivity] = [:]
    ) {
        self.title = title
        self.annotations = annotations
        self.icons = icons
        self.meta = meta
        self.access = access
        self.limits = limits
        self.sharedLimits = sharedLimits
        self.cost = cost
        self.timeout = timeout
        self.maximumConcurrentCalls = maximumConcurrentCalls
        self.execution = execution
        self.needs = needs
        self.guards = guards
        self.version = version
        self.tags = tags
        self.reading = reading
        self.schemaStyle = schemaStyle
        self.task = task
        self.sensitivity = sensitivity
    }
}
