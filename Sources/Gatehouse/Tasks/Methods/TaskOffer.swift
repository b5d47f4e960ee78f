import GatehouseJSON
import GatehouseProtocol

/// What a server declares of tasks.
enum TaskOffer: Sendable {
    /// Nothing: no tool has tasks.
    case none
    /// That calls of tools may be tasks.
    case offered
    /// The same to a caller who is not known, and whose tasks therefore cannot be listed.
    case offeredToAnyone

    /// A server's capabilities with it, as a revision has it: since 2026-07-28 tasks are an extension, in 2025-11-25 they
    /// are part of the core, and before there were none.
    func added(to capabilities: ServerCapabilities, in revision: ProtocolRevision) -> ServerCapabilities {
        guard self != .none else { return capabilities }
        var capabilities = capabilities
        if revision.isModern {
            var extensions = capabilities.extensions ?? [:]
            extensions[ProtocolExtension.tasks] = [:]
            capabilities.extensions = extensions
        } else if revision == .v2025_11_25 {
            capabilities.tasks = ["cancel": [:], "requests": ["tools": ["call": [:]]]]
            if self == .offered { capabilities.tasks?["list"] = [:] }
        }
        return capabilities
    }
}
