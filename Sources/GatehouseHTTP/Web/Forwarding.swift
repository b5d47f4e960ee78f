import Gatehouse

/// Who a request comes from, and how it was sent, by the word of trusted proxies.
///
/// Every proxy adds at the end what it knows of its own peer. So what is said is read from the end, as long as whoever
/// said it is trusted; what stands before that anybody can have written. The first thing that is no address ends it:
/// neither it nor what stands before it counts.
struct Forwarding: Sendable {
    /// One proxy's word on its peer.
    struct Hop: Sendable, Hashable {
        var address: IPAddress?
        var scheme: String?
        var host: String?
    }

    let proxies: HTTPTrustedProxies

    /// Puts into a head what its sender's word is good for.
    func apply(_ fields: TransportFields, to head: inout RequestHead) {
        guard proxies.trusts(peer: head.remoteAddress), let hop = client(Self.hops(fields)) else { return }
        if let address = hop.address { head.remoteAddress = address.description }
        if let scheme = hop.scheme { head.scheme = scheme }
        if let host = hop.host { head.publicHost = host }
    }

    /// The word on the client: the last hop that is no proxy of ours, or else the first that is known.
    private func client(_ hops: [Hop]) -> Hop? {
        var found: Hop?
        for hop in hops.reversed() {
            guard let address = hop.address else { break }
            found = hop
            guard proxies.trusts(address) else { break }
        }
        return found
    }

    /// What is said, in the order in which it was. `Forwarded` is the standard, and counts where both are there.
    static func hops(_ fields: TransportFields) -> [Hop] {
        if let forwarded = fields.forwarded { return ForwardedField.hops(forwarded) }
        guard let addresses = fields.forwardedFor else { return [] }
        let parts = elements(addresses)
        let schemes = elements(fields.forwardedProto ?? "")
        let hosts = elements(fields.forwardedHost ?? "")
        return parts.indices.map { index in
            let fromEnd = parts.count - index
            return Hop(
                address: address(parts[index]), scheme: Self.scheme(element(schemes, fromEnd)),
                host: host(element(hosts, fromEnd)))
        }
    }

    /// An address, which may have a port behind it.
    static func address(_ text: some StringProtocol) -> IPAddress? {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        if let address = IPAddress(text) { return address }
        guard let colon = text.lastIndex(of: ":"), isPort(text[colon...]), !text[..<colon].contains(":") else {
            return nil
        }
        return IPAddress(text[..<colon])
    }

    static func scheme(_ text: (some StringProtocol)?) -> String? {
        guard let text = text?.lowercased(), text == "http" || text == "https" else { return nil }
        return text
    }

    static func host(_ text: (some StringProtocol)?) -> String? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy(ASCII.isAuthority) else { return nil }
        return String(text)
    }

    private static func elements(_ field: String) -> [Substring] {
        field.isEmpty ? [] : field.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    }

    /// The element that stands as far from the end as an address does; of a shorter list the first, as a proxy that
    /// sets a field once leaves it at that.
    private static func element(_ elements: [Substring], _ fromEnd: Int) -> Substring? {
        elements.count >= fromEnd ? elements[elements.count - fromEnd] : elements.first
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.utf8.first, ASCII.isBlank(first) { text.removeFirst() }
        while let last = text.utf8.last, ASCII.isBlank(last) { text.removeLast() }
        return text
    }

    private static func isPort(_ text: some StringProtocol) -> Bool {
        guard text.first == ":" else { return false }
        let digits = text.dropFirst()
        return (1...5).contains(digits.utf8.count) && digits.utf8.allSatisfy(ASCII.isDigit)
    }
}
