/// Where a server is on the network, and what every request to it carries.
struct HTTPEndpoint: Sendable {
    var url: String
    var tokens: (any TokenProvider)?
    var fields: [(name: String, value: String)] = []
}
