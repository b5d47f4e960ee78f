/// How many bytes of bodies the requests of one connection of HTTP/2 have sent that are not whole yet, together. It is used on
/// the connection's event loop only.
final class BodyBudget {
    private let maximum: Int
    private var held = 0

    init(_ limits: HTTPLimits) {
        maximum = max(limits.bodyBytes, limits.connectionBodyBytes)
    }

    /// Whether what is held is within the bound.
    var isKept: Bool { held <= maximum }

    /// Takes note of what one request holds more, or less.
    func change(by bytes: Int) {
        held += bytes
    }
}
