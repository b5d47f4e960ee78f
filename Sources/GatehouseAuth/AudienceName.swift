import GatehouseJSON

extension String {
    /// Whether a token's audience is this one: byte for byte, but for the case of a URL's scheme and host, which name the
    /// same server however they are written (RFC 3986, section 6.2.2.1).
    ///
    /// Implements "Canonical Server URI" of basic/authorization (2026-07-28): the canonical form has both in lower case, and
    /// others are to be accepted.
    func isSameAudience(as other: String) -> Bool {
        isExactly(other) || canonicalAudience.isExactly(other.canonicalAudience)
    }

    /// The text, with scheme and host in lower case where it is a URL; such a one is ASCII, so that nothing else is a
    /// letter's other case.
    private var canonicalAudience: String {
        guard (try? WebURL.check(self)) != nil else { return self }
        let (origin, path) = WebURL.split(self)
        return origin.lowercased() + path
    }
}
