import GatehouseJSON
import GatehouseProtocol

/// What a client answers a request of the server's with.
enum ClientReply: Sendable {
    case result(JSONText)
    case error(JSONRPCError)
}
