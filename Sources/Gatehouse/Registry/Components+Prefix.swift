import GatehouseProtocol

extension Components {
    /// The same components under a prefix, so that toolboxes with the same names can stand beside each other.
    ///
    /// Under the prefix `library` the tool or prompt `search` becomes `library_search`, the resource `book://list` becomes
    /// `book://library/list`, the template `book://{isbn}` becomes `book://library/{isbn}`, and a URI without `//` as
    /// `urn:x` becomes `urn:library/x`. Names of resources, which only people read, stay. A resource's function is told
    /// the URI as the client wrote it, with the prefix; a template's variables are the same. Completions are those of the
    /// prompts and templates under their new names.
    ///
    /// - Parameter prefix: From 1 to 64 letters, digits, `_`, `-` and `.`.
    /// - Throws: ``RegistrationError`` for another prefix, and for a template that does not begin with a scheme.
    public func prefixed(_ prefix: String) throws(RegistrationError) -> Components {
        guard (1...64).contains(prefix.utf8.count),
            prefix.utf8.allSatisfy({ $0.isLetterOrDigit || "_-.".utf8.contains($0) })
        else {
            throw RegistrationError(
                "prefix \"\(prefix)\": a prefix has 1 to 64 letters, digits, underscores, hyphens and dots")
        }
        var components = self
        for index in tools.indices {
            components.tools[index].name = "\(prefix)_\(tools[index].name)"
            components.tools[index].prefixes.insert(prefix, at: 0)
        }
        for index in prompts.indices {
            components.prompts[index].name = "\(prefix)_\(prompts[index].name)"
            components.prompts[index].prefixes.insert(prefix, at: 0)
        }
        for index in resources.indices {
            let place = "resource \"\(resources[index].uri)\" at \(resources[index].site)"
            components.resources[index].uri = try Self.uri(resources[index].uri, under: prefix, of: place)
            components.resources[index].prefixes.insert(prefix, at: 0)
        }
        for index in completions.indices {
            components.completions[index].reference = try Self.reference(completions[index].reference, under: prefix)
        }
        return components
    }

    private static func reference(
        _ reference: CompletionReference,
        under prefix: String
    ) throws(RegistrationError) -> CompletionReference {
        switch reference {
        case .prompt(var prompt):
            prompt.name = "\(prefix)_\(prompt.name)"
            return .prompt(prompt)
        case .resource(var template):
            template.uri = try uri(template.uri, under: prefix, of: "a completion of \"\(template.uri)\"")
            return .resource(template)
        }
    }

    private static func uri(
        _ text: String,
        under prefix: String,
        of place: String
    ) throws(RegistrationError) -> String {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), !text[..<colon].utf8.contains(UInt8(ascii: "{"))
        else {
            throw RegistrationError(
                "\(place): what is mounted under a prefix begins with a scheme, as in notes://"
            )
        }
        let slashes = text.utf8[text.utf8.index(after: colon)...].starts(with: "//".utf8) ? 2 : 0
        let place = text.utf8.index(colon, offsetBy: 1 + slashes)
        return "\(text[..<place])\(prefix)/\(text[place...])"
    }
}
