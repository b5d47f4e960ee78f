public import GatehouseJSON

/// What a guard, or the making of a dependency, throws to refuse a request: its sender is told, with the right status.
///
/// The message and the data go to the caller as they stand; of the message nothing goes to the log, because it may
/// repeat what the caller sent.
public struct GuardRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        case unauthorized
        case forbidden(scopes: [String])
        case tooManyRequests(retryAfter: Duration)
    }

    let kind: Kind
    /// What the caller is told.
    public let message: String
    /// The same as data, for the error's `data`.
    public let data: JSONObject

    public var description: String { message }

    /// The credential is not good enough for this: 401, code 401, with a challenge for a new token (RFC 6750, section
    /// 3.1, `invalid_token`).
    public static func unauthorized(_ message: String, data: JSONObject = [:]) -> GuardRefusal {
        GuardRefusal(kind: .unauthorized, message: message, data: data)
    }

    /// The caller may not do this: 403, code 403.
    ///
    /// - Parameters:
    ///   - message: What the caller is told.
    ///   - scopes: The scopes that would do, all that the operation needs; with any of them the reply has a challenge that
    ///     names them (RFC 6750, section 3.1, `insufficient_scope`).
    ///   - data: The same as data.
    public static func forbidden(_ message: String, scopes: [String] = [], data: JSONObject = [:]) -> GuardRefusal {
        GuardRefusal(kind: .forbidden(scopes: scopes), message: message, data: data)
    }

    /// The caller asks too often: 429, code 429, with `Retry-After` in seconds, rounded up, and `retryAfterMs` in the data.
    public static func tooManyRequests(
        _ message: String,
        retryAfter: Duration,
        data: JSONObject = [:]
    ) -> GuardRefusal {
        GuardRefusal(kind: .tooManyRequests(retryAfter: retryAfter), message: message, data: data)
    }
}
