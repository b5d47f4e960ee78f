/// The key that verified a token, and where it came from: what it takes to say later whether the issuer still has it.
final class SigningEvidence: Sendable {
    private let key: VerificationKey
    private let source: any VerificationKeySource

    init(_ key: VerificationKey, of source: any VerificationKeySource) {
        self.key = key
        self.source = source
    }

    /// Whether the issuer still has the key. One whose keys are not known at the moment has it.
    func holds(at now: Int64) -> Bool {
        let keys = source.keys(at: now).keys
        return keys.isEmpty || keys.contains { $0.isSame(as: key) && $0.isValid(at: now) }
    }
}
