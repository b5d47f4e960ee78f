/// Takes every request for one caller's, whatever it brings: for stdio, where the operating system has decided who
/// started the process (basic/transports/stdio, 2026-07-28), and for a server whose authentication is switched off.
public struct FixedAuthenticator: Authenticator {
    private let principal: Principal

    public init(_ principal: Principal) {
        self.principal = principal
    }

    public func authenticate(_ credentials: Credentials) -> Principal {
        principal
    }

    public func authenticateAtOnce(_ credentials: Credentials) -> Principal? {
        principal
    }
}
