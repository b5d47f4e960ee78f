/// What may be kept of a call's arguments: worked out where the entry is written, not where the call waits.
package struct AuditedArguments: Sendable {
    /// About how many bytes wait to be worked on.
    package let weight: Int
    private let body: @Sendable () -> [UInt8]

    /// - Parameters:
    ///   - weight: How many bytes the body holds on to.
    ///   - body: Gives a JSON object.
    package init(weight: Int, _ body: @escaping @Sendable () -> [UInt8]) {
        self.weight = weight
        self.body = body
    }

    /// One JSON object, which holds no value that its declaration keeps out of logs.
    package func redacted() -> [UInt8] { body() }
}
