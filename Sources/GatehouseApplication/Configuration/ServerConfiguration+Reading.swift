import Gatehouse

extension ServerConfiguration {
    /// Reads every key into its place.
    init(_ values: ConfigurationValues, file: ConfigurationFile?) throws(ConfigurationError) {
        server = try Server(values)
        http = try HTTP(values)
        transport = try Transport(values)
        tls = try TLS(values)
        jsonMaxDepth = try values.integer(.jsonMaxDepth)
        auth = try Authentication(values, issuers: file?.issuers ?? [], rules: file?.certificateRules ?? [])
        roles = file?.roles ?? Self.defaultRoles
        access = file?.access ?? Access()
        access.fallback = try values.text(.accessDefault)
        access.hidden = try values.text(.accessHidden)
        access.isDryRun = try values.boolean(.accessDryRun)
        limits = try Limits(values, entries: file?.limits ?? [])
        calls = Calls(
            timeout: try values.duration(.callsTimeout), maxTimeout: try values.duration(.callsMaxTimeout),
            isLenient: try values.text(.callsReading) == "lenient")
        audit = try Audit(values)
        tasks = try Tasks(values)
        state = State(
            keyFile: try values.optionalText(.stateKeyFile), timeToLive: try values.duration(.stateTimeToLive),
            maxBytes: try values.integer(.stateMaxBytes), maxRounds: try values.integer(.stateMaxRounds))
        sessions = Sessions(
            max: try values.integer(.sessionsMax),
            idleTimeout: try values.duration(.sessionsIdleTimeout),
            hasEventStream: try values.boolean(.sessionsEventStream),
            eventStreamPath: try values.text(.sessionsEventStreamPath),
            messagesPath: try values.text(.sessionsMessagesPath)
        )
        events = Events(
            store: try values.text(.eventsStore), maxSessionSize: try values.integer(.eventsMaxSessionSize),
            maxSize: try values.integer(.eventsMaxSize))
        subscriptions = try Subscriptions(values)
        log = Log(
            level: try values.text(.logLevel),
            format: LogFormat(rawValue: try values.text(.logFormat)) ?? .auto,
            linesPerSecond: try values.integer(.logLinesPerSecond)
        )
    }
}

extension ServerConfiguration.Server {
    fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
        scheme = try values.optionalText(.httpTLSCertificate) == nil ? "http" : "https"
        host = try values.text(.serverHost)
        port = try values.integer(.serverPort)
        publicURL = try values.optionalText(.serverPublicURL)
        endpoint = try values.text(.serverEndpoint)
        data = try values.text(.serverData)
        threads = try values.integer(.serverThreads)
        name = try values.text(.serverName)
        instructions = try values.optionalText(.serverInstructions)
        allowedHosts = try values.texts(.serverAllowedHosts)
        allowedOrigins = try values.texts(.serverAllowedOrigins)
    }
}

extension ServerConfiguration.HTTP {
    fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
        maxHeaderFields = try values.integer(.httpMaxHeaderFields)
        maxHeaderBytes = try values.integer(.httpMaxHeaderBytes)
        maxTargetBytes = try values.integer(.httpMaxTargetBytes)
        maxBodyBytes = try values.integer(.httpMaxBodyBytes)
        maxConnections = try values.integer(.httpMaxConnections)
        maxConnectionsPerAddress = try values.integer(.httpMaxConnectionsPerAddress)
        headerTimeout = try values.duration(.httpHeaderTimeout)
        bodyTimeout = try values.duration(.httpBodyTimeout)
        minBodyRate = try values.integer(.httpMinBodyRate)
        idleTimeout = try values.duration(.httpIdleTimeout)
        writeStallTimeout = try values.duration(.httpWriteStallTimeout)
        streamKeepalive = try values.duration(.httpStreamKeepalive)
        drainTimeout = try values.duration(.httpDrainTimeout)
    }
}

extension ServerConfiguration.Authentication {
    fileprivate init(
        _ values: ConfigurationValues,
        issuers: [ServerConfiguration.Issuer],
        rules: [ServerConfiguration.CertificateRule]
    ) throws(ConfigurationError) {
        enabled = try values.boolean(.authEnabled)
        leeway = try values.duration(.authLeeway)
        localIssuer = try values.boolean(.authLocalIssuer)
        audience = try values.optionalText(.authAudience)
        rolesClaim = try values.text(.authRolesClaim)
        self.issuers = issuers
        authorizationServers = try values.texts(.authAuthorizationServers)
        scopes = try values.texts(.authScopes)
        anonymousRoles = try values.texts(.authAnonymousRoles)
        revocationFile = try values.optionalText(.authRevocationFile)
        outgoing = try ServerConfiguration.Outgoing(values)
        credentials = try ServerConfiguration.Credentials(values, certificateRules: rules)
    }
}

extension ServerConfiguration.Tasks {
    fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
        store = try values.text(.tasksStore)
        timeToLive = try values.duration(.tasksTTL)
        maxTimeToLive = try values.duration(.tasksMaxTTL)
        pollInterval = try values.duration(.tasksPollInterval)
        maxPolls = try values.integer(.tasksMaxPolls)
        timeout = try values.duration(.tasksTimeout)
        answerTimeout = try values.duration(.tasksAnswerTimeout)
        maxRunning = try values.integer(.tasksMaxRunning)
        maxRunningPerCaller = try values.integer(.tasksMaxRunningPerCaller)
        maxKept = try values.integer(.tasksMaxKept)
        maxKeptPerCaller = try values.integer(.tasksMaxKeptPerCaller)
        maxResultBytes = try values.integer(.tasksMaxResultBytes)
    }
}

extension ServerConfiguration.Subscriptions {
    fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
        max = try values.integer(.subscriptionsMax)
        maxPerCaller = try values.integer(.subscriptionsMaxPerCaller)
        maxSubjects = try values.integer(.subscriptionsMaxSubjects)
        interval = try values.duration(.subscriptionsInterval)
    }
}
