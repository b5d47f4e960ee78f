import Gatehouse

/// One value of the configuration, checked against its key.
enum ConfigurationValue: Sendable, Hashable {
    case boolean(Bool)
    case integer(Int)
    case duration(Duration)
    case text(String)
    case limit(RateLimit)
    case quota(Quota)
    case list([ConfigurationValue])
}
