public import GatehouseJSON

/// A notification of the protocol with the type of its parameters.
public protocol NotificationKind: Sendable {
    /// The parameters.
    associatedtype Params: Sendable, Hashable, JSONEncodable, JSONDecodable

    /// The method's name.
    static var method: String { get }
    /// The parameters of a notification that has none, where it may have none.
    static var paramsWhenAbsent: Params? { get }
}

extension NotificationKind {
    /// Nothing: a notification has parameters.
    public static var paramsWhenAbsent: Params? { nil }
}
