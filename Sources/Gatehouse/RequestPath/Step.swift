/// The ten steps that a request walks, in this order.
public enum Step: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case receive, authenticate, decode, route, authorize, limit, validate, call, format, send

    public var description: String { rawValue }
}
