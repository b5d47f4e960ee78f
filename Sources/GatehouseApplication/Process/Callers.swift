import Gatehouse
import GatehouseAuth
import GatehouseFetch
import Logging
import ServiceLifecycle

/// Who establishes the callers, and what must run for it.
struct Callers: Service {
    let authenticator: any Authenticator
    /// What asks other servers; nothing where nobody is asked.
    var fetch: OutgoingFetch?
    /// The issuers' keys that are fetched.
    var keys: [RemoteKeySource] = []

    /// The API keys; nothing where none are taken.
    var apiKeys: APIKeyAuthenticator?

    /// How often is written down when API keys were used.
    private static let writingInterval = Duration.seconds(5)
    /// How long the server waits for issuers before it begins without them.
    private static let patience: Duration = .seconds(5)

    /// Fetches every issuer's keys, so that the first request need not wait. An issuer that cannot be reached is logged,
    /// and holds the start up for five seconds at most.
    func load(_ logger: Logger) async {
        guard !keys.isEmpty else { return }
        let isInTime = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { group in
                    for source in keys { group.addTask { await source.load() } }
                }
                return true
            }
            group.addTask {
                // A sleep ends early only where it is cancelled, because the keys are there.
                do { try await Task.sleep(for: Self.patience, clock: .continuous) } catch { return true }
                return false
            }
            let first = await group.next() ?? true
            group.cancelAll()
            return first
        }
        if !isInTime { logger.warning("some issuers do not answer; the server begins without their keys") }
    }

    /// Fetches keys ahead of time, and writes down when API keys were used, until the server ends.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for source in keys { group.addTask { await source.run() } }
                if let apiKeys { group.addTask { await Self.writeUses(apiKeys) } }
            }
        }
    }

    private static func writeUses(_ apiKeys: APIKeyAuthenticator) async {
        while !Task.isCancelled {
            // Sleeping ends early where the server does.
            try? await Task.sleep(for: writingInterval)
            await apiKeys.writeUses()
        }
    }

    /// Ends the connections to other servers.
    func close() async {
        await apiKeys?.writeUses()
        await fetch?.close()
    }
}
