import Gatehouse
import GatehouseAuth
import GatehouseFetch
import ServiceLifecycle

/// Who establishes the callers, and what must run for it.
struct Callers: Service {
    let authenticator: any Authenticator
    /// What asks other servers; nothing where nobody is asked.
    var fetch: OutgoingFetch?
    /// The issuers' keys that are fetched.
    var keys: [RemoteKeySource] = []

    /// Fetches every issuer's keys, so that the first request need not wait. An issuer that cannot be reached is logged,
    /// and holds nothing up for longer than its time.
    func load() async {
        await withDiscardingTaskGroup { group in
            for source in keys { group.addTask { await source.load() } }
        }
    }

    /// Fetches keys ahead of time until the server ends.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for source in keys { group.addTask { await source.run() } }
            }
        }
    }

    /// Ends the connections to other servers.
    func close() async {
        await fetch?.close()
    }
}
