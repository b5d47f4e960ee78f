/// A change in which everything that takes long was done: it may have to be made more than once, where somebody else
/// changes the registry at the same time.
enum CompiledChange: Sendable {
    case put(CompiledComponents, replaces: Bool)
    case remove(ComponentSelection)
    case enable(ComponentSelection)
    case disable(ComponentSelection)

    init(_ change: RegistryChange, _ terms: RegistryTerms) throws(RegistrationError) {
        switch change.kind {
        case .put(let components, let replaces):
            self = .put(try CompiledComponents(components, terms), replaces: replaces)
        case .remove(let selection): self = .remove(selection)
        case .enable(let selection): self = .enable(selection)
        case .disable(let selection): self = .disable(selection)
        }
    }
}
