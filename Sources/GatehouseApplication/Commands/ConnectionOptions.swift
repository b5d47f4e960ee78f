import ArgumentParser
import GatehouseJSON

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

    func validate() throws {
        guard Self.timeouts.parse(timeout) == nil else { return }
        throw ValidationError("--timeout: expected \(Self.timeouts.expectation), found \(quoted(timeout))")
    }

    /// The client, after a caution on the error stream where there is cause for one.
    func client() throws(CommandFailure) -> ToolClient {
        let endpoint = try ClientEndpoint(url: url, token: token, environment: Self.environment)
        if let caution = endpoint.caution {
            StandardStream.error.write("\(Application.current.name): caution: \(caution)\n")
        }
        let timeout = Quantity.duration(timeout) ?? .seconds(60)
        return ToolClient(sender: HTTPRequestSender(endpoint: endpoint, timeout: timeout), endpoint: endpoint) {
            notification in
            if let line = ProgressLine.text(of: notification) { StandardStream.error.write(line + "\n") }
        }
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
