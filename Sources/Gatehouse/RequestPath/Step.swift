/// The ten steps that a request walks, in this order.
public enum Step: String, Sendable, Hashable, CaseIterable, Comparable, CustomStringConvertible {
    case receive, authenticate, decode, route, authorize, limit, validate, call, format, send

    public var description: String { rawValue }

    /// Whether one step comes before another.
    public static func < (left: Step, right: Step) -> Bool {
        left.position < right.position
    }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
