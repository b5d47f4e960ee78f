import GatehouseJSON
import GatehouseProtocol

// MARK: - Completions

extension RegistryDraft {
    /// Puts completions beside the prompts and templates that they are for.
    ///
    /// - Throws: ``RegistrationError`` where there is no such prompt or template, where it has no such argument, and where
    ///   the argument has a completion already.
    mutating func put(_ added: [Completion], replaces: Bool) throws(RegistrationError) {
        for completion in added {
            let key = CompletionKey(completion.reference, argument: completion.argument)
            guard let names = argumentNames(of: key.owner) else {
                throw RegistrationError("\(key.label): there is no such \(key.owner.noun)")
            }
            guard names.contains(where: { $0.isExactly(completion.argument) }) else {
                let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
                throw RegistrationError("\(key.label): \(known)")
            }
            guard completions.updateValue(completion, forKey: key) == nil || replaces else {
                throw RegistrationError("\(key.label) is registered twice")
            }
        }
    }

    /// Takes a completion away.
    ///
    /// - Returns: How many there were: one or none.
    mutating func removeCompletion(_ key: CompletionKey) -> Int {
        completions.removeValue(forKey: key) == nil ? 0 : 1
    }

    /// Forgets completions of what is no longer there.
    mutating func pruneCompletions() {
        guard !completions.isEmpty else { return }
        completions = completions.filter { key, completion in
            argumentNames(of: key.owner)?.contains { $0.isExactly(completion.argument) } ?? false
        }
    }

    /// The arguments of all versions; nothing where there is no such prompt or template.
    private func argumentNames(of owner: CompletionKey.Owner) -> [String]? {
        switch owner {
        case .prompt(let name):
            prompts.group(name.text)?.members.flatMap { CompletionSubject.prompt($0.component).argumentNames }
        case .template(let uri):
            templates.group(uri.text)?.members.flatMap { CompletionSubject.resource($0.component).argumentNames }
        }
    }
}

extension CompletionKey.Owner {
    fileprivate var noun: String {
        switch self {
        case .prompt: "prompt"
        case .template: "resource template"
        }
    }
}
