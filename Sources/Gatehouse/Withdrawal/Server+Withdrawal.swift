extension Server {
    /// Begins to end what lasts longer than its credential.
    func startWatch() {
        watch.start { [weak self] in self?.lasting ?? [] }
    }

    /// What lasts beside streams: the sessions, by the credential that was used in them last, and the tasks that run.
    var lasting: [CredentialWatch.Watched] {
        sessions.all.compactMap(watched) + tasks.allLive.compactMap(watched)
    }

    /// A credential that has expired ends a session's streams, but not the session: its client comes with another one.
    private func watched(_ session: LegacySession) -> CredentialWatch.Watched? {
        guard let caller = session.caller, caller.expiresAt.map({ SystemTime.seconds() < $0 }) ?? true else {
            return nil
        }
        return CredentialWatch.Watched(what: "session", principal: caller) { [sessions] withdrawal in
            guard withdrawal.kind == .takenBack else { return false }
            return sessions.close(session.id, by: session.identity)
        }
    }

    private func watched(_ live: LiveTask) -> CredentialWatch.Watched? {
        guard let caller = live.caller else { return nil }
        return CredentialWatch.Watched(what: "task", principal: caller, task: live.id) { [tasks] withdrawal in
            guard withdrawal.kind == .takenBack else { return false }
            return await tasks.withdraw(live)
        }
    }
}

extension TaskService {
    /// Cancels a task whose caller's credential was taken back, and tells its function to stop.
    ///
    /// - Returns: Whether it was under way.
    func withdraw(_ live: LiveTask) async -> Bool {
        guard !live.isWithdrawn else { return false }
        live.isWithdrawn = true
        await end(
            live, with: .cancelled(message: "The task was cancelled: the credential that began it was taken back."))
        live.cancel()
        return true
    }
}
