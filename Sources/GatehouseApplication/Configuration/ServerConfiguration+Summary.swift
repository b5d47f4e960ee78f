import Gatehouse
import Logging

extension ServerConfiguration {
    /// What matters most of the configuration, for the first line of the log. It holds no secret.
    var summary: Logger.Metadata {
        [
            "address": "\(server.host):\(server.port)",
            "endpoint": "\(server.endpoint)",
            "data": "\(server.data)",
            "auth": auth.enabled ? "on" : "off",
            "issuers": "\(auth.issuers.count + (auth.localIssuer ? 1 : 0))",
            "roles": "\(roles.map(\.name).joined(separator: ","))",
            "limits": "\(limits.caller.map(\.description).joined(separator: ", "))",
        ]
    }
}
