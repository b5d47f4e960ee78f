/// What a server declares of itself, as far as it may change.
struct ServerOffer: Sendable, Hashable {
    /// The kinds of which there is anything.
    var kinds: ComponentKinds
    /// Whether there is anything to suggest for arguments.
    var completes: Bool
}

extension RegistrySnapshot {
    /// What there is now.
    var offer: ServerOffer { ServerOffer(kinds: offered, completes: completes) }
}
