public import Gatehouse

/// A document that is served to `GET` as it stands, to anybody and to any origin.
///
/// Made for metadata under `/.well-known/`, as RFC 9728's: public, and fetched by clients that run in browsers.
public struct HTTPDocument: Sendable {
    /// The `Content-Type` it is served with.
    public let contentType: String
    /// Makes what is served; the request's head says by which host the client knows the server.
    package let content: @Sendable (RequestHead) -> [UInt8]
    /// The `Cache-Control` it is served with.
    public let cacheControl: String

    /// A document to serve.
    ///
    /// - Parameters:
    ///   - bytes: What is served.
    ///   - contentType: The `Content-Type`; a JSON document's where none is given.
    ///   - cacheControl: The `Cache-Control`; five minutes for everybody where none is given.
    public init(
        _ bytes: [UInt8],
        contentType: String = "application/json",
        cacheControl: String = "public, max-age=300"
    ) {
        self.init(contentType: contentType, cacheControl: cacheControl) { _ in bytes }
    }

    /// A document that depends on how the client names the server.
    ///
    /// - Parameters:
    ///   - contentType: The `Content-Type`; a JSON document's where none is given.
    ///   - cacheControl: The `Cache-Control`; five minutes for everybody where none is given.
    ///   - content: Makes what is served. It runs on an event loop, so it must not wait.
    public init(
        contentType: String = "application/json",
        cacheControl: String = "public, max-age=300",
        content: @escaping @Sendable (RequestHead) -> [UInt8]
    ) {
        self.content = content
        self.contentType = contentType
        self.cacheControl = cacheControl
    }
}
