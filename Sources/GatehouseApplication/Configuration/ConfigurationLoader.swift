import Configuration

/// Merges the sources of the configuration: the defaults, below the file, below the environment, below the flags.
struct ConfigurationLoader: Sendable {
    /// The configuration file, or nothing where there is none.
    var file: ConfigurationFile?
    /// The environment's variables.
    var environment: ConfigurationEnvironment
    /// The keys that flags set, by their names.
    var flags: [String: String]

    /// Reads the file and the environment.
    ///
    /// - Parameters:
    ///   - path: The file; without it the variable `GATEHOUSE_CONFIG` may name one.
    ///   - environment: The process's environment.
    ///   - flags: The texts that flags give, by the names of their keys.
    /// - Throws: ``ConfigurationError`` with everything that is wrong in the file, or else in the environment.
    init(path: String?, environment: [String: String], flags: [String: String]) throws(ConfigurationError) {
        let path = path ?? environment["GATEHOUSE_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        self.file = if let path { try ConfigurationFile(path: path) } else { nil }
        self.environment = try ConfigurationEnvironment(environment)
        self.flags = flags
    }

    /// Merges what is given.
    init(file: ConfigurationFile?, environment: ConfigurationEnvironment, flags: [String: String]) {
        self.file = file
        self.environment = environment
        self.flags = flags
    }

    /// The merged configuration.
    ///
    /// - Throws: ``ConfigurationError`` where a flag is not right for its key, or where values do not go together.
    func load() throws(ConfigurationError) -> ServerConfiguration {
        try checkFlags()
        let configuration = try ServerConfiguration(values, file: file)
        let problems = configuration.contradictions(file: file)
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        return configuration
    }

    /// The merged values, key by key.
    var values: ConfigurationValues { ConfigurationValues(providers: providers) }

    private var providers: [any ConfigProvider] {
        [
            Self.provider(name: "flags", texts: flags.mapValues { [$0] }),
            EnvironmentVariablesProvider(environmentVariables: environment.variables).prefixKeys(with: "gatehouse"),
            Self.provider(name: "file", texts: file?.texts ?? [:]),
            Self.provider(name: "defaults", texts: Self.defaults),
        ]
    }

    private static var defaults: [String: [String]] {
        var texts: [String: [String]] = [:]
        for key in ConfigurationKey.all where !key.defaults.isEmpty { texts[key.name] = key.defaults }
        return texts
    }

    private static func provider(name: String, texts: [String: [String]]) -> InMemoryProvider {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for key in ConfigurationKey.all {
            guard let texts = texts[key.name] else { continue }
            let content: ConfigContent = key.kind.isList ? .stringArray(texts) : .string(texts.first ?? "")
            values[AbsoluteConfigKey(key.components)] = ConfigValue(content, isSecret: false)
        }
        return InMemoryProvider(name: name, values: values)
    }

    private func checkFlags() throws(ConfigurationError) {
        for key in ConfigurationKey.all {
            guard let text = flags[key.name] else { continue }
            do {
                _ = try key.value(of: [text])
            } catch {
                throw ConfigurationError(error.message, at: key.flag)
            }
        }
    }
}
