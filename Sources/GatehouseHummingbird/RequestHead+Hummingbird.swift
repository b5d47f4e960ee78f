import Gatehouse
import HTTPTypes
import Hummingbird
import NIOCore

extension RequestHead {
    /// The head of a request that Hummingbird has read.
    ///
    /// - Parameter keptFields: The names, in lower case, of the fields that dependencies ask for.
    init(_ request: Request, from peer: SocketAddress?, keptFields: Set<String>) {
        self.init(
            method: request.method.rawValue, path: request.uri.path, remoteAddress: peer?.ipAddress,
            scheme: request.head.scheme ?? "http")
        if let authority = request.head.authority { host.append(authority) }
        for field in request.headers { take(field.name.canonicalName, field.value, keptFields) }
    }

    private mutating func take(_ name: String, _ value: String, _ keptFields: Set<String>) {
        if keptFields.contains(name) { fields.append((name: name, value: value)) }
        switch name {
        case "origin": origin.append(value)
        case "authorization": authorization.append(value)
        case "content-type": contentType = value
        case "accept": accept = accept.map { "\($0), \(value)" } ?? value
        case "mcp-protocol-version": protocolVersion.append(value)
        case "mcp-method": mcpMethod.append(value)
        case "mcp-name": mcpName.append(value)
        case "mcp-session-id": sessionID.append(value)
        default: takeParameter(name, value)
        }
    }

    private mutating func takeParameter(_ name: String, _ value: String) {
        let prefix = "mcp-param-"
        guard name.hasPrefix(prefix), name.utf8.count > prefix.utf8.count else { return }
        parameters.append((name: String(name.dropFirst(prefix.count)), value: value))
    }
}
