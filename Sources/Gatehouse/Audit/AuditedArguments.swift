/// What may be kept of a call's arguments: worked out where an entry has them, and not for a call that has none.
package struct AuditedArguments: Sendable {
    private let body: @Sendable () -> [UInt8]

    /// - Parameter body: Gives a JSON object.
    package init(_ body: @escaping @Sendable () -> [UInt8]) {
        self.body = body
    }

    /// One JSON object, which holds no value that its declaration keeps out of logs.
    package func redacted() -> [UInt8] { body() }
}
