/// Whose requests a limit counts together.
///
/// ```swift
/// LimitPolicy("search", "1000/hour", key: .each(.tenant, .tool))
/// ```
public struct LimitKey: Sendable {
    enum Part: Sendable {
        case caller, credential, tenant, address, component, everyone
        case custom(@Sendable (RequestInfo) -> String?)
    }

    let parts: [Part]

    /// Each caller by itself, whatever credential it shows: ``Principal/identity``.
    public static let caller = LimitKey(parts: [.caller])
    /// Each credential by itself, as an API key: ``Principal/credentialID``; the caller where it has none.
    public static let credential = LimitKey(parts: [.credential])
    /// The callers of each tenant together: ``Principal/tenant``; each caller by itself where it has none.
    public static let tenant = LimitKey(parts: [.tenant])
    /// All who come from one address, or one IPv6 network of 64 bits, together: ``RequestHead/remoteAddress``; each caller
    /// by itself where the transport knows no address.
    public static let address = LimitKey(parts: [.address])
    /// Everybody who calls one tool, prompt or resource together, or asks for one method.
    public static let tool = LimitKey(parts: [.component])
    /// Everybody together.
    public static let everyone = LimitKey(parts: [.everyone])

    /// Those for whom each of several keys is the same, as each caller's calls of each tool by themselves.
    public static func each(_ keys: LimitKey...) -> LimitKey { each(keys) }

    /// Those for whom each of several keys is the same.
    public static func each(_ keys: [LimitKey]) -> LimitKey {
        LimitKey(parts: keys.flatMap(\.parts))
    }

    /// Those for whom a function gives the same text; each caller by itself where it gives none.
    ///
    /// It runs on every request that the limit is for, before arguments are checked, and has to be quick.
    public static func by(_ function: @escaping @Sendable (RequestInfo) -> String?) -> LimitKey {
        LimitKey(parts: [.custom(function)])
    }

    /// Whose requests count together, in words.
    var words: String {
        let words = parts.map { part in
            switch part {
            case .caller: "caller"
            case .credential: "credential"
            case .tenant: "tenant"
            case .address: "address"
            case .component: "tool"
            case .everyone: "everyone"
            case .custom: "a function"
            }
        }
        return words.joined(separator: " and ")
    }

    /// Whether both count the same requests together. Functions cannot be compared, so that a key with one is like no other.
    func isSame(as other: LimitKey) -> Bool {
        parts.count == other.parts.count
            && zip(parts, other.parts).allSatisfy { one, two in
                switch (one, two) {
                case (.caller, .caller), (.credential, .credential), (.tenant, .tenant), (.address, .address),
                    (.component, .component), (.everyone, .everyone):
                    true
                default: false
                }
            }
    }

    /// Whether each caller is counted by itself and nothing else matters.
    var isCaller: Bool {
        if case .caller = parts.first, parts.count == 1 { true } else { false }
    }
}

extension LimitKey {
    /// What the key comes to for a request: a text that no other key and no other value of it gives.
    func text(for info: @autoclosure () -> RequestInfo, _ principal: Principal, _ address: String?) -> String {
        if isCaller { return principal.identity }
        return parts.map { part in
            // An identity has a space and no zero byte before it, so no value of another kind is taken for one.
            switch part {
            case .caller: principal.identity
            case .credential:
                principal.credentialID.map { "\0credential \($0) of \(principal.identity)" } ?? principal.identity
            case .tenant: principal.tenant.map { "\0tenant \($0)" } ?? principal.identity
            case .address: address.map(Self.text(of:)) ?? principal.identity
            case .component:
                { info in "\0component \(info.component?.kind.description ?? "") \(info.component?.name ?? info.method)"
                }(info())
            case .everyone: "\0everyone"
            case .custom(let function): function(info()).map { "\0custom \($0)" } ?? principal.identity
            }
        }.joined(separator: "\0\0")
    }

    /// An address, an IPv6 one by its network.
    static func text(of address: String) -> String {
        "\0address \(IPAddress(address).map { $0.source.map { String($0) }.joined(separator: ".") } ?? address)"
    }
}
