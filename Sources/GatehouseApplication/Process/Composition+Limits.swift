import Gatehouse
import GatehouseSQLite

extension Composition {
    /// Sees to it that the tools exist that limits are about.
    static func checkLimits(
        _ configuration: ServerConfiguration, among tools: [String]
    ) throws(CommandFailure) {
        for entry in configuration.limits.entries {
            for name in entry.group == .tools ? [entry.name] : entry.tools {
                guard tools.contains(name) else {
                    let key = entry.group == .tools ? "limits.tools.\(name)" : "limits.shared.\(entry.name).tools"
                    let known = tools.joined(separator: ", ")
                    let subject = entry.group == .tools ? "such tool" : "tool \"\(name)\""
                    throw CommandFailure(.configuration, "\(key): there is no \(subject); the tools are \(known)")
                }
            }
        }
    }

    /// Keeps what callers have used of their quotas; it is written and closed with the application.
    ///
    /// - Throws: ``CommandFailure`` where its file cannot be used.
    func openQuotas(
        over transport: ServerProcess.Transport,
        _ launch: Launch
    ) async throws(CommandFailure) -> QuotaLedger {
        let limits = configuration.limits
        let failure: QuotaLedger.Failure = limits.quotaFailure == "closed" ? .closed : .open
        let isKept = limits.quotaStore == "sqlite" || limits.quotaStore == "auto" && transport == .http
        guard isKept else {
            return QuotaLedger(whenStoreFails: failure, maximumKept: limits.maxCallers, logger: logger)
        }
        let store = LaterQuotaStore(path: configuration.server.data + "/quotas.sqlite")
        if limits.hasQuotas {
            do {
                try await store.open()
            } catch {
                throw CommandFailure(.configuration, "\(error) (limits.quota_store)")
            }
        }
        let ledger = QuotaLedger(
            store, writesEvery: limits.quotaWriteDelay, whenStoreFails: failure, maximumKept: limits.maxCallers,
            logger: logger)
        launch.onClose {
            try await ledger.flush()
            try await store.close()
        }
        return ledger
    }
}
