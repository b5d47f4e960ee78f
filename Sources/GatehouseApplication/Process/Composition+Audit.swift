import Gatehouse
import GatehouseAudit
import GatehouseAuth
import GatehouseSQLite
import Logging

extension Composition {
    /// Opens the audit log; it is closed with the application, after everything that may still append to it.
    ///
    /// - Returns: Nothing where the configuration wants none.
    /// - Throws: ``CommandFailure`` where it cannot be used.
    func openAudit(over transport: ServerProcess.Transport, _ launch: Launch) async throws(CommandFailure) -> AuditLog?
    {
        guard configuration.audit.store != "none" else {
            logger.warning("no audit log is kept: nobody can tell later who called what (audit.store)")
            return nil
        }
        guard configuration.audit.store != "stdout" || transport == .http else {
            throw CommandFailure(
                .configuration,
                "audit.store: the standard output belongs to the protocol over standard input and output; use sqlite, "
                    + "file or none")
        }
        let log: AuditLog
        do throws(AuditFailure) {
            log = try AuditLog(try await Self.auditStore(configuration, logger: logger), logger: logger)
        } catch {
            throw CommandFailure(.configuration, "\(error) (audit.store)")
        }
        logger.info("the audit log goes on", metadata: ["head": "\(log.head)"])
        let logger = logger
        launch.onClose {
            log.append(AuditEntry(event: "server.stopped", at: SystemTime.milliseconds()))
            await log.close()
            logger.info("the audit log is closed", metadata: ["head": "\(log.head)"])
        }
        return log
    }

    /// What the server is told of its audit; the key of its digests is made where missing.
    func auditOptions(_ trail: any AuditTrail) throws(CommandFailure) -> AuditOptions {
        do throws(AuthenticationConfigurationError) {
            let key = try RedactionKeyFile.open(configuration.server.data + "/audit.secret")
            return configuration.audit.options(trail, key: key)
        } catch {
            throw CommandFailure(.configuration, "\(error) (audit.store)")
        }
    }

    /// Opens what keeps the log of a configuration.
    static func auditStore(
        _ configuration: ServerConfiguration, logger: Logger? = nil
    ) async throws(AuditFailure) -> any AuditStore {
        let maximum = configuration.audit.maximumBytes
        let bound = maximum > 0 ? Int64(maximum) : nil
        guard let path = configuration.auditFile else { return StreamAuditStore() }
        guard configuration.audit.store == "file" else {
            do throws(SQLiteStoreFailure) {
                return try await SQLiteAuditStore.open(path: path, maximumBytes: bound)
            } catch {
                throw AuditFailure(.unusable, error.description)
            }
        }
        let store = try FileAuditStore(path: path, maximumBytes: bound)
        if store.removedBytes > 0 {
            logger?.warning(
                "what was not written whole was cut off the audit log: a process was killed, or the power failed, meanwhile",
                metadata: ["file": "\(path)", "bytes": "\(store.removedBytes)"])
        }
        return store
    }
}
