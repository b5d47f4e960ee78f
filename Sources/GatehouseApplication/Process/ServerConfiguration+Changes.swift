import Gatehouse

extension ServerConfiguration {
    /// What an auditor has to know of a configuration that a running server took over: what is another than before, and
    /// what rules it has now.
    func details(takenOverFrom before: ServerConfiguration) -> [AuditEntry.Detail] {
        let limits = limits.keeping(before.limits)
        let parts = [
            ("roles", roles != before.roles), ("access", access != before.access),
            ("limits", limits != before.limits), ("log.level", log.level != before.log.level),
        ]
        let changed = parts.filter(\.1).map(\.0)
        return [
            .init("changed", changed.isEmpty ? "nothing" : changed.joined(separator: ",")),
            .init("needs_restart", "\(needsRestart(after: before))"),
            .init("roles", roles.map(\.name).joined(separator: ",")),
            .init("rules", "\(access.rules.count)"), .init("dry_run", "\(access.isDryRun)"),
        ]
    }

    /// Whether there are changes that a running server does not take over.
    private func needsRestart(after before: ServerConfiguration) -> Bool {
        var taken = before
        (taken.roles, taken.access, taken.log.level) = (roles, access, log.level)
        taken.limits = limits.keeping(before.limits)
        return taken != self
    }
}
