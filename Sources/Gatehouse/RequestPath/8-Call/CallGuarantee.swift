/// A part of the slots for calls that a group of callers is guaranteed, however many others ask for them.
///
/// Callers share the slots in equal parts, of which many callers leave each but little. A guarantee is for those who must
/// be served all the same: of what the group does not use others have the rest, and get it as long as the group does not
/// ask for it. Within the group callers share in equal parts again.
public struct CallGuarantee: Sendable, Hashable {
    /// The part of the slots: 0.25 is a quarter.
    public var part: Double
    /// Whoever has one of these roles is in the group.
    public var roles: Set<String>
    /// Whoever belongs to one of these tenants is in the group.
    public var tenants: Set<String>
    /// Whoever has one of these subjects is in the group.
    public var subjects: Set<String>

    /// - Parameters:
    ///   - part: The part of the slots, from 0 to 1. Guarantees of more than 1 together are all kept in proportion.
    public init(
        _ part: Double, roles: Set<String> = [], tenants: Set<String> = [], subjects: Set<String> = []
    ) {
        self.part = part.isFinite ? min(max(part, 0), 1) : 0
        self.roles = roles
        self.tenants = tenants
        self.subjects = subjects
    }

    /// Whether a caller is in the group.
    public func includes(_ principal: Principal) -> Bool {
        subjects.contains(principal.subject) || principal.tenant.map(tenants.contains) ?? false
            || !roles.isDisjoint(with: principal.roles)
    }
}

extension [CallGuarantee] {
    /// The group of a caller: the first that it is in.
    func share(of principal: Principal) -> ConcurrencyShare {
        guard let place = firstIndex(where: { $0.includes(principal) }) else { return .common }
        return .guaranteed(place)
    }
}

extension CallGuarantee {
    /// Reads a guarantee as it is configured: `role gold 25%`, `tenant acme 10%`, `subject alice 5%`.
    ///
    /// - Returns: Nothing where the text is none.
    public init?(parsing text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, words[2].hasSuffix("%"), words[2].first != "+", let percent = Int(words[2].dropLast()),
            (1...100).contains(percent)
        else { return nil }
        self.init(Double(percent) / 100)
        switch words[0] {
        case "role": roles = [words[1]]
        case "tenant": tenants = [words[1]]
        case "subject": subjects = [words[1]]
        default: return nil
        }
    }
}
