extension ConfigurationKey {
    /// Why texts do not become a key's value: a phrase, to which a source adds the place.
    struct Mismatch: Error, Sendable, Hashable {
        let message: String
    }

    /// The value that texts give: the elements of a list, or the one text of any other kind.
    ///
    /// The one text `none` is the empty list.
    ///
    /// - Throws: ``Mismatch`` at the first text that is not right.
    func value(of texts: [String]) throws(Mismatch) -> ConfigurationValue {
        guard case .list(let element, let maximum) = kind else {
            return try single(texts.first ?? "", as: kind)
        }
        guard texts != ["none"] else { return .list([]) }
        guard texts.count <= maximum else {
            throw Mismatch(message: "\(name): expected at most \(maximum) elements, found \(texts.count)")
        }
        var values: [ConfigurationValue] = []
        for text in texts { values.append(try single(text, as: element)) }
        return .list(values)
    }

    private func single(_ text: String, as kind: ConfigurationKind) throws(Mismatch) -> ConfigurationValue {
        guard let value = kind.parse(text) else {
            guard let problem = kind.problem(with: text) else { throw mismatch(found: quoted(text)) }
            throw Mismatch(message: "\(mismatch(found: quoted(text)).message); \(problem)")
        }
        return value
    }

    /// The error for something that is not the key's kind.
    func mismatch(found: String) -> Mismatch {
        Mismatch(message: "\(name): expected \(kind.expectation), found \(found)")
    }
}
