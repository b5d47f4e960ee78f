import GatehouseJSON
import GatehouseProtocol

/// What a server declares of tasks.
struct TaskOffer: Sendable {
    private let isOffered: Bool

    /// Nothing: no tool has tasks.
    static let none = TaskOffer(isOffered: false)
    /// That calls of tools may be tasks.
    static let offered = TaskOffer(isOffered: true)

    /// A server's capabilities with it, as a revision has it: since 2026-07-28 tasks are an extension, in 2025-11-25 they
    /// are part of the core, and before there were none.
    func added(to capabilities: ServerCapabilities, in revision: ProtocolRevision) -> ServerCapabilities {
        guard isOffered else { return capabilities }
        var capabilities = capabilities
        if revision.isModern {
            var extensions = capabilities.extensions ?? [:]
            extensions[ProtocolExtension.tasks] = [:]
            capabilities.extensions = extensions
        } else if revision == .v2025_11_25 {
            capabilities.tasks = ["list": [:], "cancel": [:], "requests": ["tools": ["call": [:]]]]
        }
        return capabilities
    }
}
