import Gatehouse
import GatehouseAudit

/// Has what a command changes stand in the server's audit log: before it does so, and what came of it.
struct CommandAudit {
    let configuration: ServerConfiguration
    /// What the command does, as `apikey.create`.
    let event: String
    let details: [AuditEntry.Detail]

    init(_ event: String, _ details: [AuditEntry.Detail], _ configuration: ServerConfiguration) {
        self.configuration = configuration
        self.event = event
        self.details = details
    }

    /// Does what the command does, between two entries.
    ///
    /// - Parameter result: What there is to know of what came of it.
    /// - Throws: ``CommandFailure`` where the log cannot be written, unless `audit.on_failure` allows that; nothing is
    ///   changed then. And whatever the body throws.
    func around<Value>(
        _ result: (Value) -> [AuditEntry.Detail] = { _ in [] }, _ body: () async throws -> Value
    ) async throws -> Value {
        guard configuration.auditFile != nil else { return try await body() }
        guard let store = try await open() else { return try await body() }
        defer { store.close() }
        try write(entry(.started), to: store)
        do {
            let value = try await body()
            finish("ok", result(value), store)
            return value
        } catch {
            finish("failed", [AuditEntry.Detail("reason", "\(error)")], store)
            throw error
        }
    }

    private func open() async throws(CommandFailure) -> (any AuditStore)? {
        if configuration.audit.path == nil { try DataFolder(path: configuration.server.data).prepare() }
        do throws(AuditFailure) {
            return try await Composition.auditStore(configuration)
        } catch {
            try fail(error)
            return nil
        }
    }

    private func entry(_ kind: AuditEntry.Kind) -> AuditEntry {
        var entry = AuditEntry(kind, at: SystemTime.milliseconds())
        entry.event = event
        entry.noteCommand()
        entry.details = details
        return entry
    }

    private func write(_ entry: AuditEntry, to store: any AuditStore) throws(CommandFailure) {
        do throws(AuditFailure) {
            try store.append(entry)
        } catch {
            try fail(error)
        }
    }

    private func finish(_ outcome: String, _ result: [AuditEntry.Detail], _ store: any AuditStore) {
        var entry = entry(.finished)
        entry.outcome = outcome
        entry.details += result
        do throws(AuditFailure) {
            try store.append(entry)
        } catch {
            caution(error)
        }
    }

    private func fail(_ failure: AuditFailure) throws(CommandFailure) {
        guard configuration.audit.onFailure == "allow" else {
            throw CommandFailure(
                .configuration, "nothing was changed, because it cannot be taken down in the audit log: \(failure)")
        }
        caution(failure)
    }

    private func caution(_ failure: AuditFailure) {
        StandardStream.error.write(
            "\(Application.current.name): caution: the audit log cannot be written: \(failure)\n")
    }
}
