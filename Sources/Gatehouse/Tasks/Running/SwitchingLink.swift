import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Reaches the client in the call's own way until the call is a task, and in the task's way after that.
final class SwitchingLink: ClientLink {
    /// The call's own way, by which the request came that made the task.
    private let first: (any ClientLink)?
    private let current: Mutex<(any ClientLink)?>

    init(_ link: (any ClientLink)?) {
        first = link
        current = Mutex(link)
    }

    private var link: (any ClientLink)? { current.withLock { $0 } }

    /// Goes over to another way.
    func change(to link: any ClientLink) {
        current.withLock { $0 = link }
    }

    var unanswered: InputRequiredResult? {
        get throws(Refusal) { try link?.unanswered }
    }

    func ask(_ questions: [Question]) async throws -> Answers {
        guard let link else { throw MissingClientCapability(ClientCapabilities()) }
        return try await link.ask(questions)
    }

    func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue {
        guard let link else { return try await effect() }
        return try await link.once(key, effect)
    }

    /// What is redeemed is the request, of which a second copy would make a second task.
    func redeem() async throws {
        try await first?.redeem()
    }
}
