/// How many tasks a store keeps, those that have ended counted.
public struct TaskQuota: Sendable, Hashable {
    /// How many there may be.
    public var maximum: Int
    /// How many there may be of one owner.
    public var maximumPerOwner: Int

    public init(maximum: Int = 100_000, maximumPerOwner: Int = 1_000) {
        self.maximum = max(1, maximum)
        self.maximumPerOwner = max(1, maximumPerOwner)
    }
}
