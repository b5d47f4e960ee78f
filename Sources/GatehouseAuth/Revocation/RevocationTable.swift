import Gatehouse
import GatehouseJSON

/// Revocations, to look up by credential and by subject.
struct RevocationTable {
    private struct Name: Hashable {
        let issuer: String?
        let name: String
    }

    /// How many revocations a table may hold. One more is refused: forgetting one would let a token in again.
    static let maximum = 100_000

    private var credentials: [Name: Revocation] = [:]
    private var subjects: [Name: (notBefore: Int64, revocation: Revocation)] = [:]

    /// Every revocation, in no order.
    var all: [Revocation] { Array(credentials.values) + subjects.values.map(\.revocation) }

    var count: Int { credentials.count + subjects.count }

    /// Adds a revocation. Of two of one subject the one with the later time counts.
    ///
    /// - Returns: Whether there was room.
    mutating func insert(_ revocation: Revocation) -> Bool {
        switch revocation.target {
        case .credential(let id):
            let name = Name(issuer: revocation.issuer, name: id)
            guard credentials[name] != nil || count < Self.maximum else { return false }
            credentials[name] = revocation
        case .subject(let subject, let notBefore):
            let name = Name(issuer: revocation.issuer, name: subject)
            guard subjects[name] != nil || count < Self.maximum else { return false }
            guard subjects[name].map({ $0.notBefore <= notBefore }) ?? true else { return true }
            subjects[name] = (notBefore, revocation)
        }
        return true
    }

    /// Forgets what may be forgotten.
    mutating func removeOver(at now: Int64) {
        credentials = credentials.filter { !$0.value.isOver(at: now) }
        subjects = subjects.filter { !$0.value.revocation.isOver(at: now) }
    }

    func revokes(_ principal: Principal, at now: Int64) -> Bool {
        guard count > 0 else { return false }
        if let id = principal.credentialID {
            for name in [Name(issuer: principal.issuer, name: id), Name(issuer: nil, name: id)] {
                if let found = credentials[name], !found.isOver(at: now) { return true }
            }
        }
        guard !subjects.isEmpty else { return false }
        let issuedAt = principal.claims["iat"]?.doubleValue
        let names = [
            Name(issuer: principal.issuer, name: principal.subject), Name(issuer: nil, name: principal.subject),
        ]
        return names.contains { name in
            guard let found = subjects[name], !found.revocation.isOver(at: now) else { return false }
            return issuedAt.map { $0 < Double(found.notBefore) } ?? true
        }
    }
}
