/// Rate limits that hold together, written as a text or as a list.
///
/// ```swift
/// ToolOptions(limits: "10/second; 500/hour")
/// ```
///
/// The text form stands at ``RateLimit``. A literal cannot throw, so what is wrong with one is kept in ``error`` and
/// refuses the tool when the server is made.
public struct RateLimits: Sendable, Hashable {
    /// The limits.
    public let limits: [RateLimit]
    /// What is wrong with the text that they were written as.
    public let error: RateLimitError?

    /// Limits that hold together.
    public init(_ limits: [RateLimit]) {
        self.limits = limits
        error = nil
    }

    private init(_ error: RateLimitError) {
        limits = []
        self.error = error
    }
}

extension RateLimits: ExpressibleByStringLiteral {
    /// Reads limits in their text form, from one to eight of them.
    public init(stringLiteral text: String) {
        do throws(RateLimitError) {
            self.init(try RateLimit.list(parsing: text))
        } catch {
            self.init(error)
        }
    }
}

extension RateLimits: ExpressibleByArrayLiteral {
    /// Limits that hold together; none of them is no limit.
    public init(arrayLiteral limits: RateLimit...) {
        self.init(limits)
    }
}
