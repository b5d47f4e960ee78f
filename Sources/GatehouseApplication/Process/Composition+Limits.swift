import Gatehouse
import GatehouseSQLite

extension Composition {
    /// Takes the limits of tools away for which the configuration names others, and sees to it that they exist.
    func checkLimits(of components: inout Components) throws(CommandFailure) {
        for entry in configuration.limits.entries {
            for name in entry.group == .tools ? [entry.name] : entry.tools {
                guard let index = components.tools.firstIndex(where: { $0.name == name }) else {
                    let key = entry.group == .tools ? "limits.tools.\(name)" : "limits.shared.\(entry.name).tools"
                    let known = components.tools.map(\.name).joined(separator: ", ")
                    let subject = entry.group == .tools ? "such tool" : "tool \"\(name)\""
                    throw CommandFailure(.configuration, "\(key): there is no \(subject); the tools are \(known)")
                }
                if entry.group == .tools { components.tools[index].options.limits = [] }
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
        guard limits.hasQuotas, isKept else {
            return QuotaLedger(maximumKept: limits.maxCallers, logger: logger)
        }
        let store: SQLiteQuotaStore
        do throws(SQLiteStoreFailure) {
            store = try await SQLiteQuotaStore.open(path: configuration.server.data + "/quotas.sqlite")
        } catch {
            throw CommandFailure(.configuration, "\(error) (limits.quota_store)")
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
