public import Gatehouse
import Synchronization

/// Revocations that last as long as the process.
public final class MemoryRevocationList: RevocationList {
    private let table = Mutex(RevocationTable())
    private let now: @Sendable () -> Int64

    /// Makes an empty list.
    ///
    /// - Parameter now: The seconds since 1970.
    public init(now: @escaping @Sendable () -> Int64 = SystemTime.seconds) {
        self.now = now
    }

    /// Takes something back, from the next request on.
    ///
    /// - Throws: ``RevocationError`` where the list holds 100,000 revocations that may not be forgotten.
    public func revoke(_ revocation: Revocation) throws(RevocationError) {
        let now = now()
        let hasRoom = table.withLock { table in
            if table.insert(revocation) { return true }
            table.removeOver(at: now)
            return table.insert(revocation)
        }
        guard hasRoom else { throw RevocationError("the list holds \(RevocationTable.maximum) revocations") }
    }

    public func revokes(_ principal: Principal, at now: Int64) -> Bool {
        table.withLock { $0.revokes(principal, at: now) }
    }
}
