import Gatehouse
public import GatehouseHTTP
import HTTPTypes
public import Hummingbird
import NIOCore

extension Router {
    /// Serves the metadata of a path at which MCP is mounted (RFC 9728, section 3.1): the well-known name stands between
    /// the host and the path, so each mounted path has metadata of its own.
    ///
    /// ```swift
    /// router.mcp("/notes", server: notes).mcp("/mail", server: mail)
    /// router.mcpMetadata(of: "/notes", HTTPDocument(try notesMetadata.jsonBytes))
    /// router.mcpMetadata(of: "/mail", HTTPDocument(try mailMetadata.jsonBytes))
    /// ```
    ///
    /// It belongs to the router itself and not to a group of it, whose prefix would come before the well-known name. The
    /// challenges of the server, and the audience of its tokens, must name the same resource as the metadata.
    ///
    /// - Parameters:
    ///   - path: The path at which MCP is mounted; no parameters.
    ///   - document: The metadata, as `ProtectedResourceMetadata` of GatehouseAuth writes it.
    @discardableResult
    public func mcpMetadata(of path: RouterPath = "/mcp", _ document: HTTPDocument) -> Self {
        get("/.well-known/oauth-protected-resource\(path)") { request, _ in
            let head = RequestHead(request, from: nil, keptFields: [])
            var headers: HTTPFields = [.contentType: document.contentType, .cacheControl: document.cacheControl]
            // Clients in browsers read it before they have a token.
            headers[.accessControlAllowOrigin] = "*"
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: document.content(head))))
        }
        return self
    }
}
