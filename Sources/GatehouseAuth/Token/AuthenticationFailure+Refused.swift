import Gatehouse

extension AuthenticationFailure {
    /// A token that does not hold. The reason is fixed text, or text of the configuration; never the token's.
    static func refused(_ reason: String) -> AuthenticationFailure {
        AuthenticationFailure(.invalid, reason: reason)
    }
}
