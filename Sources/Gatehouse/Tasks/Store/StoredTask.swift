/// What a store keeps of a task: what it finds and removes tasks by, and the rest as bytes that it does not read.
public struct StoredTask: Sendable, Hashable {
    /// The name by which the client asks for the task: 128 random bits in hexadecimal.
    public let id: String
    /// Whose it is: the identity of the principal that made it (``Principal/identity``).
    public let owner: String
    /// Where it stands among all tasks of the store, in the order in which they were made: the store gives it, beginning
    /// with 1.
    public let place: UInt64
    /// How many times it was written; a new task has 1.
    public let version: Int64
    /// Whether its work has ended, so that nothing but its removal changes it any more.
    public let isFinished: Bool
    /// When it may be removed, in milliseconds since 1970; nothing where it is kept without limit.
    public let expiresAt: Int64?
    /// Everything else about it, as UTF-8 text.
    public let body: [UInt8]

    /// Makes the value of its members.
    public init(
        id: String,
        owner: String,
        place: UInt64 = 0,
        version: Int64 = 1,
        isFinished: Bool = false,
        expiresAt: Int64? = nil,
        body: [UInt8]
    ) {
        self.id = id
        self.owner = owner
        self.place = place
        self.version = version
        self.isFinished = isFinished
        self.expiresAt = expiresAt
        self.body = body
    }

    /// The same task at a place.
    public func at(_ place: UInt64) -> StoredTask {
        StoredTask(
            id: id, owner: owner, place: place, version: version, isFinished: isFinished, expiresAt: expiresAt,
            body: body)
    }
}
