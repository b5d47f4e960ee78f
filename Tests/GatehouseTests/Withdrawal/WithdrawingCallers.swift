import Synchronization

@testable import Gatehouse

/// Knows callers as ``TestCallers`` does, and has their credentials withdrawn as a test says.
final class WithdrawingCallers: Authenticator {
    private let withdrawn = Mutex<[String: Withdrawal]>([:])

    func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        let principal = try TestCallers().authenticate(credentials)
        if let withdrawal = withdrawn.withLock({ $0[principal.subject] }) {
            throw AuthenticationFailure(.invalid, reason: withdrawal.reason)
        }
        return principal
    }

    func withdrawal(of principal: Principal) async -> Withdrawal? {
        withdrawn.withLock { $0[principal.subject] }
    }

    func withdraw(_ subject: String, _ kind: Withdrawal.Kind = .takenBack) {
        withdrawn.withLock { $0[subject] = Withdrawal(kind, reason: "the token of \(subject) is \(kind)") }
    }
}

extension Server {
    /// Looks once whether credentials still hold.
    func lookAtCredentials() async {
        await watch.look(lasting)
    }
}
