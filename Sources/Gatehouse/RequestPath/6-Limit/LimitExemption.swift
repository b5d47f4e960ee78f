/// Whose requests a limit does not count.
public struct LimitExemption: Sendable {
    /// Callers with one of these roles.
    public var roles: Set<String>
    /// Callers from these addresses.
    public var addresses: [NetworkRange]
    /// Requests for which this is true. It runs on every request that the limit is for, and has to be quick.
    public var when: (@Sendable (RequestInfo) -> Bool)?

    public init(
        roles: Set<String> = [],
        addresses: [NetworkRange] = [],
        when: (@Sendable (RequestInfo) -> Bool)? = nil
    ) {
        self.roles = roles
        self.addresses = addresses
        self.when = when
    }

    /// Nobody.
    public static let none = LimitExemption()

    var isNobody: Bool { roles.isEmpty && addresses.isEmpty && when == nil }

    func holds(for info: @autoclosure () -> RequestInfo, _ principal: Principal, _ address: String?) -> Bool {
        if !roles.isDisjoint(with: principal.roles) { return true }
        if !addresses.isEmpty, let address = address.flatMap({ IPAddress($0) }),
            addresses.contains(where: { $0.contains(address) })
        {
            return true
        }
        return when?(info()) ?? false
    }
}
