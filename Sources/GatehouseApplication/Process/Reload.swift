import Gatehouse
import Logging
import Synchronization

/// Takes a configuration over that was changed, while the server runs: roles and access rules, limits, the log's level
/// and TLS certificates. No request is dropped, and each is held to one policy and one set of limits from its first step to
/// its last.
///
/// What is wrong is refused as a whole, with the reason in the log, and everything stays as it was.
final class Reload: Sendable {
    private let current: Mutex<ServerConfiguration>
    private let server: Server
    private let quotas: QuotaLedger
    private let threshold: LogThreshold
    private let logger: Logger
    private let audit: (any AuditTrail)?
    private let load: @Sendable () throws -> ServerConfiguration
    private let reloadCertificates: @Sendable () -> Void

    /// - Parameters:
    ///   - configuration: What the server runs with.
    ///   - quotas: Keeps what callers have used of their quotas.
    ///   - load: Reads the configuration again.
    ///   - audit: Takes down what was taken over, and what was refused.
    ///   - reloadCertificates: Has the listener read its certificates again.
    init(
        configuration: ServerConfiguration,
        server: Server,
        quotas: QuotaLedger,
        threshold: LogThreshold,
        logger: Logger,
        load: @escaping @Sendable () throws -> ServerConfiguration,
        audit: (any AuditTrail)? = nil,
        reloadCertificates: @escaping @Sendable () -> Void
    ) {
        current = Mutex(configuration)
        self.server = server
        self.quotas = quotas
        self.threshold = threshold
        self.logger = logger
        self.load = load
        self.audit = audit
        self.reloadCertificates = reloadCertificates
    }

    /// Reads the configuration and takes over what can be.
    func run() async {
        do {
            let next = try load()
            let components = server.registry.components
            try next.checkTargets(among: components)
            try server.apply(changes(to: next))
            let before = current.withLock { $0 }
            take(next)
            note("configuration.reloaded", next.details(takenOverFrom: before))
        } catch {
            note("configuration.refused", [.init("reason", "\(error)")])
            logger.error("the configuration is not taken over, and the old one stays", metadata: ["reason": "\(error)"])
        }
    }

    private func note(_ event: String, _ details: [AuditEntry.Detail]) {
        audit?.append(AuditEntry(event: event, details, at: SystemTime.milliseconds()))
    }

    /// What is another one than before; what is the same is left alone.
    private func changes(to next: ServerConfiguration) -> RunningOptions {
        let present = current.withLock { $0 }
        var options = RunningOptions()
        if next.roles != present.roles || next.access != present.access { options.policy = next.policy }
        let limits = next.limits.keeping(present.limits)
        if limits != present.limits {
            options.limits = limits.options(quotas)
            options.calls = next.callOptions
        }
        return options
    }

    private func take(_ next: ServerConfiguration) {
        threshold.level = Logger.Level(rawValue: next.log.level) ?? threshold.level
        reloadCertificates()
        let fixed = current.withLock { current in
            var taken = current
            (taken.roles, taken.access, taken.log.level) = (next.roles, next.access, next.log.level)
            taken.limits = next.limits.keeping(current.limits)
            current = taken
            return taken
        }
        logger.notice(
            "the configuration was taken over",
            metadata: [
                "roles": "\(next.roles.map(\.name).joined(separator: ","))", "rules": "\(next.access.rules.count)",
                "limits": "\(next.limits.options(quotas).policies.count)",
                "level": "\(next.log.level)", "dry_run": "\(next.access.isDryRun)",
            ])
        guard fixed != next else { return }
        logger.warning(
            "the configuration has changes that need a restart: only roles, access, limits, log.level and TLS files are taken over"
        )
    }
}
