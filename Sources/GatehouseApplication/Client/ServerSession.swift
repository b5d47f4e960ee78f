import GatehouseClient
import GatehouseJSON

/// A command's conversation with a server: its tools, and calls of them.
struct ServerSession: Sendable {
    let client: Client
    /// The tools that the caller may use, each as the server describes it.
    let tools: [JSONObject]
    private let refusal: ServerRefusal

    /// Connects to a server, and asks for its tools.
    ///
    /// - Parameters:
    ///   - place: The server.
    ///   - era: Which revisions are spoken.
    ///   - options: The rest; the era in it does not count.
    /// - Throws: ``CommandFailure`` where the server cannot be reached, or refuses.
    static func open(
        _ place: ServerPlace,
        era: EraChoice,
        options: ClientOptions
    ) async throws(CommandFailure) -> ServerSession {
        let refusal = ServerRefusal(server: place, timeout: options.timeout ?? .zero)
        do throws(ClientError) {
            return try await open(place, era, options, refusal)
        } catch {
            throw refusal.failure(error)
        }
    }

    private static func open(
        _ place: ServerPlace,
        _ era: EraChoice,
        _ options: ClientOptions,
        _ refusal: ServerRefusal
    ) async throws(ClientError) -> ServerSession {
        switch era {
        case .modern: return try await open(place, Era.modern, options, refusal)
        case .legacy: return try await open(place, Era.legacy(), options, refusal)
        case .auto:
            guard place.isRemote else { return try await open(place, Era.automatic, options, refusal) }
            // The list is a probe as good as any, and costs a caller with a limit of calls one less.
            do throws(ClientError) {
                return try await open(place, Era.modern, options, refusal)
            } catch {
                guard error.suggestsLegacyServer else { throw error }
                let first = error
                do throws(ClientError) {
                    return try await open(place, Era.legacy(), options, refusal)
                } catch {
                    // A server that does not shake hands either has said first what is wrong.
                    throw first
                }
            }
        }
    }

    private static func open(
        _ place: ServerPlace,
        _ era: Era,
        _ options: ClientOptions,
        _ refusal: ServerRefusal
    ) async throws(ClientError) -> ServerSession {
        var options = options
        options.era = era
        let client = try await Client.connect(to: place.target, options: options)
        do throws(ClientError) {
            return ServerSession(client: client, tools: try await client.toolDefinitions(), refusal: refusal)
        } catch {
            await client.close()
            throw error
        }
    }

    /// Calls a tool.
    ///
    /// - Parameter onNotification: Takes the line for each notification that says something to people.
    /// - Returns: The whole result, which may be the tool's own error.
    /// - Throws: ``CommandFailure`` where the server cannot be reached, or refuses.
    func call(
        _ name: String,
        arguments: JSONObject,
        onNotification: @escaping @Sendable (String) -> Void
    ) async throws(CommandFailure) -> JSONObject {
        let notifications = client.notifications
        let reading = Task {
            for await notification in notifications {
                if let line = ProgressLine.text(of: notification) { onNotification(line) }
            }
        }
        do throws(ClientError) {
            let options = RequestOptions(progress: { _ in })
            let result = try await client.toolResult(name, arguments: arguments, options: options)
            await finish(reading)
            return result
        } catch {
            await finish(reading)
            // What the command line answers a form with is the command line's own mistake.
            if let failure = error.cause as? CommandFailure { throw failure }
            throw refusal.failure(error)
        }
    }

    /// Disconnects, and shows what was still to be shown.
    private func finish(_ reading: Task<Void, Never>) async {
        await client.close()
        await reading.value
    }
}
