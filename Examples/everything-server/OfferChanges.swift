import Gatehouse
import Synchronization

/// Changes what the server offers, for tools that are part of that themselves.
final class OfferChanges: Sendable {
    /// The tag of the components that come and go.
    static let tag = "sometimes"

    private let held = Mutex<Server?>(nil)

    /// The server, which there is only once it is made of its tools. It stays until the program ends.
    var server: Server? {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }

    /// Offers what was hidden, or hides what was offered.
    ///
    /// - Returns: Whether it is offered now.
    func toggle(_ selection: ComponentSelection) -> Bool {
        guard let registry = server?.registry, registry.disable(selection) == 0 else { return false }
        registry.enable(selection)
        return true
    }
}
