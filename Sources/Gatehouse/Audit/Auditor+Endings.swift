extension Auditor {
    /// Takes down that the server ended a session by itself; where its client did, the client's request says so.
    func note(_ end: SessionEnd) {
        var entry = AuditEntry(
            event: "session.end", [AuditEntry.Detail("reason", end.reason.rawValue)], at: options.now())
        if let caller = end.caller { entry.note(caller) }
        entry.revision = end.session.revision.text
        options.trail.append(entry)
    }

    /// Takes down that something was ended whose credential does not hold any more.
    func note(_ withdrawal: Withdrawal, of watched: CredentialWatch.Watched) {
        var entry = AuditEntry(
            event: "credential.withdrawn",
            [
                AuditEntry.Detail("ended", watched.what),
                AuditEntry.Detail("withdrawal", withdrawal.kind.description),
            ], at: options.now())
        entry.note(watched.principal)
        entry.task = watched.task.map(AuditEntry.digest(ofTask:))
        entry.reason = withdrawal.reason
        options.trail.append(entry)
    }
}

extension AuditEntry {
    /// Adds who it was, and by which credential.
    fileprivate mutating func note(_ principal: Principal) {
        caller = principal.subject
        tenant = principal.tenant
        authentication = principal.method.description
        credentialID = principal.credentialID
    }
}
