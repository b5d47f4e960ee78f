@testable import GatehouseApplication

/// The configuration of given sources.
func load(
    yaml: String? = nil,
    environment: [String: String] = [:],
    flags: [String: String] = [:]
) throws(ConfigurationError) -> ServerConfiguration {
    try loader(yaml: yaml, environment: environment, flags: flags).load()
}

/// The loader of given sources.
func loader(
    yaml: String? = nil,
    environment: [String: String] = [:],
    flags: [String: String] = [:]
) throws(ConfigurationError) -> ConfigurationLoader {
    ConfigurationLoader(
        file: try file(yaml),
        environment: try ConfigurationEnvironment(environment),
        flags: flags
    )
}

/// What is wrong with given sources, one problem a line; nothing where they are right.
func problems(
    yaml: String? = nil,
    environment: [String: String] = [:],
    flags: [String: String] = [:]
) -> String? {
    do {
        _ = try load(yaml: yaml, environment: environment, flags: flags)
        return nil
    } catch {
        return error.description
    }
}

private func file(_ yaml: String?) throws(ConfigurationError) -> ConfigurationFile? {
    guard let yaml else { return nil }
    return try ConfigurationFile(text: yaml, path: "gatehouse.yaml")
}
