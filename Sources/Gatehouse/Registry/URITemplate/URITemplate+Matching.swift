extension URITemplate {
    /// Refuses a template that URIs cannot be matched against.
    ///
    /// A template can be matched where a URI leads to one result: no variable has a modifier, no two follow each other
    /// with nothing between them, no name stands twice, at most one variable may hold slashes (`{+x}`, `{#x}`), and a
    /// query's variables (`{?x}`, `{&x}`) stand at the end.
    ///
    /// - Throws: ``URITemplateError``, which says what stands in the way.
    public func checkMatchable() throws(URITemplateError) {
        _ = try matcher.get()
    }

    /// The values of the variables in a URI, decoded; nothing where the URI does not fit the template.
    ///
    /// `{x}`, `{.x}`, `{/x}` and `{;x}` hold one segment, without `/`, `?` and `#`; `{+x}` and `{#x}` may hold those. None
    /// of them is ever empty. Of several ways to divide a segment the one is taken that keeps the first values short; after
    /// a variable that may hold slashes, the last ones. The variables of a query come in any order and may be missing; no
    /// other name may stand there. Literals compare byte by byte, but for what is not ASCII, which compares encoded.
    ///
    /// The time is linear in the URI's length.
    ///
    /// - Parameter rules: What a value must not hold. By default nothing that could lead a path elsewhere.
    /// - Returns: The values; also nothing for a template that ``checkMatchable()`` refuses.
    public func match(_ uri: String, rules: URIValueRules = .safe) -> [String: String]? {
        match(Self.bytes(of: uri), rules)
    }

    func match(_ uri: [UInt8], _ rules: URIValueRules) -> [String: String]? {
        guard case .success(let matcher) = matcher else { return nil }
        return matcher.match(uri, rules)
    }

    /// The bytes of a URI, with whatever is not ASCII percent-encoded.
    static func bytes(of uri: String) -> [UInt8] {
        let bytes = Array(uri.utf8)
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            if byte >= 0x80 { PercentCoding.append(byte, to: &encoded) } else { encoded.append(byte) }
        }
        return encoded
    }
}
