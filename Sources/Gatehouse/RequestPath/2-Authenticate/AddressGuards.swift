import Synchronization

/// What counts requests by their addresses at the moment; it can be changed while the server runs.
final class AddressGuards: Sendable {
    private let limiter: RateLimiter
    private let guarding: Mutex<AddressGuard?>

    /// - Throws: ``RegistrationError`` for limits that cannot be read.
    init(_ limits: AddressLimits?, maximumTracked: Int) throws(RegistrationError) {
        limiter = RateLimiter(maximumKeys: maximumTracked)
        guarding = Mutex(nil)
        set(try next(limits))
    }

    /// Nothing where nothing is counted by address.
    var current: AddressGuard? { guarding.withLock { $0 } }

    /// What would count by other limits; what addresses have used of those that stay the same stays used.
    ///
    /// - Throws: ``RegistrationError`` for limits that cannot be read.
    func next(_ limits: AddressLimits?) throws(RegistrationError) -> AddressGuard? {
        guard let limits else { return nil }
        return try AddressGuard(limits, limiter: limiter, after: current)
    }

    func set(_ next: AddressGuard?) {
        guarding.withLock { $0 = next }
    }
}
