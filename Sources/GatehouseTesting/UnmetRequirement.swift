/// What an implementation does that the protocol it implements does not allow.
public struct UnmetRequirement: Error, Sendable, CustomStringConvertible {
    /// What was expected, and what came instead.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Requires two values to be the same.
    static func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws(UnmetRequirement) {
        guard found != expected else { return }
        throw UnmetRequirement("\(what): expected \(expected), found \(found)")
    }
}
