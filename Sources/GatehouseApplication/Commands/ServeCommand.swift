import ArgumentParser
import Gatehouse
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `gatehouse serve`.
struct ServeCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve",
            abstract: "Serve over HTTP, or over standard input and output.",
            discussion: """
                Without a configuration file the server listens on http://127.0.0.1:8080/mcp, asks every caller for a \
                token of its own issuer and keeps everything in the folder .gatehouse:

                  \(Application.current.name) serve
                  \(Application.current.name) serve --port 9000 --log-level debug
                  \(Application.current.name) serve --config gatehouse.yaml
                  \(Application.current.name) serve --stdio

                Every key of the configuration can be set in the file, above it by a variable such as \
                GATEHOUSE_SERVER_PORT, and above both by the flags below. A wrong key or value ends the command with exit \
                code 78 before anything is opened.

                SIGHUP has the configuration read again: roles, access rules, the log's level and TLS certificates are \
                taken over without an interruption; what is wrong is refused as a whole.

                SIGTERM and SIGINT let the calls in flight end (http.drain_timeout); a second one ends at once.
                """
        )
    }

    @Option(help: "The name or address to listen on (server.host).")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one (server.port).")
    var port: String?

    @Option(help: ArgumentHelp("The folder of the database and the keys (server.data).", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("The configuration file, in YAML; also GATEHOUSE_CONFIG.", valueName: "file"))
    var config: String?

    @Flag(help: "Serve one client over standard input and output, as the user who starts the process.")
    var stdio = false

    @Flag(help: "Ask nobody for a token (auth.enabled: false). Everybody who reaches the port is let in.")
    var insecureNoAuth = false

    @Option(help: "The least severe level that is logged (log.level).")
    var logLevel: String?

    @Option(help: "auto, text or json (log.format).")
    var logFormat: String?

    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp("The URL by which clients reach the server.", valueName: "url"))
    var publicURL: String?

    /// The texts that the flags give, by the names of their keys.
    var flags: [String: String] {
        var flags: [String: String] = [:]
        flags[ConfigurationKey.serverHost.name] = host
        flags[ConfigurationKey.serverPort.name] = port
        flags[ConfigurationKey.serverData.name] = data
        flags[ConfigurationKey.serverPublicURL.name] = publicURL
        flags[ConfigurationKey.logLevel.name] = logLevel
        flags[ConfigurationKey.logFormat.name] = logFormat
        if insecureNoAuth { flags[ConfigurationKey.authEnabled.name] = "false" }
        return flags
    }

    /// Flags are checked here, so that a wrong one is a wrong command line and not a wrong configuration.
    func validate() throws {
        for key in ConfigurationKey.all {
            guard let text = flags[key.name], let flag = key.flag, key.kind.parse(text) == nil else { continue }
            throw ValidationError("\(flag): expected \(key.kind.expectation), found \(quoted(text))")
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let configuration = try ConfigurationLoader(path: config, environment: environment, flags: flags).load()
        let threshold = LogThreshold(Logger.Level(rawValue: configuration.log.level) ?? .info)
        let logger = Self.logger(configuration.log, threshold)
        logger.info("configuration loaded", metadata: configuration.summary)
        let transport: ServerProcess.Transport = stdio ? .standardStreams : .http
        let (config, flags) = (config, flags)
        let process = ServerProcess(
            configuration: configuration, transport: transport, logger: logger, threshold: threshold,
            load: { try ConfigurationLoader(path: config, environment: environment, flags: flags).load() })
        try await process.run()
    }

    /// Logs go to the error stream, because over stdio the output stream belongs to the protocol.
    private static func logger(_ log: ServerConfiguration.Log, _ threshold: LogThreshold) -> Logger {
        let name = Application.current.name
        let handler = { @Sendable (label: String, pace: LogPace?) in
            ConsoleLogHandler(
                label: label, threshold: threshold, format: log.format, pace: pace,
                write: { LogWriter.standardError.write($0.utf8.dropLast(), isUrgent: true) })
        }
        let pace = LogPace(linesPerSecond: log.linesPerSecond) { leftOut in
            Logger(label: name) { handler($0, nil) }.warning(
                "lines of the log were left out",
                metadata: ["count": "\(leftOut.total)", "kinds": "\(leftOut.summary)"])
        }
        LoggingSystem.bootstrap { handler($0, pace) }
        return Logger(label: name)
    }
}
