public import GatehouseJSON
public import GatehouseProtocol
import Synchronization

/// A client of one MCP server, in whichever revision of the protocol the server speaks.
///
/// ```swift
/// let client = try await Client.connect(to: .http("http://127.0.0.1:8080/mcp"))
/// for tool in try await client.listTools() { print(tool.name) }
/// let result = try await client.callTool("add", arguments: ["a": 1, "b": 2])
/// await client.close()
/// ```
///
/// Any number of calls may be under way at once. Cancelling the Swift task of a call cancels the call on the server, too.
/// Everything that is read is bounded by ``ClientLimits``. Calls throw ``ClientError``; a tool's own error is a result
/// with `isError`.
public final class Client: Sendable {
    let connection: Connection

    private init(_ connection: Connection) {
        self.connection = connection
    }

    deinit {
        // A client that nobody closed gives back its connections and its process here, in a task that ends with that.
        Task { [connection] in await connection.close() }
    }

    /// Connects to a server, and finds out what it speaks.
    ///
    /// - Parameters:
    ///   - target: Where the server is.
    ///   - options: Everything that has a default.
    /// - Throws: ``ClientError`` where no connection comes about, or there is no revision in common.
    public static func connect(
        to target: ServerTarget,
        options: ClientOptions = ClientOptions()
    ) async throws(ClientError) -> Client {
        let connection = Connection(target.makeTransport(options), options)
        do throws(ClientError) {
            try await connection.establish()
        } catch {
            await connection.close()
            throw error
        }
        return Client(connection)
    }

    /// Connects to a server for as long as a function takes, and disconnects whatever it does.
    ///
    /// - Throws: ``ClientError`` where no connection comes about, or what the function throws.
    public static func withConnection<Value: Sendable>(
        to target: ServerTarget,
        options: ClientOptions = ClientOptions(),
        _ body: (Client) async throws -> Value
    ) async throws -> Value {
        let client = try await connect(to: target, options: options)
        do {
            let value = try await body(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// The revision that is spoken. ``Era/remembered(_:)`` spares the next client of the same server the probe.
    public var revision: ProtocolRevision { connection.revision }

    /// What the server says about itself, asked for where it is not known yet.
    ///
    /// In revision 2026-07-28 this is `server/discover`, which is kept for as long as the server allows; in earlier ones
    /// it is what the handshake said.
    ///
    /// - Throws: ``ClientError``.
    public func server() async throws(ClientError) -> ServerDescription {
        if !revision.isModern, let known = connection.state.withLock({ $0.server }) { return known }
        return try await connection.discover()
    }

    /// The notifications of the server from now on: progress, log messages, changes. Each call gives another stream, with
    /// room for ``ClientLimits/maximumBufferedNotifications``; the oldest give way where nobody reads them.
    ///
    /// In revision 2026-07-28 a server sends changes only to those who ``listen(for:)``.
    public var notifications: AsyncStream<ServerNotification> { connection.feeds.feed() }

    /// Disconnects: ends the session or the process, and fails what is under way. A second call does nothing.
    public func close() async {
        await connection.close()
    }

    /// Calls any method, also one of an extension.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - params: The parameters, without `_meta`.
    ///   - name: What the header field `Mcp-Name` repeats, for methods that have it.
    ///   - options: What the call has of its own.
    /// - Returns: The result, after whatever the server asked for in between.
    /// - Throws: ``ClientError``.
    public func request(
        _ method: String,
        _ params: JSONObject = [:],
        name: String? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> JSONObject {
        try await connection.complete(Invocation(method, params, name: name, options: options))
    }

    /// Calls a method of a server, and reads its result.
    func call<Output: JSONDecodable>(
        _ invocation: Invocation,
        _ output: Output.Type = Output.self
    ) async throws(ClientError) -> Output {
        try Output.read(try await connection.complete(invocation), of: invocation.method)
    }
}
