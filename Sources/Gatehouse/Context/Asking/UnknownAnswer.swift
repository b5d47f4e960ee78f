/// No question of that name and kind was asked.
public struct UnknownAnswer: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name that was looked for.
    public let key: String

    public var description: String { "no question of that kind was asked under the key \(key)" }
}
