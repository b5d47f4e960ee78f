import Gatehouse
import GatehouseSQLite

extension Composition {
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
