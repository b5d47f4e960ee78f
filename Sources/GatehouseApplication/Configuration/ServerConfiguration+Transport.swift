import Gatehouse
import GatehouseHTTP

extension ServerConfiguration {
    /// How requests reach the server, below what they say.
    struct Transport: Sendable, Hashable {
        /// `address`, `socket` or `systemd`.
        var listen: String
        var socket: String?
        /// Octal digits.
        var socketMode: String
        var maxStreamsPerConnection: Int
        var maxResetsPerConnection: Int
        var maxConnectionBodyBytes: Int
        var trustedProxies: [String]
        var cors: Bool
        /// `none` or `gzip`.
        var compression: String

        init(_ values: ConfigurationValues) throws(ConfigurationError) {
            listen = try values.text(.httpListen)
            socket = try values.optionalText(.httpSocket)
            socketMode = try values.text(.httpSocketMode)
            maxStreamsPerConnection = try values.integer(.httpMaxStreams)
            maxResetsPerConnection = try values.integer(.httpMaxResets)
            maxConnectionBodyBytes = try values.integer(.httpMaxConnectionBody)
            trustedProxies = try values.texts(.httpTrustedProxies)
            cors = try values.boolean(.httpCORS)
            compression = try values.text(.httpCompression)
        }

        /// What the listener accepts connections at.
        var listenerSocket: HTTPSocket {
            switch (listen, socket) {
            case ("systemd", _): .inherited
            case ("socket", let path?): .file(path, mode: UInt16(socketMode, radix: 8) ?? 0o600)
            default: .address
            }
        }
    }

    /// Tells a listener's configuration how requests reach it.
    ///
    /// - Parameter origins: By which policy origins are refused.
    func apply(to listener: inout HTTPListenerConfiguration, origins: OriginPolicy) {
        listener.tls = tls.listener
        listener.socket = transport.listenerSocket
        listener.origins = transport.cors ? origins : nil
        listener.compression = transport.compression == "gzip" ? .gzip : .none
        listener.trustedProxies = HTTPTrustedProxies(transport.trustedProxies) ?? .none
        listener.limits.streamsPerConnection = transport.maxStreamsPerConnection
        listener.limits.resetsPerConnection = transport.maxResetsPerConnection
        listener.limits.connectionBodyBytes = transport.maxConnectionBodyBytes
    }

    /// What is missing of a socket, or of no use.
    func transportProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        let isSocket = transport.listen == "socket"
        if isSocket, transport.socket == nil {
            let place = file?.place(of: ConfigurationKey.httpListen.name)
            return [ConfigurationError.Problem("http.listen is socket, but http.socket names no file", at: place)]
        }
        if !isSocket, transport.socket != nil {
            let place = file?.place(of: ConfigurationKey.httpSocket.name)
            let message = "http.socket is of no use while http.listen is \(transport.listen)"
            return [ConfigurationError.Problem(message, at: place)]
        }
        return []
    }
}
