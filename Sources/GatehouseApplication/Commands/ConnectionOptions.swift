import ArgumentParser
import GatehouseClient
import GatehouseJSON
import GatehouseProtocol
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The options of every command that talks to a server.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server's endpoint; also GATEHOUSE_URL. (default: \(ClientEndpoint.defaultURL))"))
    var url: String?

    @Option(help: "The token of the caller; better GATEHOUSE_TOKEN, which other users of the machine cannot see.")
    var token: String?

    @Option(help: "How long the server may take to answer, as 90s or 5m.")
    var timeout: String = "1m"

    @Option(help: "The format; auto is text on a terminal and JSON elsewhere.")
    var output: OutputFormat = .auto

    @Option(
        help: "The protocol: modern is 2026-07-28, legacy the revisions with a handshake, auto what the server speaks.")
    var era: EraChoice = .auto

    @Option(
        name: .customLong("stdio"), parsing: .remaining,
        help: ArgumentHelp(
            "Start a server, and talk to it over its standard streams. Everything behind it is the server's command.",
            valueName: "-- command"))
    var remaining: [String] = []

    func validate() throws {
        if Self.timeouts.parse(timeout) == nil {
            throw ValidationError("--timeout: expected \(Self.timeouts.expectation), found \(quoted(timeout))")
        }
        // The parser takes an option with no values behind it for one that is not there.
        let isBare = remaining.isEmpty && CommandLine.arguments.last == "--stdio"
        if isBare || !remaining.isEmpty && command.isEmpty {
            throw ValidationError("--stdio needs the server's command, behind everything else: --stdio -- command")
        }
        if !remaining.isEmpty, url != nil || token != nil {
            throw ValidationError("--stdio excludes --url and --token: the server is started here")
        }
    }

    /// The command of the server that is to be started; nothing where one runs already.
    private var command: [String] { Array(remaining.first == "--" ? remaining.dropFirst() : remaining[...]) }

    /// Connects to the server, after a caution on the error stream where there is cause for one.
    ///
    /// - Parameter handlers: Answer what the server asks for.
    func open(handlers: ClientHandlers = ClientHandlers()) async throws(CommandFailure) -> ServerSession {
        let options = ClientOptions(
            info: Implementation(name: Application.current.name, version: Application.current.version),
            handlers: handlers, timeout: Quantity.duration(timeout) ?? .seconds(60),
            logger: Logger(label: "\(Application.current.name).client") { _ in SwiftLogNoOpLogHandler() })
        return try await ServerSession.open(try place(), era: era, options: options)
    }

    private func place() throws(CommandFailure) -> ServerPlace {
        if !remaining.isEmpty { return .command(command) }
        let endpoint = try ClientEndpoint(url: url, token: token, environment: Self.environment)
        if let caution = endpoint.caution {
            StandardStream.error.write("\(Application.current.name): caution: \(caution)\n")
        }
        return .endpoint(endpoint)
    }

    /// The format of the output stream.
    var format: OutputFormat { output.resolved(isTerminal: StandardStream.output.isTerminal) }

    /// The colours of a stream.
    static func palette(of stream: StandardStream) -> Palette {
        Palette(isTerminal: stream.isTerminal, environment: environment)
    }

    private static let timeouts = ConfigurationKind.duration(.milliseconds(1) ... .seconds(86_400))
    private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
