import Synchronization

/// The changes of a registry as one listener hears of them: which kinds of components have changed since it last heard.
///
/// It ends when its task is cancelled. It is for one task; another one takes a sequence of its own.
public struct RegistryChanges: AsyncSequence, Sendable {
    public typealias Element = ComponentKinds

    private let listener: ChangeListener

    init(_ listeners: ChangeListeners) {
        listener = listeners.add()
    }

    public func makeAsyncIterator() -> Iterator { Iterator(listener: listener) }

    /// Waits for one change after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let listener: ChangeListener

        public func next() async -> ComponentKinds? { await listener.next() }

        public func next(isolation actor: isolated (any Actor)?) async -> ComponentKinds? { await listener.next() }
    }
}
