import Synchronization

/// What a server offers, to be changed while it runs.
///
/// A change is made as a whole or not at all, and every request sees the registry either before it or after it, never in
/// between: a call that is under way ends with the component that it began with. Changes take time in proportion to the
/// number of components, on the account of whoever makes them; many at once are cheapest as one list for
/// ``change(_:)-([RegistryChange])``. Any thread may make them at any time.
///
/// Lists are in the order in which names were first registered. A component that is replaced, disabled or enabled keeps
/// its place; one that is removed and added again comes last. Clients that follow cursors get every component once that
/// is there all the while, and none twice.
public final class Registry: Sendable {
    let terms: RegistryTerms
    private let current: Mutex<RegistrySnapshot>
    private let listeners = ChangeListeners()

    /// - Throws: ``RegistrationError`` for a name, URI or icon that the protocol does not allow, what is there twice, a
    ///   schema that does not compile, a template that cannot be read, or a dependency that nothing provides.
    init(_ components: Components, _ terms: RegistryTerms) throws(RegistrationError) {
        self.terms = terms
        var draft = RegistryDraft(terms)
        _ = try draft.apply([CompiledChange(.add(components), terms)])
        draft.finish()
        let snapshot = RegistrySnapshot(draft)
        current = Mutex(snapshot)
        do throws(AccessPolicyError) {
            try terms.policy.check(against: snapshot.argumentShapes)
        } catch {
            throw RegistrationError("the policy: \(error)")
        }
    }

    /// The present state.
    var snapshot: RegistrySnapshot { current.withLock { $0 } }

    /// Makes changes together, in their order: all of them, or none where one is refused.
    ///
    /// - Returns: How many components were added, replaced, removed, enabled and disabled. Enabling what is enabled does
    ///   not count, and where nothing counts, nobody is told.
    /// - Throws: ``RegistrationError`` for components that contradict the protocol or what is there, and for those that need
    ///   what the server was made without: providers cannot be added later.
    @discardableResult
    public func change(_ changes: [RegistryChange]) throws(RegistrationError) -> Int {
        var compiled: [CompiledChange] = []
        for change in changes { compiled.append(try CompiledChange(change, terms)) }
        return try make { (draft: inout RegistryDraft) throws(RegistrationError) in try draft.apply(compiled) }
    }

    /// Nobody waits for anybody here: whoever finds that the registry has changed meanwhile starts again on top of that.
    func make<Failure>(_ change: (inout RegistryDraft) throws(Failure) -> Int) throws(Failure) -> Int {
        while true {
            let base = snapshot
            var draft = RegistryDraft(after: base, terms)
            let count = try change(&draft)
            guard count > 0 else { return 0 }
            draft.finish()
            guard replace(base, with: RegistrySnapshot(draft)) else { continue }
            listeners.tell(draft.changed)
            terms.announce(draft.changed)
            return count
        }
    }

    private func replace(_ base: RegistrySnapshot, with next: RegistrySnapshot) -> Bool {
        current.withLock { current in
            guard current === base else { return false }
            current = next
            return true
        }
    }
}

extension Registry {
    /// Adds components behind those that are there.
    ///
    /// - Throws: ``RegistrationError`` for what contradicts the protocol, and for what is there already in that version;
    ///   then nothing is added.
    public func add(_ components: Components) throws(RegistrationError) {
        try change([.add(components)])
    }

    /// Adds a toolbox under a prefix, as ``Components/prefixed(_:)`` writes it.
    ///
    /// - Throws: ``RegistrationError`` as ``add(_:)-(Components)`` does, and for a prefix that cannot stand in a name.
    public func mount(_ components: Components, prefix: String) throws(RegistrationError) {
        try add(components.prefixed(prefix))
    }

    /// Adds components, each in the place of the one with the same name and version where there is one.
    ///
    /// A replaced tool keeps its place, its state, its count of running calls where it bounds them as before, and what
    /// callers have used of its rate limits where it has the same.
    ///
    /// - Throws: ``RegistrationError`` for what contradicts the protocol; then nothing is replaced.
    public func replace(_ components: Components) throws(RegistrationError) {
        try change([.replace(components)])
    }

    /// Takes components away for good; calls under way end as they would have.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func remove(_ selection: ComponentSelection) -> Int { make { $0.remove(selection) } }

    /// Offers components again that were disabled.
    ///
    /// - Returns: How many were not enabled before.
    @discardableResult
    public func enable(_ selection: ComponentSelection) -> Int { make { $0.enable(selection) } }

    /// Hides components: they are neither listed nor found, but stay, with their place in the lists.
    ///
    /// - Returns: How many were enabled before.
    @discardableResult
    public func disable(_ selection: ComponentSelection) -> Int { make { $0.disable(selection) } }

    /// All components, enabled or not, each version of its own: tools, prompts, resources and templates, in the order of
    /// their lists.
    public var components: [ComponentSummary] { snapshot.summaries }

    /// The changes from now on, for one listener.
    ///
    /// Changes that come while the listener is busy are told as one, so a listener that is slow never has more than one
    /// to hear. What is told is what kinds of components changed; the listener looks for itself how things stand now.
    public func changes() -> RegistryChanges { RegistryChanges(listeners) }
}
