/// How often, and how many times at once, a registered tool may be called.
struct ToolBounds: Sendable {
    let lane: ToolLane
    /// The tool's own limits, as it declares them.
    let limits: [RateLimit]
    /// The limits of the server and the tool's own, each in its scope.
    let rules: AdmissionRules
    /// The tool's own limits alone; nothing where it has none.
    let own: AppliedPolicy?
}
