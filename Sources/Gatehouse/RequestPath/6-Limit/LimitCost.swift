public import GatehouseJSON

/// How many requests a call counts for.
///
/// ```swift
/// LimitCost.argument("/limit")                     // what the arguments ask for
/// LimitCost.fixed(10).corrected(by: "/usage/tokens")   // ten at first, and then what the result says
/// ```
///
/// A cost is from 0 to 1,000,000,000; another one becomes the nearest. A call that costs 0 is not counted.
public struct LimitCost: Sendable {
    private enum Estimate: Sendable {
        case fixed(Int)
        case arguments(@Sendable (JSONObject) -> Int?)
    }

    private let estimate: Estimate
    private let actual: (@Sendable (ToolOutcome) -> Int?)?

    private init(_ estimate: Estimate, actual: (@Sendable (ToolOutcome) -> Int?)? = nil) {
        self.estimate = estimate
        self.actual = actual
    }

    /// The same for every call.
    public static func fixed(_ cost: Int) -> LimitCost { LimitCost(.fixed(bounded(cost))) }

    /// What a function makes of the arguments, which nobody has checked yet; 1 where it makes nothing of them.
    public static func arguments(_ function: @escaping @Sendable (JSONObject) -> Int?) -> LimitCost {
        LimitCost(.arguments(function))
    }

    /// The number that stands at a place of the arguments, as `/limit`, rounded up; a list or a text counts by its length.
    /// 1 where there is nothing of the kind, and at least: a call with arguments that cannot be right is not free.
    public static func argument(_ pointer: String) -> LimitCost {
        let path = LimitPath(pointer)
        return arguments { path.cost(in: .object($0)).map { max(1, $0) } }
    }

    /// The same until the call has ended; then what a function makes of its outcome. What was charged too much is given
    /// back, and what was charged too little is charged, whatever the limits still have. A call that fails, or whose outcome
    /// says nothing, costs what it was charged.
    public func corrected(_ function: @escaping @Sendable (ToolOutcome) -> Int?) -> LimitCost {
        LimitCost(estimate, actual: function)
    }

    /// The same until the call has ended; then the number that stands at a place of its structured content.
    public func corrected(by pointer: String) -> LimitCost {
        let path = LimitPath(pointer)
        return corrected { outcome in
            guard let bytes = outcome.structured, let value = try? JSONValue(parsing: bytes) else { return nil }
            return path.cost(in: value)
        }
    }

    /// Whether the cost may be another one when the call has ended.
    var isCorrected: Bool { actual != nil }

    func charged(for arguments: @autoclosure () -> JSONObject) -> Int {
        switch estimate {
        case .fixed(let cost): cost
        case .arguments(let function): Self.bounded(function(arguments()) ?? 1)
        }
    }

    func actual(of outcome: ToolOutcome) -> Int? {
        actual?(outcome).map(Self.bounded)
    }

    private static func bounded(_ cost: Int) -> Int { min(max(0, cost), RateLimiter.mostCost) }
}
