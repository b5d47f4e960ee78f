import ArgumentParser
import GatehouseAuth

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The options of the commands that work on the local issuer's keys.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server's data folder (server.data).", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("The server's configuration file; also GATEHOUSE_CONFIG.", valueName: "file"))
    var config: String?

    func validate() throws {
        guard let data, ConfigurationKey.serverData.kind.parse(data) == nil else { return }
        throw ValidationError("--data: expected \(ConfigurationKey.serverData.kind.expectation), found \(quoted(data))")
    }

    /// The configuration that the server would have.
    func load() throws(ConfigurationError) -> ServerConfiguration {
        var flags: [String: String] = [:]
        flags[ConfigurationKey.serverData.name] = data
        return try ConfigurationLoader(
            path: config,
            environment: ProcessInfo.processInfo.environment,
            flags: flags
        ).load()
    }

    /// The issuer whose keys lie in a configuration's data folder; the folder and the first key are made where missing.
    static func issuer(of configuration: ServerConfiguration) throws(CommandFailure) -> LocalIssuer {
        do {
            return try LocalIssuer.open(directory: configuration.server.keysFolder)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }
}
