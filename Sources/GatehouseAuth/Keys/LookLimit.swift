/// Bounds how often a key source looks for new keys because tokens name unknown ones, which anybody can send.
struct LookLimit {
    /// The most looks in one second.
    static let perSecond = 10

    private var second: Int64?
    private var looks = 0

    /// Whether one more look is within the bound at that second; it then counts.
    mutating func take(at now: Int64) -> Bool {
        if second != now {
            second = now
            looks = 0
        }
        guard looks < Self.perSecond else { return false }
        looks += 1
        return true
    }
}
