import GatehouseProtocol

/// Says what listeners are told of tasks.
protocol TaskNotices: Sendable {
    /// Those of some tasks that a caller may hear of.
    func honoured(_ ids: [String], for caller: Principal) async -> [String]

    /// A task as `tasks/get` would tell it a caller now: one JSON object, without `_meta`. Nothing where there is no such
    /// task any more, or where the caller may not know of it.
    func notice(of id: String, for caller: Principal) async -> [UInt8]?

    /// A task as clients of revision 2025-11-25 are told it; nothing where nothing has become of it yet, there is no such
    /// task any more, or the caller may not know of it.
    func status(of id: String, for caller: Principal) async -> LegacyTask?
}
