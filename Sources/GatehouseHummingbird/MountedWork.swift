import Gatehouse
import Hummingbird

/// The tasks of one request: the request path's, one that watches for the client's going away, and one that tells of
/// silence. All of them end with ``end()``, which whoever writes the response calls before it is finished.
struct MountedWork: Sendable {
    let exchange = MountedExchange()
    private let work: Task<Void, Never>
    private let watcher: Task<Void, Never>
    private let ticker: Task<Void, Never>

    init(_ request: Request, _ options: MountOptions, _ respond: @escaping @Sendable (MountedExchange) async -> Reply) {
        let exchange = exchange
        let work = Task { exchange.finish(await respond(exchange)) }
        self.work = work
        watcher = Task {
            guard (try? await Task.sleep(for: options.watchDelay)) != nil else { return }
            // An error is the connection's own, and ends it.
            _ = try? await request.body.consumeWithInboundCloseHandler { _ in
                await Self.untilCancelled()
            } onInboundClosed: {
                work.cancel()
                exchange.close()
            }
        }
        ticker = Task {
            while (try? await Task.sleep(for: options.streamComment)) != nil { exchange.tick() }
        }
    }

    /// The next thing to write. Cancelling the caller cancels the request.
    func next() async -> MountedExchange.Event? {
        await withTaskCancellationHandler {
            await exchange.next()
        } onCancel: {
            abandon()
        }
    }

    /// Cancels the request, for a client that is gone.
    func abandon() {
        work.cancel()
        exchange.close()
    }

    /// Ends what watches. The connection is Hummingbird's again only when this returns, as two must not read from it.
    func end() async {
        exchange.close()
        ticker.cancel()
        watcher.cancel()
        await watcher.value
    }

    private static func untilCancelled() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
    }
}
