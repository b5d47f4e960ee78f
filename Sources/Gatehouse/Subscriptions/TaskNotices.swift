import GatehouseProtocol

/// Says what listeners are told of tasks.
protocol TaskNotices: Sendable {
    /// Those of some tasks that a caller may hear of.
    func honoured(_ ids: [String], for caller: Principal) async -> [String]

    /// A task as `tasks/get` would tell it a caller now: one JSON object, without `_meta`. Nothing where there is no such
    /// task any more, or where the caller may not know of it.
    func notice(of id: String, for caller: Principal) async -> [UInt8]?
}
