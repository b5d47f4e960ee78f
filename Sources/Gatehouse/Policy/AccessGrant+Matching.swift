import GatehouseJSON

extension AccessGrant {
    /// Whether it is for a caller.
    func applies(to principal: Principal) -> Bool {
        if let tenant, !(principal.tenant?.isExactly(tenant) ?? false) { return false }
        switch mark.kind {
        case .subject(let subject): return principal.subject.isExactly(subject)
        case .group(let group): return principal.groups.containsExactly(group)
        case .scope(let scope): return principal.scopes.containsExactly(scope)
        case .apiKey(let id): return principal.method == .apiKey && principal.credentialID?.isExactly(id) ?? false
        case .certificate(let subject): return principal.certificateSubject?.isExactly(subject) ?? false
        case .claim(let path, let value):
            let claim = ConditionEvaluation.value(at: path, in: principal.claims)
            if case .array(let elements) = claim { return elements.contains { Self.value($0, is: value) } }
            return Self.value(claim, is: value)
        }
    }

    private static func value(_ claim: JSONValue, is text: String) -> Bool {
        switch claim {
        case .string(let string): string.isExactly(text)
        case .bool, .integer, .number: claim.description == text
        case .null, .array, .object: false
        }
    }
}

extension Principal {
    /// The distinguished name of the certificate by which the caller proved itself; nothing where it did otherwise. Rules
    /// may call the holder something else.
    var certificateSubject: String? {
        guard method == .certificate else { return nil }
        return ConditionEvaluation.value(at: ["certificate", "subject"], in: claims).stringValue ?? subject
    }
}

extension Set<String> {
    /// Whether an element has exactly these bytes: a set takes canonically equivalent texts for one.
    func containsExactly(_ text: String) -> Bool {
        guard let index = firstIndex(of: text) else { return false }
        return self[index].isExactly(text)
    }
}
