/// Makes the bounds of tools as they are registered.
final class ToolBoundsSource: Sendable {
    private let limiter: ConcurrencyLimiter
    private let defaultRunning: Int
    /// The limits of the server.
    let book: LimitBook

    /// - Parameters:
    ///   - limiter: Bounds the calls that run at once.
    ///   - running: How many calls of a tool run at once where it says nothing else.
    ///   - book: The limits of the server.
    init(limiter: ConcurrencyLimiter, running: Int, book: LimitBook) {
        self.limiter = limiter
        defaultRunning = running
        self.book = book
    }

    /// The same for other limits, where calls that run go on counting.
    func with(_ book: LimitBook, running: Int) -> ToolBoundsSource {
        ToolBoundsSource(limiter: limiter, running: running, book: book)
    }

    /// How many calls of a tool run at once where it says nothing else.
    var running: Int { defaultRunning }

    /// - Throws: ``RegistrationError`` where a tool names a limit that does not exist.
    func check(_ tool: Tool) throws(RegistrationError) {
        guard let problem = book.problem(of: tool) else { return }
        throw RegistrationError("tool \"\(tool.name)\": \(problem)")
    }

    /// The bounds of a tool.
    ///
    /// - Parameters:
    ///   - replaced: The bounds of the tool in whose place it comes. Its lane stays where it has the same width, so that
    ///     calls that still run are counted; else there is a new one, and both run until the old calls are over.
    ///   - others: The bounds of all versions of the tool. Versions with the same limits share what a caller has left of
    ///     them: another version is no way around a limit.
    func bounds(of tool: Tool, replacing replaced: ToolBounds?, besides others: [ToolBounds]) -> ToolBounds {
        let running = tool.options.maximumConcurrentCalls ?? defaultRunning
        let lane =
            if let kept = replaced?.lane, kept.running == running { kept } else { ToolLane(limiter, running: running) }
        let limits = tool.options.limits.limits
        let shared = others.lazy.filter { $0.limits == limits }.compactMap(\.own).first
        let own = book.countsOwn(tool) ? shared?.costing(tool.options.cost) ?? book.own(tool) : nil
        return ToolBounds(lane: lane, limits: limits, rules: book.rules(of: tool, own: own), own: own)
    }
}
