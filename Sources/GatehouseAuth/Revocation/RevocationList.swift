public import Gatehouse

/// What was taken back before it expired.
public protocol RevocationList: Sendable {
    /// Whether the credential by which somebody was established has been taken back.
    ///
    /// It is asked on every request, so it must not wait.
    ///
    /// - Parameters:
    ///   - principal: Who was established: by its `credentialID`, a token's `jti`, or by its subject and the time in its
    ///     claim `iat`.
    ///   - now: The seconds since 1970.
    func revokes(_ principal: Principal, at now: Int64) -> Bool
}
