/// Quotas that hold together, written as a text or as a list.
///
/// A literal cannot throw, so what is wrong with one is kept in ``error`` and refuses the server when it is made.
public struct Quotas: Sendable, Hashable {
    /// The quotas.
    public let quotas: [Quota]
    /// What is wrong with the text that they were written as.
    public let error: RateLimitError?

    /// Quotas that hold together.
    public init(_ quotas: [Quota]) {
        self.quotas = quotas
        error = nil
    }

    private init(_ error: RateLimitError) {
        quotas = []
        self.error = error
    }
}

extension Quotas: ExpressibleByStringLiteral {
    /// Reads quotas in their text form, from one to eight of them.
    public init(stringLiteral text: String) {
        do throws(RateLimitError) {
            self.init(try Quota.list(parsing: text))
        } catch {
            self.init(error)
        }
    }
}

extension Quotas: ExpressibleByArrayLiteral {
    /// Quotas that hold together; none of them is no quota.
    public init(arrayLiteral quotas: Quota...) {
        self.init(quotas)
    }
}
