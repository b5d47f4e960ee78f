public import Gatehouse
import HTTPTypes
public import Hummingbird
import NIOCore

extension RouterMethods {
    /// Serves MCP at a path of an application's own.
    ///
    /// ```swift
    /// let router = Router()
    /// router.mcp("/mcp", server: server)
    /// ```
    ///
    /// The request path is the same as under `HTTPListener`: hosts and origins, tokens, permissions, limits. Replies that
    /// become streams of events, and clients that go away, work as there. What the listener does below it is here for
    /// the application to do: bounds of time, of header sections and of connections, TLS, and preflights of browsers.
    /// ``Router/mcpMetadata(of:_:)`` serves the metadata. No middleware before it may replace a request's body.
    ///
    /// - Parameters:
    ///   - path: Where; no parameters.
    ///   - server: Who answers. It must have been started (``Server/start()``) where it has dependencies.
    ///   - options: How clients are borne.
    @discardableResult
    public func mcp(
        _ path: RouterPath = "/mcp", server: any RequestResponder, options: MountOptions = MountOptions()
    ) -> Self {
        let endpoint = MountedEndpoint(responder: server, options: options)
        for method in [.post, .get, .delete] as [HTTPRequest.Method] {
            on(path, method: method) { request, context in
                let peer = (context as? any RemoteAddressRequestContext)?.remoteAddress
                return try await endpoint.respond(to: request, from: peer)
            }
        }
        return self
    }
}
